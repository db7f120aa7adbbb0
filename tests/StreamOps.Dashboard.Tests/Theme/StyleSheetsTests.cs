using System.Text.RegularExpressions;

namespace StreamOps.Dashboard.Tests.Theme;

/// <summary>Rules for the style sheets that no browser would tell.</summary>
public sealed partial class StyleSheetsTests
{
    private static readonly string[] Sheets = Directory.GetFiles(
        Path.Combine(ComponentSpecsTests.Source, "..", "..", "wwwroot-assets", "css"),
        "*.css"
    );

    [Fact]
    public void What_narrow_screens_need_is_not_done_to_paper() =>
        Assert.Empty(Sheets.Where(sheet => WidthOfAnything().IsMatch(File.ReadAllText(sheet))).Select(Path.GetFileName));

    [Fact]
    public void The_windows_height_is_asked_for_in_one_place_that_knows_the_size_of_the_page() =>
        Assert.Equal(
            ["base.css"],
            Sheets.Where(sheet => File.ReadAllText(sheet).Contains("100vh", StringComparison.Ordinal)).Select(Path.GetFileName)
        );

    [Fact]
    public void Each_banner_that_may_stand_above_the_page_is_reckoned_with()
    {
        var banners = new[] { ("Shell", "Banners.razor"), ("Live", "StaleBanner.razor"), ("Live", "StoreBanner.razor") }.Sum(part =>
            Banner().Count(File.ReadAllText(Path.Combine(ComponentSpecsTests.Source, part.Item1, part.Item2)))
        );

        Assert.Equal(5, banners);
        Assert.Equal(banners, Step().Count(Sheet("shell.css")));
    }

    [Fact]
    public void What_revokes_a_token_is_whole_on_a_narrow_screen()
    {
        var sheet = Sheet("access-tokens.css");

        Assert.Contains("flex-wrap: wrap", sheet[sheet.IndexOf("@media screen", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    private static string Sheet(string name) =>
        File.ReadAllText(Sheets.Single(sheet => string.Equals(Path.GetFileName(sheet), name, StringComparison.Ordinal)));

    [GeneratedRegex("<div class=\"banner ", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Banner();

    [GeneratedRegex(
        @"^\.shell:has\(> section > \.banner( ~ \.banner)*\) \{ --above: ",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1_000
    )]
    private static partial Regex Step();

    [GeneratedRegex(@"@media \((min|max)-width", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex WidthOfAnything();
}
