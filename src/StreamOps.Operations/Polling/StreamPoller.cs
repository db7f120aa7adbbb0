using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Runs the live feed: the reads that <see cref="PollScheduler"/> decides on, each at its turn, and what no read brings about.</summary>
internal sealed class StreamPoller(
    ServiceCalls calls,
    CallBudget budget,
    PollTurns turns,
    SessionPages pages,
    LiveFleet fleet,
    SessionLookups lookups,
    GroupPoller groups,
    TagPoller tags,
    AccountPoller account,
    PollLag lag,
    FleetClock clock,
    TimeProvider time,
    IOptions<LiveOptions> options,
    ILogger<StreamPoller> logger
)
{
    private static readonly TimeSpan UnreadFor = TimeSpan.FromMinutes(3);

    /// <summary>Somebody looks at a session that waits: where it went is asked sooner, and also while the lists are refused.</summary>
    private static readonly TimeSpan WaitingUnreadFor = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WaitingUnreadAtMost = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly WakeUp _wake = new(time);
    private readonly List<Task> _inFlight = [];

    /// <summary>Reads until it is told to stop. Failures of the service never end it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            KeepOnAsync(PollSessionsAsync, cancellationToken),
            KeepOnAsync(groups.WalkGroupsAsync, cancellationToken),
            KeepOnAsync(groups.ReadCapacityAsync, cancellationToken),
            KeepOnAsync(groups.ReadApplicationsAsync, cancellationToken),
            KeepOnAsync(tags.ReadAsync, cancellationToken),
            options.Value.ByAccount ? KeepOnAsync(account.ReadAsync, cancellationToken) : Task.CompletedTask,
            KeepOnAsync(KeepHouseAsync, cancellationToken),
            KeepOnAsync(lag.WatchAsync, cancellationToken),
            KeepOnAsync(HurryForWatchersAsync, cancellationToken),
            KeepOnAsync(PlanForGroupsAsync, cancellationToken)
        );
    }

    private Task KeepOnAsync(Func<CancellationToken, Task> loop, CancellationToken cancellationToken) =>
        logger.KeepOnAsync("A loop of the live feed", loop, time, cancellationToken);

    private async Task PollSessionsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _inFlight.RemoveAll(read => read.IsCompleted);
            turns.Plan();
            if (calls.ListBreaker.ProbeAt is { } probeAt)
            {
                await ProbeAsync(probeAt, cancellationToken);
            }
            else if (UntilNextRead() is { } wait && wait > TimeSpan.Zero)
            {
                await _wake.WaitAsync(wait, cancellationToken);
            }
            else
            {
                // The token first, the choice after it: what became urgent meanwhile goes first.
                await budget.TakeAsync(ApiOperations.ListStreamSessions, cancellationToken);
                if (turns.TakeNext(isProbe: false) is { } one)
                {
                    _inFlight.Add(ReadAsync(one, cancellationToken));
                }
            }
        }
    }

    /// <summary>While the service fails: one read at a time, and seldom.</summary>
    private async Task ProbeAsync(DateTimeOffset probeAt, CancellationToken cancellationToken)
    {
        while (probeAt > clock.Now)
        {
            await _wake.WaitAsync(probeAt - clock.Now, cancellationToken);
        }

        await budget.TakeAsync(ApiOperations.ListStreamSessions, cancellationToken);
        if (turns.TakeNext(isProbe: true) is { } one)
        {
            await ReadAsync(one, cancellationToken);
        }
        else
        {
            await _wake.WaitAsync(LongestPause, cancellationToken);
        }
    }

    private async Task ReadAsync(PollClass one, CancellationToken cancellationToken)
    {
        await pages.ReadAsync(one, cancellationToken);
        _wake.Set();
    }

    /// <summary>Zero or less: now. Never long, so that a new plan is not missed.</summary>
    private TimeSpan UntilNextRead()
    {
        if (_inFlight.Count >= options.Value.MaxReadsInFlight)
        {
            return LongestPause;
        }

        var now = clock.Now;
        var due = turns.NextDue() - now ?? LongestPause;
        // Once the bucket is full each further token is lost: a read ahead of its turn costs nobody anything then.
        var early = turns.NextEarly() - now ?? LongestPause;
        var full = budget.UntilFull(ApiOperations.ListStreamSessions);
        return Moments.Shorter(LongestPause, Moments.Shorter(due, Moments.Longer(early, full)));
    }

    /// <summary>Somebody began to watch: what was read seldom is worth reading at once.</summary>
    private async Task HurryForWatchersAsync(CancellationToken cancellationToken)
    {
        var known = 0;
        await foreach (var count in fleet.CountWatchersAsync(cancellationToken))
        {
            if (count > known)
            {
                turns.WatcherCame();
                _wake.Set();
            }

            known = count;
        }
    }

    private async Task PlanForGroupsAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in groups.CountChangesAsync(cancellationToken))
        {
            _wake.Set();
        }
    }

    /// <summary>What no read brings about: forgetting, looking for strays, reading ahead.</summary>
    private async Task KeepHouseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = clock.Now;
            fleet.ForgetEndedBefore(now - options.Value.KeepEnded);
            if (fleet.Current is { IsComplete: false } or { Health.State: PollState.Live })
            {
                lookups.MeasureWindows();
            }

            if (fleet.Current is { IsComplete: true, Health: var health })
            {
                var isLive = health.State == PollState.Live;
                lookups.Find(
                    fleet.NotReadSince(isLive ? now - LongestUnread() : DateTimeOffset.MinValue, now - LongestWaitingUnread(health))
                );
                if (isLive)
                {
                    lookups.Find(fleet.WithoutGroup());
                    lookups.Follow(fleet.OnTheirWay(now));
                    lookups.Prefetch();
                }
            }

            await Task.Delay(LongestPause, time, cancellationToken);
        }
    }

    private static TimeSpan LongestWaitingUnread(PollHealth health)
    {
        var longest = health.UrgentInterval * 3 ?? WaitingUnreadFor;
        return longest < WaitingUnreadFor ? WaitingUnreadFor
            : longest > WaitingUnreadAtMost ? WaitingUnreadAtMost
            : longest;
    }

    private TimeSpan LongestUnread()
    {
        var longest = turns.LongestInterval() * 3;
        return longest > UnreadFor ? longest : UnreadFor;
    }
}
