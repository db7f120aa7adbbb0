using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StreamOps.Dashboard.StreamSessions;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class ExportDialogTests : MudTest
{
    [Theory]
    [InlineData("https://bucket/", "It begins with s3://")]
    [InlineData("s3://bucket", "It ends with / or .zip")]
    public async Task A_place_that_will_not_do_is_told_before_anything_is_asked(string place, string words)
    {
        var (provider, asked) = await AskedAsync();

        provider.Find("#output-uri").Input(place);
        provider.FindAll("button").Single(button => button.TextContent == "Export files").Click();

        Assert.Equal(words, provider.Find("#why-not-export").TextContent);
        Assert.False(asked.IsCompleted);
    }

    [Fact]
    public async Task A_place_that_will_do_is_answered()
    {
        var (provider, asked) = await AskedAsync();

        provider.Find("#output-uri").Input("s3://evidence/night/");
        provider.FindAll("button").Single(button => button.TextContent == "Export files").Click();

        Assert.Equal("s3://evidence/night/", await asked);
    }

    private async Task<(IRenderedComponent<MudDialogProvider> Provider, Task<string?> Asked)> AskedAsync()
    {
        var provider = Render<MudDialogProvider>();
        var asked = Task.FromResult<string?>(null);
        await provider.InvokeAsync(() =>
        {
            asked = ExportDialog.AskAsync(Services.GetRequiredService<IDialogService>());
        });
        provider.WaitForElement("#output-uri");
        return (provider, asked);
    }
}
