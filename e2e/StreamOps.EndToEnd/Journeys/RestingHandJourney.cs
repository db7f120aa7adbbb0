using System.Text.RegularExpressions;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The pointer was left lying on the queue: whoever comes is seen at once, and what has to wait does not wait for ever.</summary>
[Collection<SecondStage>]
public sealed partial class RestingHandJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task Under_a_resting_pointer_who_comes_is_shown_at_once_and_who_left_goes_after_a_while()
    {
        var queue = new QueuePage(Page);
        var first = await Emulator.DropAnyAsync();
        await queue.OpenAsync();
        await queue.Row(first).ToBeAsync("PENDING_CLIENT_RECONNECTION");
        await queue.Row(first).Self.HoverAsync();

        var second = await Emulator.DropAnyAsync();
        await queue.Row(second).ToBeAsync("PENDING_CLIENT_RECONNECTION", seconds: 5);

        await EndElsewhereAsync(second);
        await Expect(queue.Row(second).Self).ToHaveClassAsync(Ghost());
        await Expect(queue.Row(second).Self).ToBeHiddenAsync(new() { Timeout = 20_000 });
        await Expect(queue.Row(first).Self).ToBeVisibleAsync();
    }

    /// <summary>In a tab of its own, so that this one's pointer lies still.</summary>
    private async Task EndElsewhereAsync(string session)
    {
        var tab = await Operator.OpenTabAsync();
        var dialog = new TerminateDialog(tab);
        var drawer = new SessionDrawer(tab);
        await drawer.OpenAsync(session);
        await drawer.Terminate.ClickAsync();
        await dialog.GiveReasonAsync();
        await dialog.Confirm.ClickAsync();
        await Expect(dialog.Self).ToBeHiddenAsync();
        await tab.CloseAsync();
        await Page.BringToFrontAsync();
    }

    [GeneratedRegex(@"\bghost\b", RegexOptions.None, 1000)]
    private static partial Regex Ghost();
}
