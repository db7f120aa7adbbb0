using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A session is ended on purpose: easily where nobody plays, with care where somebody does.</summary>
[Collection<SharedStage>]
public sealed class TerminateJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task A_lost_session_is_asked_a_reason_for_and_ended_by_one_click_without_its_last_four_characters()
    {
        var session = await Emulator.DropAnyAsync();
        var drawer = new SessionDrawer(Page);
        var dialog = new TerminateDialog(Page);
        await drawer.OpenAsync(session);
        var player = Page.Locator("table.queue th").Nth(1);
        var before = await LeftOf(player);

        await drawer.Terminate.ClickAsync();
        await Expect(dialog.Presets).ToHaveCountAsync(3);
        await Expect(dialog.LastFour).ToHaveCountAsync(0);
        await Expect(dialog.Confirm).ToHaveAttributeAsync("aria-disabled", "true");
        // Its lines begin where its title does.
        Assert.Equal(await LeftOf(dialog.Self.Locator("h2")), await LeftOf(dialog.Self.Locator(".question-facts bdi").First), 1.0);
        await dialog.OwnWords.FillAsync("Ticket 77: the player asked for a fresh start");
        await Expect(dialog.Confirm).ToHaveAttributeAsync("aria-disabled", "false");
        await dialog.Confirm.ClickAsync();

        await UntilEndedAsync(session);
        // What a row says of its end moves no column.
        await Expect(new QueuePage(Page).Row(session).Self).ToContainTextAsync("Ticket 77");
        Assert.Equal(before, await LeftOf(player), 1.0);
    }

    [Fact]
    public async Task A_connected_session_asks_for_the_last_four_characters_of_its_id()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync("?status=CONNECTED");
        var session = await sessions.FirstSessionAsync();
        await sessions.Row(session).ToBeAsync("CONNECTED");
        var drawer = new SessionDrawer(Page);
        var dialog = new TerminateDialog(Page);
        await drawer.OpenAsync(session, "/sessions");

        await drawer.Terminate.ClickAsync();
        await Expect(dialog.Keep).ToBeFocusedAsync();
        await Expect(dialog.Self).ToContainTextAsync("progress is lost");
        await Expect(dialog.Confirm).ToHaveAttributeAsync("aria-disabled", "true");
        await dialog.GiveReasonAsync();
        await dialog.LastFour.FillAsync("none");
        await Expect(dialog.Confirm).ToHaveAttributeAsync("aria-disabled", "true");
        await dialog.LastFour.FillAsync(session[^4..]);
        await dialog.Confirm.ClickAsync();

        await UntilEndedAsync(session);
    }

    private static async Task<double> LeftOf(ILocator element) => (await element.BoundingBoxAsync())!.X;

    private Task UntilEndedAsync(string session) =>
        Eventually.BeTrueAsync(
            "the session is ended through the API",
            TimeSpan.FromSeconds(10),
            async () => (await LedgerAsync()).TransitionsTo("TERMINATED", session).Any(end => end.Reason == "apiTerminated")
        );
}
