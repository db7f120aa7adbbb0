using StreamOps.Operations.Fleet;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Keeps <see cref="PollHealth"/>: it changes with the state of the reads, never with each read.</summary>
public sealed class Freshness(LiveFleet fleet, FleetClock clock)
{
    /// <summary>Without a good read for this long, a failed one means that what is shown may no longer hold.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly Lock _lock = new();
    private DateTimeOffset? _lastGoodRead;
    private DateTimeOffset? _firstBadRead;

    /// <summary>When the last good read arrived, on the <see cref="FleetClock"/>; null before the first. No snapshot tells it: it moves with every read.</summary>
    public DateTimeOffset? LastGoodRead
    {
        get
        {
            lock (_lock)
            {
                return _lastGoodRead;
            }
        }
    }

    /// <summary>A list came in.</summary>
    internal void Good(DateTimeOffset arrivedAt)
    {
        lock (_lock)
        {
            _lastGoodRead = arrivedAt;
            _firstBadRead = null;
        }

        Change(
            (health, isComplete) =>
                health with
                {
                    State = isComplete ? PollState.Live : PollState.Starting,
                    LastGoodRead = null,
                    NextTry = null,
                    Error = null,
                    ErrorOperation = "",
                }
        );
    }

    /// <summary>A list did not come in, both attempts of it.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="nextTry">When the next read will be tried.</param>
    /// <param name="isOutage">Whether it is known that nothing else comes in either.</param>
    internal void Bad(GameLiftException failure, DateTimeOffset nextTry, bool isOutage)
    {
        DateTimeOffset? lastGoodRead;
        lock (_lock)
        {
            _firstBadRead ??= clock.Now;
            lastGoodRead = _lastGoodRead;
            var quietSince = _lastGoodRead ?? _firstBadRead.Value;
            if (!isOutage && clock.Now - quietSince < Patience)
            {
                return;
            }
        }

        Change(
            (health, _) =>
                health with
                {
                    State = PollState.Stale,
                    // Before the first good read of this start that of the process before it counts.
                    LastGoodRead = lastGoodRead ?? health.LastGoodRead,
                    NextTry = nextTry,
                    Error = failure.Code,
                    ErrorOperation = failure.Operation,
                }
        );
    }

    /// <summary>The plan changed.</summary>
    internal void Planned(PollPlan plan, double callsPerSecond, double limit) =>
        Change(
            (health, _) =>
                health with
                {
                    UrgentInterval = ToldInterval.After(health.UrgentInterval, plan.UrgentInterval),
                    // Rounded, so that each small step of recovery is not news.
                    ListCallsPerSecond = callsPerSecond < 1 ? Math.Round(callsPerSecond, 1) : Math.Round(callsPerSecond * 2) / 2,
                    ListCallsLimit = limit,
                    IsDegraded = plan.IsDegraded,
                }
        );

    /// <summary>Every live status of every stream group was read to its end.</summary>
    internal void Complete() =>
        fleet.Complete(
            snapshot =>
                snapshot.IsComplete
                    ? snapshot
                    : snapshot with
                    {
                        IsComplete = true,
                        Health =
                            snapshot.Health.State == PollState.Starting ? snapshot.Health with { State = PollState.Live } : snapshot.Health,
                    },
            clock.Now
        );

    private void Change(Func<PollHealth, bool, PollHealth> change) =>
        fleet.Update(snapshot =>
        {
            var health = change(snapshot.Health, snapshot.IsComplete);
            return health == snapshot.Health ? snapshot : snapshot with { Health = health };
        });
}
