using Bunit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Shell;
using StreamOps.Operations;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Store;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Live;

public sealed class StoreBannerTests : OperatedTest
{
    private StoreOutage Outage => Services.GetRequiredService<StoreOutage>();

    [Fact]
    public async Task While_the_store_is_out_every_page_says_so_and_no_longer_once_it_is_back()
    {
        var banners = Render<Banners>(part => part.Add(it => it.Fleet, FleetPicture.Empty));
        Assert.Empty(banners.FindAll("[data-store-out]"));

        await TakeStoreAwayAsync();
        var reason = await WhyNotAsync();
        var banner = banners.WaitForElement("[data-store-out]", Patience);

        Assert.Equal("status", banner.GetAttribute("role"));
        Assert.StartsWith(reason!, banner.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("nothing can be claimed, sent or recorded", banner.TextContent, StringComparison.Ordinal);
        var since = Services.GetRequiredService<FleetClock>().At(Outage.Current!.Since);
        Assert.Equal(Moment.Attribute(since), banner.QuerySelector("age-clock")!.GetAttribute("since"));

        BringStoreBack();
        Assert.Null(await WhyNotAsync());
        banners.WaitForAssertion(() => Assert.Empty(banners.FindAll("[data-store-out]")), Patience);
    }

    [Fact]
    public async Task A_page_that_comes_while_the_store_is_out_says_so_at_once()
    {
        await TakeStoreAwayAsync();
        await WhyNotAsync();

        Assert.NotEmpty(Render<StoreBanner>().FindAll("[data-store-out]"));
    }

    [Fact]
    public async Task An_outage_is_told_once_when_it_begins_and_once_when_it_is_over_on_the_fleets_clock()
    {
        var clock = Services.GetRequiredService<FleetClock>();
        var told = 0;
        Outage.Changed += (_, _) => told++;
        Assert.Null(Outage.Current);

        await WhyNotAsync();
        var before = clock.Now;
        await TakeStoreAwayAsync();
        var reason = await WhyNotAsync();
        var first = Outage.Current;
        await WhyNotAsync();

        Assert.Equal((reason, 1), (first?.Reason, told));
        Assert.Same(first, Outage.Current);
        Assert.InRange(clock.At(first!.Since), before, clock.Now);

        BringStoreBack();
        await WhyNotAsync();
        await WhyNotAsync();
        Assert.Equal((null, 2), (Outage.Current, told));
    }

    [Fact]
    public async Task What_one_could_not_read_tells_nobody_that_nothing_can_be_sent()
    {
        var banners = Render<Banners>(part => part.Add(it => it.Fleet, FleetPicture.Empty));
        var told = 0;
        Outage.Changed += (_, _) => told++;
        Assert.Null(await WhyNotAsync());
        await TakeStoreAwayAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            Services.GetRequiredService<AuditLog>().ForSessionAsync(A.Arn(), CancellationToken.None)
        );

        Assert.Equal((null, 0), (Outage.Current, told));
        Assert.Empty(banners.FindAll("[data-store-out]"));
        Assert.NotNull(await WhyNotAsync());
        banners.WaitForElement("[data-store-out]", Patience);
    }

    [Fact]
    public async Task That_the_store_went_and_came_back_is_seen_while_nobody_acts()
    {
        Assert.Contains(Services, service => service.ImplementationType == typeof(StoreWatch));
        using var watch = ActivatorUtilities.CreateInstance<StoreWatch>(Services, new Hasty());

        // Before the watch begins: a look in that very moment would leave the log of its write beside what stands there now, and who opens that would read the database still.
        await TakeStoreAwayAsync();
        await watch.StartAsync(CancellationToken.None);
        await UntilAsync(() => Outage.Current is not null);
        BringStoreBack();
        await UntilAsync(() => Outage.Current is null);

        await watch.StopAsync(CancellationToken.None);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var waited = TimeSpan.Zero; !isSo(); waited += TimeSpan.FromMilliseconds(50))
        {
            Assert.True(waited < Patience, "It was never seen.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
            // A connection that was opened just before holds the file that was there.
            SqliteConnection.ClearAllPools();
        }
    }

    private Task<string?> WhyNotAsync() => Services.WhyStoreCannotWriteAsync(CancellationToken.None);

    /// <summary>Its five seconds are fifty milliseconds.</summary>
    private sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime / 100, period / 100);
    }
}
