using System.Globalization;
using System.Text.RegularExpressions;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>The service is slow, refuses or is gone: the screen says so, keeps the last good rows and comes back by itself.</summary>
public sealed partial class OutageJourney(QuietStage stage) : Journey<QuietStage>(stage), IClassFixture<QuietStage>
{
    [Trait("Row", "R6")]
    [Fact]
    public async Task A_service_that_is_gone_is_a_banner_over_the_last_rows_and_comes_back_by_itself()
    {
        var queue = new QueuePage(Page);
        var shell = new Shell(Page);
        await queue.OpenAsync();
        var lost = await Emulator.DropAnyAsync();
        await queue.Row(lost).ToBeAsync("PENDING_CLIENT_RECONNECTION");

        await Stage.Emulator.KillAsync();

        await shell.ToBeStaleAsync();
        await Expect(shell.StaleBanner).ToContainTextAsync(SecondsAgo());
        await Expect(queue.Row(lost).Self).ToBeVisibleAsync();

        await Stage.Emulator.StartAsync();

        await shell.ToBeLiveAsync();
        await Expect(shell.StaleBanner).ToBeHiddenAsync();
        var another = await Emulator.DropAnyAsync();
        await queue.Row(another).ToBeAsync("PENDING_CLIENT_RECONNECTION");
    }

    [Trait("Row", "F1")]
    [Fact]
    public async Task Throttling_is_said_and_halves_the_rate_which_then_recovers()
    {
        var shell = new Shell(Page);
        await new QueuePage(Page).OpenAsync();
        await shell.ToBeLiveAsync();
        await shell.UntilWatchedRateAsync();
        var usual = await RateAsync();

        await Emulator.FaultAsync(new Fault("ListStreamSessions", "throttle"));

        await Expect(shell.StaleBanner).ToContainTextAsync("throttled", new() { Timeout = 20_000 });
        await Eventually.BeTrueAsync("the rate is halved", TimeSpan.FromSeconds(10), async () => await RateAsync() <= usual / 2);

        await Emulator.MendAsync();

        await shell.ToBeLiveAsync();
        await Eventually.BeTrueAsync("the rate recovers", TimeSpan.FromSeconds(60), async () => await RateAsync() > usual * 0.9);
    }

    /// <summary>Calls a second for lists, as the screen says.</summary>
    private async Task<double> RateAsync()
    {
        var words = await new Shell(Page).Rate.InnerTextAsync();
        return double.Parse(Number().Match(words).Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"[\d.]+", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"Last seen \d+ s ago", RegexOptions.None, 1000)]
    private static partial Regex SecondsAgo();
}
