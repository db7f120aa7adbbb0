using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The dashboard is gone: the page says so and stays readable, and it is live again when the server is.</summary>
[Collection<KilledStage>]
public sealed class CircuitJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task A_lost_server_is_a_banner_not_a_curtain()
    {
        Operator.MayComplain = true;
        var queue = new QueuePage(Page);
        var shell = new Shell(Page);
        await queue.OpenAsync();
        var session = await Emulator.DropAnyAsync();
        await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION");

        await Stage.Dashboard.KillAsync();

        await Expect(shell.CircuitBanner).ToBeVisibleAsync();
        // Readable and copyable: nothing lies over the row.
        await queue.Row(session).Open.HoverAsync(new() { Trial = true });
        await Expect(queue.Row(session).Clock).ToBeVisibleAsync();
        await AxeScan.OfAsync(Page, "queue, circuit lost", shell.CircuitBanner);

        await Stage.Dashboard.StartAsync();

        await Expect(shell.CircuitBanner).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION");
    }
}
