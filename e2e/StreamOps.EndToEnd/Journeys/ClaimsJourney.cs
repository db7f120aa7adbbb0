using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Two operators, one player: the second one knows who is on it before they open anything.</summary>
[Collection<SharedStage>]
public sealed class ClaimsJourney(Stage stage) : Journey<Stage>(stage)
{
    private const string OtherName = "Jo Kim";

    [Fact]
    public async Task The_second_operator_reads_who_is_on_it_takes_the_claim_and_the_first_one_reads_that()
    {
        var session = await Emulator.DropAnyAsync();
        var other = await OpenOtherAsync();
        await new QueuePage(Page).OpenAsync();
        await new QueuePage(other.Page).OpenAsync();
        var (row, theirRow) = (new QueuePage(Page).Row(session).Self, new QueuePage(other.Page).Row(session).Self);

        // On the row, before anything is opened.
        await row.FocusAsync();
        await Page.Keyboard.PressAsync("r");
        await Expect(new ClaimBar(Page).Mine).ToContainTextAsync("Claimed by you, lease 0:2");
        await Expect(theirRow.Locator(".cell-who")).ToContainTextAsync(Stage.OperatorName);
        await Expect(theirRow.Locator(".lease")).ToContainTextAsync("lease 0:");

        // In the panel, which only looks.
        await theirRow.FocusAsync();
        await other.Page.Keyboard.PressAsync("r");
        var theirs = new ClaimBar(other.Page);
        await Expect(theirs.Self).ToContainTextAsync($"{Stage.OperatorName} is on it");
        await Expect(new RescuePanel(other.Page).PasteBox).ToBeHiddenAsync();
        await Expect(new ClaimBar(Page).Looking).ToContainTextAsync($"{OtherName} is looking");

        await theirs.Take.ClickAsync();
        await Expect(theirs.TakeIt).ToBeVisibleAsync();
        await theirs.TakeIt.ClickAsync();
        await Expect(theirs.Mine).ToBeVisibleAsync();
        await Expect(new ClaimBar(Page).Taken).ToContainTextAsync($"{OtherName} took the claim from you");
        await Expect(row.Locator("[data-taken]")).ToBeVisibleAsync();
        await Expect(new RescuePanel(Page).PasteBox).ToBeHiddenAsync();

        // Whoever looks is gone with their browser.
        await Page.CloseAsync();
        await Expect(theirs.Looking).ToHaveCountAsync(0, new() { Timeout = 5_000 });
    }

    [Fact]
    public async Task By_keys_the_most_urgent_of_nobody_is_taken_given_back_and_found_again_by_address()
    {
        var sessions = await Emulator.DropAsync(2);
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await Expect(queue.Row(sessions[1]).Self).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("n");
        await Expect(new ClaimBar(Page).Mine).ToBeVisibleAsync();
        var first = new Uri(Page.Url).Query.Split("rescue=")[1];
        await Page.Keyboard.PressAsync("n");
        await Expect(queue.Row(first).Self).ToHaveAttributeAsync("aria-selected", "false");
        // Not by the address, which changes a moment after the row, nor by who was dropped here: somebody of before may be more urgent.
        await Expect(Page.Locator("table.queue tr[aria-selected=true][data-claim=mine]")).ToHaveCountAsync(1);
        await Expect(Page.Locator("table.queue tr[data-claim=mine]")).ToHaveCountAsync(2);
        await Page.Keyboard.PressAsync("Escape");

        await Page.GotoAsync("/?mine=true");
        await new Shell(Page).UntilInteractiveAsync();
        await Expect(Page.Locator("table.queue tr[data-claim=mine]")).ToHaveCountAsync(2);
        await queue.Row(first).Self.FocusAsync();
        await Page.Keyboard.PressAsync("c");
        await Page.Locator("h1").FocusAsync();

        await Expect(Page.Locator("table.queue tr[data-claim=mine]")).ToHaveCountAsync(1);
        await Expect(queue.Row(first).Self).ToHaveCountAsync(0);
    }

    private async Task<OperatorBrowser> OpenOtherAsync()
    {
        var other = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        await other.GiveNameAsync(OtherName);
        return other;
    }
}
