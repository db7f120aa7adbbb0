using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Tests.Faults;

/// <summary>The live feed as the product runs it, in real time: its poller, its client, its connections, to whatever listens at an address. Somebody watches.</summary>
internal sealed class RealFeed : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services;
    private readonly IDisposable _watching;
    private readonly Task _running;

    private RealFeed(Uri service)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("AWS:ServiceURL", service.ToString()), new("AWS:AuthenticationRegion", "us-west-2")])
            .Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<BackgroundWork>()
            .AddSettings(configuration)
            .AddFleet()
            .AddPolling()
            .AddGameLift(configuration, ("emulator", "emulator"));
        services.AddSingleton<AwsGameLiftStreams>();
        services.AddSingleton(provider => new WatchedCalls(provider.GetRequiredService<AwsGameLiftStreams>()));
        services.AddSingleton<IGameLiftStreams>(provider => provider.GetRequiredService<WatchedCalls>());
        _services = services.BuildServiceProvider();
        _watching = Fleet.Attend();
        _running = _services.GetRequiredService<StreamPoller>().RunAsync(_stop.Token);
    }

    public LiveFleet Fleet => _services.GetRequiredService<LiveFleet>();

    public FleetSnapshot Now => Fleet.Current;

    public WatchedCalls Calls => _services.GetRequiredService<WatchedCalls>();

    public FleetClock Clock => _services.GetRequiredService<FleetClock>();

    public Freshness Freshness => _services.GetRequiredService<Freshness>();

    /// <summary>Starts it and waits until the whole fleet was read.</summary>
    public static async Task<RealFeed> StartAsync(Uri service)
    {
        var feed = new RealFeed(service);
        await feed.UntilAsync(
            "the fleet is read",
            TimeSpan.FromSeconds(30),
            snapshot => snapshot is { IsComplete: true, Health.State: PollState.Live }
        );
        return feed;
    }

    /// <summary>Waits until a snapshot is so, and tells how long that took.</summary>
    public async Task<TimeSpan> UntilAsync(string what, TimeSpan most, Func<FleetSnapshot, bool> isSo)
    {
        var since = Stopwatch.GetTimestamp();
        using var limit = new CancellationTokenSource(most, TimeProvider.System);
        try
        {
            await foreach (var update in Fleet.FollowAsync(limit.Token))
            {
                if (isSo(update.Snapshot))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"After {most.TotalSeconds:0.0} s still not: {what}. The feed is {Now.Health}.");
        }

        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Waits until a read comes in that began now or later, and tells how long that took.</summary>
    public async Task<TimeSpan> UntilGoodReadAsync(TimeSpan most)
    {
        var since = Stopwatch.GetTimestamp();
        var good = Calls.Good;
        while (Calls.Good == good)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(since) < most,
                $"No read came in for {most.TotalSeconds:0.0} s. The feed is {Now.Health}."
            );
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return Stopwatch.GetElapsedTime(since);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _watching.Dispose();
        await _services.DisposeAsync();
        _stop.Dispose();
    }
}
