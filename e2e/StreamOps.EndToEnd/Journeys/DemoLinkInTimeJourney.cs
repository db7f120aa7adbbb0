using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The README's path in the demo as it starts: a player of the queue is rescued by link within five seconds.</summary>
[Collection<Alone>]
public sealed class DemoLinkInTimeJourney(ChromiumBrowser browser, EveningServer server) : DemoJourneys(browser, server)
{
    [Fact]
    public async Task A_player_of_the_queue_gets_a_picture_that_goes_on_and_gets_it_again_after_the_next_loss()
    {
        await new QueuePage(Page).OpenAsync();
        await new Shell(Page).ToBeLiveAsync(30);
        await Expect(new Shell(Page).Freshness).Not.ToContainTextAsync("degraded");
        // The clock that has most left: the machine may be slow.
        var session = await WaitingAsync();

        var (player, frame) = await RescueAsync(session);

        // The game ran before anybody drew it: a scripted player plays for minutes at least.
        Assert.InRange(frame, 30 * 60, long.MaxValue);
        await Expect(new QueuePage(Page).Row(session).Self).ToContainTextAsync("recovered");
        await player.Page.CloseAsync();
        await new QueuePage(Page).OpenAsync();
        await new QueuePage(Page).Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION", 30);
        var (_, next) = await RescueAsync(session);
        Assert.InRange(next, frame + 1, frame + (30 * 120));
        Assert.Empty(Complaints);
    }

    /// <summary>By link, to the moving picture, timed.</summary>
    private async Task<(PlayerPage Player, long Frame)> RescueAsync(string session)
    {
        var player = await OpenLinkAsync(session, _ => Task.CompletedTask);
        var reader = await ReaderAsync(player.Page);
        var pressed = TimeProvider.System.GetTimestamp();

        await player.Continue.ClickAsync();

        await player.ToShowAsync("playing");
        await player.Picture.UntilFrameAfterAsync(reader, 0);
        var first = await player.Picture.FrameAsync();
        await player.Picture.UntilFrameAfterAsync(reader, first);
        var took = TimeProvider.System.GetElapsedTime(pressed);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"From Continue playing to a moving picture: {took.TotalSeconds:0.0} s, frame {first}"
        );
        Assert.InRange(took.TotalSeconds, 0, 5);
        return (player, await player.Picture.FrameAsync());
    }

    /// <summary>The emulator's own reader of the counter in a picture.</summary>
    private static async Task<string> ReaderAsync(IPage page)
    {
        using var http = new HttpClient();
        var host = new Uri((await page.Locator("iframe.demo-host").GetAttributeAsync("src"))!);
        return (await http.GetStringAsync(new Uri(host, "/_emulator/media/frame-code.js"), TestContext.Current.CancellationToken))
            .Replace("export class FrameCodeReader", "window.FrameCodeReader = class", StringComparison.Ordinal)
            .Replace("export ", "", StringComparison.Ordinal);
    }
}
