using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A whole rescue without a mouse, in at most eight keys besides the paste.</summary>
[Collection<SharedStage>]
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

        // The row is one key away at most: j and k are walked below.
        await queue.Row(session).Self.FocusAsync();
        _keys++;

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

    [Theory]
    [InlineData("/")]
    [InlineData("/audit")]
    public async Task Whatever_the_Tab_key_comes_to_shows_that_it_is_there(string address)
    {
        await Emulator.DropAnyAsync();
        await Page.GotoAsync(address);
        await new Shell(Page).UntilInteractiveAsync();

        for (var stop = 0; stop < 16; stop++)
        {
            await Page.Keyboard.PressAsync("Tab");
            // A box of MudBlazor has its border for that.
            var hidden = await Page.EvaluateAsync<string?>(
                """
                () => {
                  const at = document.activeElement;
                  const isSeen = at === document.body || at.matches(".mud-input-root") || getComputedStyle(at).outlineStyle !== "none";
                  return isSeen ? null : at.outerHTML;
                }
                """
            );
            Assert.Null(hidden);
        }
    }

    [Fact]
    public async Task Rows_are_walked_with_j_and_k_opened_with_Enter_and_left_with_Esc()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();

        // Others' sessions end while it walks, and rows move up: then it walks again.
        string? walkedTo = null;
        await Eventually.BeTrueAsync(
            "j and k walk down and up again",
            TimeSpan.FromSeconds(20),
            async () =>
            {
                await Page.EvaluateAsync("() => document.activeElement.blur()");
                var first = await WalkAsync("j");
                var second = await WalkAsync("j");
                walkedTo = await WalkAsync("k");
                return walkedTo is not null && walkedTo == first && second is not null && second != first;
            }
        );
        await PressAsync("Enter");
        await Expect(new SessionDrawer(Page).Self).ToBeVisibleAsync();
        await PressAsync("Escape");

        await Expect(new SessionDrawer(Page).Self).ToBeHiddenAsync();
        // The very row, wherever it stands by now.
        await Expect(Page.Locator($"[data-session-id='{walkedTo}']").First).ToBeFocusedAsync();
    }

    /// <summary>The row with the focus after a key; null when no row has it.</summary>
    private async Task<string?> WalkAsync(string key)
    {
        await PressAsync(key);
        return await Page.EvaluateAsync<string?>("() => document.activeElement.dataset.sessionId ?? null");
    }

    [Fact]
    public async Task A_slash_goes_to_the_search()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();

        await PressAsync("/");

        await Expect(sessions.Search).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_question_mark_tells_the_keys_of_this_screen_and_Esc_gives_the_focus_back()
    {
        var queue = new QueuePage(Page);
        var session = await Emulator.DropAnyAsync();
        await queue.OpenAsync();
        await queue.Row(session).Self.FocusAsync();

        await PressAsync("?");

        var help = new KeysHelp(Page);
        await Expect(help.Close).ToBeFocusedAsync();
        Assert.Equal(
            ["j", "k", "Enter", "n", "r", "c", "l", "o", ".", "g q", "g s", "g c", "g a", "/", "Esc", "?"],
            await help.Keys.AllInnerTextsAsync()
        );
        await AxeScan.OfAsync(Page, "keys", help.Self);
        // A dialog has its own keys: none of these does anything now.
        await PressAsync("l");
        await Expect(help.Self).ToBeVisibleAsync();
        await PressAsync("Escape");
        await Expect(help.Self).ToBeHiddenAsync();
        await Expect(queue.Row(session).Self).ToBeFocusedAsync();
        await Expect(new RescuePanel(Page).Self).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_screen_without_a_list_tells_fewer_keys()
    {
        await Page.GotoAsync("/stream-groups");
        await new Shell(Page).UntilInteractiveAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Keys of this screen" }).ClickAsync();

        Assert.Equal(["g q", "g s", "g c", "g a", "/", "Esc", "?"], await new KeysHelp(Page).Keys.AllInnerTextsAsync());
    }

    [Fact]
    public async Task An_l_without_a_selection_takes_the_most_urgent_row()
    {
        await Emulator.DropAnyAsync();
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await Expect(queue.Rows.First.Locator("[data-rescue][href]")).ToBeVisibleAsync();
        await queue.UntilMostUrgentHasTimeAsync();

        await PressAsync("l");

        var lane = new SendLinkLane(Page);
        Assert.NotEmpty(await lane.ReadCopiedAsync());
        var mostUrgent = await Page.Locator("main tr[data-session-id]:has([data-rescue][href])").First.GetAttributeAsync("data-session-id");
        Assert.Equal(mostUrgent, await lane.CopyLink.GetAttributeAsync("data-send-link"));
    }

    [Fact]
    public async Task An_o_goes_to_the_paste_box_from_anywhere_in_the_page()
    {
        var panel = new RescuePanel(Page);
        await panel.OpenAsync(await Emulator.DropAnyAsync());
        await panel.PasteBox.BlurAsync();

        await PressAsync("o");

        await Expect(panel.PasteBox).ToBeFocusedAsync();
        await Expect(panel.PasteBox).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_row_keeps_the_focus_while_others_come_below_it()
    {
        var queue = new QueuePage(Page);
        var first = await Emulator.DropAnyAsync();
        await queue.OpenAsync();
        await queue.Row(first).Self.FocusAsync();
        await Expect(queue.Row(first).Self).ToBeFocusedAsync();

        var second = await Emulator.DropAnyAsync();

        await queue.Row(second).ToBeAsync("PENDING_CLIENT_RECONNECTION");
        await Expect(queue.Row(first).Self).ToBeFocusedAsync();
    }

    [Fact]
    public async Task After_a_dialog_is_left_with_Esc_the_focus_is_where_it_was()
    {
        var drawer = new SessionDrawer(Page);
        await drawer.OpenAsync(await Emulator.DropAnyAsync());
        await drawer.Terminate.FocusAsync();
        await PressAsync("Enter");
        await Expect(new TerminateDialog(Page).Keep).ToBeFocusedAsync();

        await PressAsync("Escape");

        await Expect(new TerminateDialog(Page).Self).ToBeHiddenAsync();
        await Expect(drawer.Terminate).ToBeFocusedAsync();
    }

    [Fact]
    public async Task When_a_focused_button_vanishes_the_focus_stays_near()
    {
        await Page.GotoAsync("/sessions?q=nobody-has-this-id");
        await new Shell(Page).UntilInteractiveAsync();
        var clear = Page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).Last;
        await clear.FocusAsync();

        await PressAsync("Enter");

        await Expect(new SessionsPage(Page).Rows.First).ToBeVisibleAsync();
        await Expect(Page.Locator("main h1")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("Enter")]
    [InlineData(" ")]
    public async Task A_key_on_a_button_before_the_page_listens_is_done_once_when_it_listens(string key)
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();
        await DelayScriptsAsync();
        await Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        var ended = Page.GetByRole(AriaRole.Button, new() { Name = "Ended too" });
        await ended.FocusAsync();
        Assert.Equal("false", await Page.Locator(".shell").GetAttributeAsync("data-interactive"));

        await PressAsync(key);

        await Expect(ended).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(ended).ToBeFocusedAsync();
        Assert.EndsWith("?ended=1", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_before_the_page_listens_stays_in_its_field()
    {
        var sessions = new SessionsPage(Page);
        await sessions.OpenAsync();
        await DelayScriptsAsync();
        await Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        await sessions.Search.FocusAsync();
        Assert.Equal("false", await Page.Locator(".shell").GetAttributeAsync("data-interactive"));

        await Page.Keyboard.TypeAsync("us-w");
        await new Shell(Page).UntilInteractiveAsync();

        await Expect(sessions.Search).ToHaveValueAsync("us-w");
        await Expect(sessions.Search).ToBeFocusedAsync();
        await Expect(Page).ToHaveURLAsync($"{Stage.Dashboard.Address}/sessions?q=us-w");
    }

    /// <summary>From the next load on, the page is a picture for two seconds.</summary>
    private Task DelayScriptsAsync() =>
        Page.RouteAsync(
            "**/js/app.*.js",
            async route =>
            {
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Cancellation);
                await route.ContinueAsync();
            }
        );

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
