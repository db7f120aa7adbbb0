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

    [GeneratedRegex(@"@media \((min|max)-width", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex WidthOfAnything();
}
