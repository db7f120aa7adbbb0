using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Whose turn it is: keeps the plan of <see cref="PollScheduler"/> to the present budget and tells it what came of each read. Guards it.</summary>
internal sealed partial class PollTurns(
    PollScheduler scheduler,
    CallBudget budget,
    LiveFleet fleet,
    SessionReader reader,
    GroupPoller groups,
    Freshness freshness,
    FleetClock clock,
    IOptions<LiveOptions> options,
    ILogger<PollTurns> logger
)
{
    private static readonly TimeSpan PlanAtLeastEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RescueKeepsAwakeFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NotableSlip = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private (double Calls, bool IsIdle, int Classes, int Quiet, bool IsStarting, bool IsSurge, bool HasGroups) _planned;
    private DateTimeOffset _plannedAt = DateTimeOffset.MinValue;

    /// <summary>When the next page is due; null when nothing can be read before an answer comes in.</summary>
    public DateTimeOffset? NextDue()
    {
        lock (_lock)
        {
            return scheduler.NextDue(clock.Now);
        }
    }

    /// <summary>The first moment at which a page could be read ahead of its turn; null when none can be before an answer comes in.</summary>
    public DateTimeOffset? NextEarly()
    {
        lock (_lock)
        {
            return scheduler.NextEarly(clock.Now);
        }
    }

    /// <summary>Starts the next read, ahead of its turn where none is due; null when nothing can be read before an answer comes in.</summary>
    public PollClass? TakeNext(bool isProbe)
    {
        lock (_lock)
        {
            var now = clock.Now;
            var one = scheduler.Take(now, isProbe);
            if (one is { WasWalked: true, Failures: 0 } && now - one.DueAt > one.Interval + NotableSlip)
            {
                PollTurnsLog.Slipped(logger, one.StreamGroupId, one.Status, (now - one.DueAt).TotalSeconds);
            }

            return one;
        }
    }

    /// <summary>A page came in.</summary>
    /// <returns>The walk, if the page was its last; and whether every class was read to its end by now.</returns>
    public (PollWalk? Walked, bool IsComplete) Succeeded(PollClass one, Page<StreamSession> page, int entered)
    {
        lock (_lock)
        {
            var now = clock.Now;
            one.Walk!.Show(page.Items.Select(session => session.Arn));
            var walked = scheduler.Succeeded(one, page.NextToken, entered, now);
            // At once: whoever reads next may wait for a token already, as slowly as the own share lets them come.
            budget.Lend(!_planned.IsIdle && scheduler.WantsLoan(now));
            return (walked, groups.HasGroups && scheduler.IsWalkedThrough(now));
        }
    }

    /// <summary>A page did not come in.</summary>
    /// <param name="one">The class read.</param>
    /// <param name="nextTry">When the class is read again.</param>
    /// <param name="isRefused">The whole stream group is left alone until then.</param>
    public void Failed(PollClass one, DateTimeOffset nextTry, bool isRefused)
    {
        lock (_lock)
        {
            one.Failed(nextTry);
            if (isRefused)
            {
                scheduler.Block(one.StreamGroupId, nextTry);
            }
        }
    }

    /// <summary>The token of the walk is no longer good.</summary>
    public void TokenFailed(PollClass one)
    {
        lock (_lock)
        {
            one.Restart(clock.Now);
        }
    }

    /// <summary>Whether no stream group may be read.</summary>
    public bool IsAllRefused(DateTimeOffset now)
    {
        lock (_lock)
        {
            return scheduler.Classes.All(one => one.BlockedUntil > now);
        }
    }

    /// <summary>The longest time between two walks of one class that may show somebody.</summary>
    public TimeSpan LongestInterval()
    {
        lock (_lock)
        {
            return scheduler.Classes.Where(one => one.IsPlayed).Select(one => one.Interval).DefaultIfEmpty().Max();
        }
    }

    /// <summary>The lists as they are now.</summary>
    public PollLook Look()
    {
        lock (_lock)
        {
            var now = clock.Now;
            return new PollLook(
                now,
                scheduler.Demands(SlownessOf(_planned.IsIdle), now),
                [
                    .. scheduler.Classes.Select(one => new ListLook(
                        one.StreamGroupId,
                        one.Status,
                        one.ReadFrom,
                        one.Interval,
                        one.IsPlayed,
                        one.BlockedUntil > now
                    )),
                ]
            );
        }
    }

    /// <summary>Somebody came to look.</summary>
    public void WatcherCame()
    {
        lock (_lock)
        {
            if (budget.IsIdle)
            {
                // At once: a read that waits for its token at the idle rate would keep the first operator waiting.
                budget.IsIdle = false;
                scheduler.Hurry(clock.Now);
            }
        }
    }

    /// <summary>Shares the budget anew, where anything changed that the plan rests on.</summary>
    public void Plan()
    {
        var now = clock.Now;
        var current = fleet.Current;
        // The start-up walk has the full share, whoever watches.
        var isAwake = !current.IsComplete || fleet.Watchers > 0 || now - reader.LastRescueRead < RescueKeepsAwakeFor;
        if (budget.IsIdle == isAwake)
        {
            budget.IsIdle = !isAwake;
        }

        var polled = current.Groups.Values.Where(GroupRules.IsPolled).Select(group => group.Group.Id).ToList();
        var played = fleet.PlayedGroups();
        lock (_lock)
        {
            scheduler.SetGroups(polled, now);
            var quiet = scheduler.SetPlayed(played);
            budget.Lend(isAwake && scheduler.WantsLoan(now));
            var wanted = (
                budget.OwnRateOf(ApiOperations.ListStreamSessions),
                !isAwake,
                scheduler.Classes.Count,
                quiet,
                scheduler.IsStarting(now),
                scheduler.IsSurge(now),
                groups.HasGroups
            );
            if (wanted == _planned && now - _plannedAt < PlanAtLeastEvery)
            {
                return;
            }

            (_planned, _plannedAt) = (wanted, now);
            var plan = scheduler.Plan(wanted.Item1, SlownessOf(!isAwake), now);
            freshness.Planned(plan, wanted.Item1, RateLimits.Of(ApiOperations.ListStreamSessions));
            if (groups.HasGroups && scheduler.IsWalkedThrough(now))
            {
                freshness.Complete();
            }
        }
    }

    private double SlownessOf(bool isIdle) => isIdle ? 1 / options.Value.IdleShare : 1;

    private static partial class PollTurnsLog
    {
        [LoggerMessage(1, LogLevel.Warning, "Reading {Status} sessions of stream group {StreamGroupId} is {Seconds:0.0} s late.")]
        public static partial void Slipped(ILogger logger, string streamGroupId, StreamSessionStatus status, double seconds);
    }
}
