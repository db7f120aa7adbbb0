using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The main job: a dropped player is brought back with an offer that a real browser made.</summary>
[Collection<SharedStage>]
public sealed class RescueJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task A_dropped_player_is_brought_back_and_followed_to_connected()
    {
        var queue = new QueuePage(Page);
        var panel = new RescuePanel(Page);
        await using var player = await Stage.OpenPlayerAsync();
        await queue.OpenAsync();
        var session = await Emulator.DropAnyAsync();
        await queue.Row(session).Rescue.ClickAsync();

        await panel.PasteAsync(await player.MakeOfferAsync());
        await panel.SendAsync();

        await queue.Row(session).ToBeAsync("RECONNECTING");
        Assert.Equal("stable", await player.TakeAnswerAsync(await panel.TakeAnswerAsync()));
        await queue.Row(session).ToBeAsync("ACTIVE");
        await queue.Row(session).ToBeAsync("CONNECTED");
        await panel.UntilRecoveredAsync();
    }

    [Fact]
    public async Task A_rescue_is_one_call_with_the_token_that_the_panel_shows()
    {
        var session = await Emulator.DropAnyAsync();
        var panel = await RescueAsync(session);

        await panel.CopyAnswer.WaitForAsync();

        var ledger = await LedgerAsync();
        var call = Assert.Single(ledger.CallsOf("CreateStreamSessionConnection", session));
        Assert.Equal(200, call.StatusCode);
        await Expect(panel.Self).ToContainTextAsync(call.ClientToken![..4]);
        await Expect(panel.Self).ToContainTextAsync("request");
    }

    [Fact]
    public async Task A_rescued_player_stands_among_what_ended_within_the_hour()
    {
        var session = await Emulator.DropAnyAsync();
        var panel = await RescueAsync(session);
        await panel.UntilRecoveredAsync();

        await new QueuePage(Page).OpenAsync();
        await new QueuePage(Page).EndedFold.ClickAsync();

        await Expect(new QueuePage(Page).EndedRow(session)).ToContainTextAsync("recovered", new() { IgnoreCase = true });
    }

    [Fact]
    public async Task Offer_and_answer_are_neither_in_the_output_nor_in_clear_on_the_disk()
    {
        var session = await Emulator.DropAnyAsync();
        await using var player = await Stage.OpenPlayerAsync();
        var offer = await player.MakeOfferAsync();
        var panel = new RescuePanel(Page);
        await panel.OpenAsync(session);
        await panel.PasteAsync(offer);
        await panel.SendAsync();
        var answer = await panel.TakeAnswerAsync();

        string[] secrets =
        [
            SignalText.IcePassword(offer),
            SignalText.Fingerprint(offer),
            SignalText.IcePassword(answer),
            SignalText.Fingerprint(answer),
        ];

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, Stage.Dashboard.Output, StringComparison.Ordinal));
        foreach (var (file, bytes) in Stage.Dashboard.ReadData())
        {
            Assert.All(
                secrets,
                secret =>
                    Assert.False(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) >= 0, $"{file} holds a signal text.")
            );
        }
    }

    private async Task<RescuePanel> RescueAsync(string session)
    {
        await using var player = await Stage.OpenPlayerAsync();
        var panel = new RescuePanel(Page);
        await panel.OpenAsync(session);
        await panel.PasteAsync(await player.MakeOfferAsync());
        await panel.SendAsync();
        return panel;
    }
}
