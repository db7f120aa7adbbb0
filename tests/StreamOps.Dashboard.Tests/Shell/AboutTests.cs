using Bunit;
using StreamOps.Dashboard.Shell;
using StreamOps.Dashboard.Tests.Hosting;
using TestContext = Xunit.TestContext;

namespace StreamOps.Dashboard.Tests.Shell;

public sealed class AboutTests : MudTest
{
    [Theory]
    [InlineData("1.2.0", "1.2.0", null)]
    [InlineData("1.2.0+d7ec92c", "1.2.0", "d7ec92c")]
    [InlineData("1.2.1-alpha.0.7+d7ec92c", "1.2.1-alpha.0.7", "d7ec92c")]
    public void A_version_is_a_number_and_mostly_a_commit(string written, string number, string? commit) =>
        Assert.Equal(new ProductVersion(number, commit), ProductVersion.Parse(written));

    [Fact]
    public void About_shows_the_version_to_copy_the_licence_and_whose_product_it_is_not()
    {
        var page = Render<AboutPage>();

        Assert.StartsWith(ProductVersion.Current.Number, page.Find("[data-version]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(ProductVersion.Current.ToString(), page.Find("[data-copy]").GetAttribute("data-copy"));
        Assert.Contains("Apache License 2.0", page.Find("dl").TextContent, StringComparison.Ordinal);
        Assert.Contains("not affiliated", page.Find(".caption").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_said_on_the_command_line_and_nothing_starts()
    {
        await using var dashboard = DashboardProcess.StartWith("--version");

        var (exitCode, errors, output) = await dashboard.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, "", ProductVersion.Current.ToString()), (exitCode, errors, output.Trim()));
    }

    [Theory]
    [InlineData("LICENSE", "Apache License")]
    [InlineData("NOTICE", "StreamOps")]
    [InlineData("THIRD-PARTY-NOTICES.md", "Third-party notices")]
    public void The_licences_stand_beside_the_program(string file, string words) =>
        Assert.Contains(words, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)), StringComparison.Ordinal);
}
