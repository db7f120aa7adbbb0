using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

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

    [Fact]
    [Trait("Row", "F13")]
    public async Task A_rescue_runs_on_while_its_operator_is_gone_and_the_answer_is_there_on_return()
    {
        await using var player = await Stage.OpenPlayerAsync();
        var session = await Emulator.DropAnyAsync();
        var panel = new RescuePanel(Page);
        await panel.OpenAsync(session);
        await panel.PasteAsync(await player.MakeOfferAsync());
        await Emulator.FaultAsync(new Fault("CreateStreamSessionConnection", "latency", LatencyMs: 3_000));
        await panel.SendAsync();
        await Expect(panel.Attempt).ToHaveAttributeAsync("data-state", "Sent");

        // The circuit goes in the middle of the call.
        await Page.GotoAsync("about:blank");
        await Eventually.BeTrueAsync(
            "the service has answered",
            TimeSpan.FromSeconds(20),
            async () => (await LedgerAsync()).TransitionsTo("RECONNECTING", session).Any()
        );

        await panel.OpenAsync(session);
        await player.TakeAnswerAsync(await panel.TakeAnswerAsync());
        await panel.UntilRecoveredAsync();
        Assert.Single(
            (await LedgerAsync())
                .CallsOf("CreateStreamSessionConnection", session)
                .Select(call => call.ClientToken)
                .Distinct(StringComparer.Ordinal)
        );
    }
}
