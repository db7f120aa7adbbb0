using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

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

        await drawer.Terminate.ClickAsync();
        await Expect(dialog.Presets).ToHaveCountAsync(3);
        await Expect(dialog.LastFour).ToHaveCountAsync(0);
        await Expect(dialog.Confirm).ToHaveAttributeAsync("aria-disabled", "true");
        await dialog.GiveReasonAsync();
        await Expect(dialog.Confirm).ToHaveAttributeAsync("aria-disabled", "false");
        await dialog.Confirm.ClickAsync();

        await UntilEndedAsync(session);
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

    private Task UntilEndedAsync(string session) =>
        Eventually.BeTrueAsync(
            "the session is ended through the API",
            TimeSpan.FromSeconds(10),
            async () => (await LedgerAsync()).TransitionsTo("TERMINATED", session).Any(end => end.Reason == "apiTerminated")
        );
}
