using System.Text.RegularExpressions;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The dashboard hangs: its port takes every call and nobody answers. The page itself must see that.</summary>
[Collection<KilledStage>]
public sealed partial class HungServerJourney(Stage stage) : Journey<Stage>(stage)
{
    [Trait("Row", "F26")]
    [Fact]
    public async Task A_server_that_hangs_is_told_of_and_nothing_is_begun_with_it_until_it_goes_on()
    {
        Operator.MayComplain = true;
        var queue = new QueuePage(Page);
        var shell = new Shell(Page);
        var lane = new SendLinkLane(Page);
        await queue.OpenAsync();
        var session = await Emulator.DropAnyAsync();
        await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION");
        await queue.Row(session).Rescue.ClickAsync();
        await Expect(lane.CopyLink).ToBeVisibleAsync();
        await shell.ToBeLiveAsync();

        await Stage.Dashboard.HangAsync();

        // Nobody can know yet: the call goes out, and is given up.
        await lane.CopyLink.ClickAsync();
        await Expect(lane.Words).ToContainTextAsync("No answer for 5 s. The link may have been made", new() { Timeout = 8_000 });
        await Expect(shell.CircuitBanner).ToContainTextAsync("The server does not answer.", new() { Timeout = 6_000 });
        await Expect(shell.Freshness).ToHaveTextAsync(NotLive(), new() { UseInnerText = true });
        await Expect(Page).ToHaveTitleAsync(NotLiveTitle());
        await Expect(queue.Row(session).Self.Locator("[data-part='word']")).ToContainTextAsync("Estimate");
        await Expect(lane.CopyLink).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(queue.Row(session).Open).ToBeVisibleAsync();

        // A key, a button and a link are refused, each in a sentence.
        var address = Page.Url;
        await Page.Keyboard.PressAsync("Escape");
        await Expect(shell.CircuitBanner).ToContainTextAsync("Nothing was sent");
        await lane.CopyLink.ClickAsync(new() { Force = true });
        await queue.Row(session).Open.ClickAsync();
        Assert.Equal(address, Page.Url);
        await Expect(lane.Words).ToContainTextAsync("may have been made");

        await Stage.Dashboard.GoOnAsync();

        await Expect(shell.CircuitBanner).ToBeHiddenAsync(new() { Timeout = 15_000 });
        await shell.ToBeLiveAsync();
        await Expect(lane.CopyLink).Not.ToHaveAttributeAsync("aria-disabled", "true");
        Assert.StartsWith($"{Stage.Dashboard.PlayerAddress}/rescue#", await lane.CopyAsync(), StringComparison.Ordinal);
        await queue.Row(await Emulator.DropAnyAsync()).ToBeAsync("PENDING_CLIENT_RECONNECTION");
    }

    protected override async ValueTask TidyAsync() => await Stage.Dashboard.GoOnAsync();

    [GeneratedRegex(@"^\s*not live \d+ s\s*$", RegexOptions.None, 1000)]
    private static partial Regex NotLive();

    [GeneratedRegex("^not live · ", RegexOptions.None, 1000)]
    private static partial Regex NotLiveTitle();
}
