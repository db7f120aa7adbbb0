using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The server dies in the middle of a rescue: the rescue does not.</summary>
[Collection<KilledStage>]
public sealed class RestartJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task A_rescue_under_way_is_finished_after_a_restart_neither_lost_nor_doubled()
    {
        Operator.MayComplain = true;
        await using var player = await Stage.OpenPlayerAsync();
        var session = await Emulator.DropAnyAsync();
        var panel = new RescuePanel(Page);
        await panel.OpenAsync(session);
        await panel.PasteAsync(await player.MakeOfferAsync());
        await Emulator.FaultAsync(new Fault("CreateStreamSessionConnection", "latency", LatencyMs: 20_000));
        await panel.SendAsync();
        // Sent: its row is committed, its call hangs in the service.
        await Expect(panel.Attempt).ToHaveAttributeAsync("data-state", "Sent");

        await Stage.Dashboard.KillAsync();
        await Emulator.MendAsync();
        await Stage.Dashboard.StartAsync();

        await OpenQueueAsync();
        await Eventually.BeTrueAsync(
            "the player is back",
            TimeSpan.FromSeconds(30),
            async () => (await LedgerAsync()).TransitionsTo("CONNECTED", session).Any()
        );
        var ledger = await LedgerAsync();
        Assert.Single(ledger.TransitionsTo("RECONNECTING", session));
        Assert.Single(
            ledger.CallsOf("CreateStreamSessionConnection", session).Select(call => call.ClientToken).Distinct(StringComparer.Ordinal)
        );
        await new QueuePage(Page).EndedFold.ClickAsync();
        await Expect(new QueuePage(Page).EndedRow(session)).ToContainTextAsync("recovered", new() { IgnoreCase = true });
    }

    /// <summary>After a restart the page loads itself anew, which may break off what the journey asks for in the same moment.</summary>
    private async Task OpenQueueAsync()
    {
        try
        {
            await new QueuePage(Page).OpenAsync();
        }
        catch (PlaywrightException aborted) when (aborted.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
        {
            await new QueuePage(Page).OpenAsync();
        }
    }
}
