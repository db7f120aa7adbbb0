using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>On call at night: everything fits a phone.</summary>
[Collection<SharedStage>]
public sealed class PhoneJourney(Stage stage) : Journey<Stage>(stage)
{
    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task No_screen_scrolls_sideways(int width)
    {
        await Page.SetViewportSizeAsync(width, 844);
        var session = await Emulator.DropAnyAsync();
        await new QueuePage(Page).OpenAsync();
        await new QueuePage(Page).Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION");
        await ExpectToFitAsync(width);

        foreach (var address in (string[])["/sessions", "/stream-groups", $"/?session={session}", $"/?rescue={session}"])
        {
            await Page.GotoAsync(address);
            await new Shell(Page).UntilInteractiveAsync();
            await ExpectToFitAsync(width);
        }
    }

    private async Task ExpectToFitAsync(int width)
    {
        var needed = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(needed <= width, $"{Page.Url} needs {needed} px of {width}.");
    }
}
