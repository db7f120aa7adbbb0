using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StreamOps.Dashboard.Commands;
using StreamOps.Operations.Commands;

namespace StreamOps.Dashboard.Tests.Commands;

public sealed class ExportDialogTests : MudTest
{
    [Theory]
    [InlineData("")]
    [InlineData("https://bucket/")]
    [InlineData("S3://bucket/")]
    [InlineData("s3://")]
    [InlineData("s3:///")]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket.zip")]
    [InlineData("s3://bucket/prefix")]
    [InlineData("s3://bucket/file.Zip")]
    [InlineData("s3://bucket/\u0007/")]
    public async Task A_place_that_will_not_do_is_told_in_the_words_of_the_one_rule(string place)
    {
        var (provider, asked) = await AskedAsync();

        provider.Find("#output-uri").Input(place);
        provider.FindAll("button").Single(button => button.TextContent == "Export files").Click();

        Assert.NotEqual("", ExportDestination.ProblemOf(place));
        Assert.Equal(ExportDestination.ProblemOf(place), provider.Find("#why-not-export").TextContent);
        Assert.False(asked.IsCompleted);
    }

    [Fact]
    public async Task A_place_that_is_too_long_is_told_and_not_cut_to_one_that_will_do()
    {
        var (provider, _) = await AskedAsync();

        var longest = int.Parse(provider.Find("#output-uri").GetAttribute("maxlength")!, CultureInfo.InvariantCulture);

        Assert.True(longest > ExportDestination.MaxLength);
    }

    [Theory]
    [InlineData("s3://evidence/night/")]
    [InlineData("s3://evidence/")]
    [InlineData("s3://evidence/night.zip")]
    [InlineData("s3://evidence/NIGHT.ZIP")]
    public async Task A_place_that_will_do_is_answered(string place)
    {
        var (provider, asked) = await AskedAsync();

        provider.Find("#output-uri").Input(place);
        provider.FindAll("button").Single(button => button.TextContent == "Export files").Click();

        Assert.Equal(place, await asked);
    }

    [Fact]
    public async Task Whose_files_they_are_stands_whole_in_the_title()
    {
        var (provider, _) = await AskedAsync();

        Assert.Contains("player-1048576-prod", provider.Find("h2").TextContent, StringComparison.Ordinal);
    }

    private async Task<(IRenderedComponent<MudDialogProvider> Provider, Task<string?> Asked)> AskedAsync()
    {
        var provider = Render<MudDialogProvider>();
        var asked = Task.FromResult<string?>(null);
        await provider.InvokeAsync(() =>
        {
            asked = ExportDialog.AskAsync(Services.GetRequiredService<IDialogService>(), "player-1048576-prod");
        });
        provider.WaitForElement("#output-uri");
        return (provider, asked);
    }
}
