using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Live;

/// <summary>Makes the reads that <see cref="PollScheduler"/> decides on and hands what they show to <see cref="LiveFleet"/>.</summary>
internal sealed partial class StreamPoller(
    ServiceCalls calls,
    CallBudget budget,
    PollScheduler scheduler,
    LiveFleet fleet,
    SessionReader reader,
    SessionLookups lookups,
    GroupPoller groups,
    Freshness freshness,
    FleetClock clock,
    TimeProvider time,
    IOptions<LiveOptions> options,
    ILogger<StreamPoller> logger
)
{
    private const string Operation = "ListStreamSessions";
    private const int FailuresForAProblem = 3;
    private static readonly TimeSpan PlanAtLeastEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RescueKeepsAwakeFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UnreadFor = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan NotableSlip = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly WakeUp _wake = new(time);
    private readonly List<Task> _inFlight = [];
    private (double Calls, bool IsIdle, int Classes, bool IsSurge, bool HasGroups) _planned;
    private DateTimeOffset _plannedAt = DateTimeOffset.MinValue;

    /// <summary>Reads until it is told to stop. Failures of the service never end it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        fleet.WatcherCame = WatcherCame;
        groups.GroupsChanged = _wake.Set;
        await Task.WhenAll(
            KeepOnAsync(PollSessionsAsync, cancellationToken),
            KeepOnAsync(groups.WalkGroupsAsync, cancellationToken),
            KeepOnAsync(groups.ReadCapacityAsync, cancellationToken),
            KeepOnAsync(groups.ReadApplicationsAsync, cancellationToken),
            KeepOnAsync(KeepHouseAsync, cancellationToken)
        );
    }

    /// <summary>A defect in one loop must neither end it nor the others.</summary>
    private async Task KeepOnAsync(Func<CancellationToken, Task> loop, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await loop(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception defect)
            {
                Log.LoopFailed(logger, defect);
                await Task.Delay(LongestPause, time, CancellationToken.None);
            }
        }
    }

    private async Task PollSessionsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _inFlight.RemoveAll(read => read.IsCompleted);
            Plan();
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
                await budget.TakeAsync(Operation, cancellationToken);
                if (TakeNext(isProbe: false) is { } one)
                {
                    _inFlight.Add(PollAsync(one, cancellationToken));
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

        await budget.TakeAsync(Operation, cancellationToken);
        if (TakeNext(isProbe: true) is { } one)
        {
            await PollAsync(one, cancellationToken);
        }
        else
        {
            await _wake.WaitAsync(LongestPause, cancellationToken);
        }
    }

    /// <summary>Zero or less: now. Never long, so that a new plan is not missed.</summary>
    private TimeSpan UntilNextRead()
    {
        if (_inFlight.Count >= options.Value.MaxReadsInFlight)
        {
            return LongestPause;
        }

        lock (_lock)
        {
            var wait = scheduler.NextDue(clock.Now) - clock.Now ?? LongestPause;
            return wait < LongestPause ? wait : LongestPause;
        }
    }

    private PollClass? TakeNext(bool isProbe)
    {
        lock (_lock)
        {
            var now = clock.Now;
            var one = scheduler.Take(now, isProbe);
            if (one is { WasWalked: true, Failures: 0 } && now - one.DueAt > one.Interval + NotableSlip)
            {
                Log.Slipped(logger, one.StreamGroupId, one.Status, (now - one.DueAt).TotalSeconds);
            }

            return one;
        }
    }

    private async Task PollAsync(PollClass one, CancellationToken cancellationToken)
    {
        var token = one.Walk!.NextToken;
        try
        {
            var reply = await calls.MakeAsync(
                Operation,
                (service, stop) => ReadPageAsync(service, one, token, stop),
                calls.ListBreaker,
                cancellationToken
            );
            Take(one, reply);
        }
        catch (GameLiftException failure)
        {
            Refuse(one, failure, token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception defect)
        {
            // The class must be read again whatever happened, or its sessions would stand still unnoticed.
            Refuse(one, new GameLiftException(ApiErrorCode.UnreadableAnswer, Operation, "The page could not be taken in.", defect), token);
        }

        _wake.Set();
    }

    /// <summary>A page with an entry that is no session is refused whole: half a page would look like absence.</summary>
    private static async Task<ServiceReply<Page<StreamSession>>> ReadPageAsync(
        IGameLiftStreams service,
        PollClass one,
        string? token,
        CancellationToken cancellationToken
    )
    {
        var reply = await service.ListStreamSessionsAsync(one.StreamGroupId, one.Status, token, cancellationToken);
        return reply.Value.Items.All(session => session is { Arn.Value: not null, Status.Value: not null })
            ? reply
            : throw new GameLiftException(ApiErrorCode.UnreadableAnswer, Operation, "The page holds an entry that is no stream session.")
            {
                WasAnswered = true,
                RequestId = reply.RequestId,
            };
    }

    private void Take(PollClass one, ServiceReply<Page<StreamSession>> reply)
    {
        var page = reply.Value;
        var entered = fleet.Apply(page.Items.Select(session => new SessionRead(session, reply.SentAt, reply.ArrivedAt)));
        PollWalk? walked;
        bool isComplete;
        lock (_lock)
        {
            one.Walk!.Seen.UnionWith(page.Items.Select(session => session.Arn));
            walked = scheduler.Succeeded(one, page.NextToken, entered, clock.Now);
            isComplete = groups.HasGroups && scheduler.IsWalkedThrough(clock.Now);
        }

        SetProblem(one.StreamGroupId, problem: null);
        if (isComplete)
        {
            freshness.Complete();
        }

        freshness.Good(reply.ArrivedAt);
        lookups.MeasureWindows();
        if (walked is { IsWhole: true })
        {
            if (walked.Pages == 1)
            {
                fleet.ListedWhole(one.StreamGroupId, one.Status, reply.SentAt);
            }

            lookups.Find(fleet.MissingFrom(one.StreamGroupId, one.Status, walked.Seen, walked.StartedAt));
        }

        var applications = fleet.Current.Applications;
        if (page.Items.Any(session => session.ApplicationArn.Length > 0 && !applications.ContainsKey(session.ApplicationArn)))
        {
            groups.WantApplications();
        }
    }

    private void Refuse(PollClass one, GameLiftException failure, string? token)
    {
        var now = clock.Now;
        var isTokenGone = token is not null && failure.Code == ApiErrorCode.Validation;
        var isPassing = failure.IsTransient() || failure.IsAboutCredentials() || failure.Code == ApiErrorCode.Throttling;
        var nextTry = isPassing ? now + one.Interval : now + ReadFailures.RefusalRetry;
        lock (_lock)
        {
            if (isTokenGone)
            {
                scheduler.TokenFailed(one, now);
                return;
            }

            if (failure.Code == ApiErrorCode.Throttling)
            {
                nextTry = now + (failure.RetryAfter ?? BackOff(one.Failures));
            }

            PollScheduler.Failed(one, nextTry);
            if (!isPassing)
            {
                scheduler.Block(one.StreamGroupId, nextTry);
            }
        }

        Log.PollFailed(logger, one.StreamGroupId, one.Status, one.Failures, failure.Code, failure);
        if (!isPassing || one.Failures >= FailuresForAProblem)
        {
            SetProblem(one.StreamGroupId, failure.Code);
        }

        var probeAt = calls.ListBreaker.ProbeAt;
        freshness.Bad(failure, probeAt ?? nextTry, isOutage: probeAt is not null || IsAllRefused(now));
    }

    /// <summary>Full jitter: calls that were refused together must not come back together.</summary>
    private static TimeSpan BackOff(int failures) =>
        TimeSpan.FromSeconds(Math.Min(4, 0.25 * Math.Pow(2, Math.Min(failures, 10))) * Random.Shared.NextDouble());

    private bool IsAllRefused(DateTimeOffset now)
    {
        lock (_lock)
        {
            return scheduler.Classes.All(one => one.BlockedUntil > now);
        }
    }

    private void SetProblem(string streamGroupId, ApiErrorCode? problem) =>
        fleet.Update(snapshot =>
        {
            var isOurs =
                snapshot.Groups.TryGetValue(streamGroupId, out var known)
                && known.Problem != problem
                && (problem is not null || string.Equals(known.ProblemOperation, Operation, StringComparison.Ordinal));
            return isOurs
                ? snapshot with
                {
                    Groups = snapshot.Groups.SetItem(
                        streamGroupId,
                        known! with
                        {
                            Problem = problem,
                            ProblemOperation = problem is null ? "" : Operation,
                        }
                    ),
                }
                : snapshot;
        });

    private void Plan()
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
        lock (_lock)
        {
            scheduler.SetGroups(polled, now);
            var wanted = (budget.RateOf(Operation), !isAwake, scheduler.Classes.Count, scheduler.IsSurge(now), groups.HasGroups);
            if (wanted == _planned && now - _plannedAt < PlanAtLeastEvery)
            {
                return;
            }

            (_planned, _plannedAt) = (wanted, now);
            var plan = scheduler.Plan(wanted.Item1, isAwake ? 1 : 1 / options.Value.IdleShare, now);
            freshness.Planned(plan, wanted.Item1, RateLimits.Of(Operation));
            if (groups.HasGroups && scheduler.IsWalkedThrough(now))
            {
                freshness.Complete();
            }
        }
    }

    private void WatcherCame()
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

        _wake.Set();
    }

    /// <summary>What no read brings about: forgetting, looking for strays, reading ahead.</summary>
    private async Task KeepHouseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = clock.Now;
            fleet.ForgetEndedBefore(now - options.Value.KeepEnded);
            if (fleet.Current is { IsComplete: true, Health.State: PollState.Live })
            {
                lookups.MeasureWindows();
                lookups.Find(fleet.NotReadSince(now - LongestUnread()));
                lookups.Prefetch();
            }

            await Task.Delay(LongestPause, time, cancellationToken);
        }
    }

    private TimeSpan LongestUnread()
    {
        lock (_lock)
        {
            var longest = scheduler.Classes.Select(one => one.Interval * 3).DefaultIfEmpty().Max();
            return longest > UnreadFor ? longest : UnreadFor;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Reading {Status} sessions of stream group {StreamGroupId} failed, {Failures} in a row: {Code}."
        )]
        public static partial void PollFailed(
            ILogger logger,
            string streamGroupId,
            StreamSessionStatus status,
            int failures,
            ApiErrorCode code,
            Exception exception
        );

        [LoggerMessage(2, LogLevel.Warning, "Reading {Status} sessions of stream group {StreamGroupId} is {Seconds:0.0} s late.")]
        public static partial void Slipped(ILogger logger, string streamGroupId, StreamSessionStatus status, double seconds);

        [LoggerMessage(3, LogLevel.Error, "A loop of the live feed failed and goes on.")]
        public static partial void LoopFailed(ILogger logger, Exception exception);
    }
}
