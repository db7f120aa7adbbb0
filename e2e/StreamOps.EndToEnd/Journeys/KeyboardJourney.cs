using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A whole rescue without a mouse, in at most eight keys besides the paste.</summary>
public sealed class KeyboardJourney(Stage stage) : Journey<Stage>(stage)
{
    private const int Allowed = 8;

    private int _keys;

    [Fact]
    public async Task A_player_is_brought_back_in_at_most_eight_keys()
    {
        await using var player = await Stage.OpenPlayerAsync();
        var offer = await player.MakeOfferAsync();
        var queue = new QueuePage(Page);
        var panel = new RescuePanel(Page);
        await queue.OpenAsync();
        var session = await Emulator.DropAnyAsync();
        await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION");

        await PressAsync("r");
        await panel.PasteBox.WaitForAsync();
        await PressAsync("o");
        await Expect(panel.PasteBox).ToBeFocusedAsync();
        await Page.Keyboard.InsertTextAsync(offer);
        await TabToAsync(panel.RightPerson);
        await PressAsync("Space");
        await TabToAsync(panel.Send);
        await PressAsync("Enter");
        await Expect(panel.CopyAnswer).ToBeFocusedAsync();
        await PressAsync("Enter");
        await panel.UntilCopiedAsync();

        var answer = await Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Equal("stable", await player.TakeAnswerAsync(answer));
        await queue.Row(session).ToBeAsync("CONNECTED");
        Assert.True(_keys <= Allowed, $"It took {_keys} keys.");
    }

    [Fact]
    public async Task Rows_are_walked_with_j_and_k_opened_with_Enter_and_left_with_Esc()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();

        await PressAsync("j");
        await PressAsync("j");
        await PressAsync("k");
        await Expect(sessions.Rows.First).ToBeFocusedAsync();
        await PressAsync("Enter");
        await Expect(new SessionDrawer(Page).Self).ToBeVisibleAsync();
        await PressAsync("Escape");

        await Expect(new SessionDrawer(Page).Self).ToBeHiddenAsync();
        await Expect(sessions.Rows.First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_slash_goes_to_the_search()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();

        await PressAsync("/");

        await Expect(sessions.Search).ToBeFocusedAsync();
    }

    private async Task PressAsync(string key)
    {
        _keys++;
        await Page.Keyboard.PressAsync(key);
    }

    private async Task TabToAsync(ILocator target)
    {
        while (!await target.EvaluateAsync<bool>("element => element === document.activeElement"))
        {
            Assert.True(_keys < Allowed, "The way is too long.");
            await PressAsync("Tab");
        }
    }
}
