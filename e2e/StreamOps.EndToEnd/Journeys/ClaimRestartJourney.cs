using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The server dies under a claim: whoever held it holds it, and their page, which loads itself anew, claims nothing by itself.</summary>
[Collection<KilledStage>]
public sealed class ClaimRestartJourney(Stage stage) : Journey<Stage>(stage)
{
    [Fact]
    public async Task A_claim_is_there_after_a_restart_and_lapses_though_its_page_stays_open()
    {
        Operator.MayComplain = true;
        var session = await Emulator.DropAnyAsync();
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await queue.Row(session).Self.FocusAsync();
        await Page.Keyboard.PressAsync("r");
        await Expect(new ClaimBar(Page).Mine).ToBeVisibleAsync();

        await Stage.Dashboard.KillAsync();
        await Stage.Dashboard.StartAsync();

        // The page finds its server again, and the claim with its lease.
        await Expect(new ClaimBar(Page).Mine).ToContainTextAsync("Claimed by you, lease 0:", new() { Timeout = 20_000 });
        await Expect(new ClaimBar(Page).Self).ToContainTextAsync("has lapsed", new() { Timeout = 40_000 });
        await Expect(queue.Row(session).Self.Locator(".nobody")).ToBeVisibleAsync();
    }
}
