using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A session is ended on purpose: easily where nobody plays, with care where somebody does.</summary>
public sealed class TerminateJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task A_lost_session_is_ended_by_one_click()
    {
        var session = await Emulator.DropAnyAsync();
        var drawer = new SessionDrawer(Page);
        await drawer.OpenAsync(session);

        await drawer.Terminate.ClickAsync();
        await new TerminateDialog(Page).GiveReasonAsync();
        await new TerminateDialog(Page).Confirm.ClickAsync();

        await UntilEndedAsync(session);
    }

    [Fact]
    public async Task A_connected_session_asks_for_the_last_four_characters_of_its_id()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync("?status=CONNECTED");
        var session = await sessions.FirstSessionAsync();
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
            async () => (await Emulator.LedgerAsync()).TransitionsTo("TERMINATED", session).Any(end => end.Reason == "apiTerminated")
        );
}
