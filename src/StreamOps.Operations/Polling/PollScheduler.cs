using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Polling;

/// <summary>What the plan reaches at present.</summary>
/// <param name="UrgentInterval">How often waiting sessions are read in the slowest stream group; null without one.</param>
/// <param name="IsDegraded">Whether the budget is too small for every class to be read as often as it should.</param>
internal sealed record PollPlan(TimeSpan? UrgentInterval, bool IsDegraded);

/// <summary>Decides which page is read next: each class at the rate that serves best within the budget, the earliest deadline first.</summary>
/// <remarks>Pure: it reads no clock and makes no call. Not thread-safe; <see cref="PollTurns"/> guards it.</remarks>
internal sealed class PollScheduler(IOptions<LiveOptions> options, Random? random = null)
{
    /// <summary>Above this a class is not read, whatever the budget: one answer takes that long.</summary>
    private const double MostReadsPerSecond = 10;
    private const int MostRestarts = 3;
    private static readonly TimeSpan SurgeLingers = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SweepPage = TimeSpan.FromSeconds(1);

    private readonly Random _random = random ?? Random.Shared;
    private readonly IReadOnlyList<PollKind> _kinds = PollKind.All(options.Value);
    private readonly List<PollClass> _classes = [];
    private DateTimeOffset _surgeUntil = DateTimeOffset.MinValue;

    public IReadOnlyList<PollClass> Classes => _classes;

    /// <summary>Whether every class was read to its end once, or is refused.</summary>
    public bool IsWalkedThrough(DateTimeOffset now) => _classes.TrueForAll(one => one.WasWalked || one.BlockedUntil > now);

    /// <summary>Whether waiting sessions fill more than a page: then sweeps wait.</summary>
    public bool IsSurge(DateTimeOffset now) => now < _surgeUntil;

    /// <summary>Takes up new stream groups and leaves out those that are not named.</summary>
    public void SetGroups(IReadOnlyCollection<string> streamGroupIds, DateTimeOffset now)
    {
        _classes.RemoveAll(one => !streamGroupIds.Contains(one.StreamGroupId, StringComparer.Ordinal));
        var known = _classes.Select(one => one.StreamGroupId).ToHashSet(StringComparer.Ordinal);
        _classes.AddRange(
            streamGroupIds.Where(id => !known.Contains(id)).SelectMany(id => _kinds.Select(kind => new PollClass(id, kind, now)))
        );
    }

    /// <summary>Shares the budget anew.</summary>
    /// <param name="callsPerSecond">List calls a second.</param>
    /// <param name="slowness">1, or more when nobody watches: every bound is that much longer.</param>
    /// <param name="now">The present moment.</param>
    public PollPlan Plan(double callsPerSecond, double slowness, DateTimeOffset now)
    {
        var served = _classes.Where(one => !IsPaused(one, now)).ToList();
        var demands = served.ConvertAll(one => new ReadDemand(
            one.Weight,
            one.Pages,
            1 / (LongestFor(one).TotalSeconds * slowness),
            MostReadsPerSecond
        ));
        var (rates, fits) = WaterFilling.Share(demands, callsPerSecond);
        for (var i = 0; i < served.Count; i++)
        {
            var before = served[i].Interval;
            served[i].Interval = TimeSpan.FromSeconds(1 / Math.Max(rates[i], 1e-4));
            if (served[i].Interval > before)
            {
                Slacken(served[i]);
            }
            else
            {
                Hasten(served[i]);
            }
        }

        var urgent = served.Where(one => one.Kind.IsUrgent).Select(one => one.Interval).DefaultIfEmpty().Max();
        return new PollPlan(urgent == TimeSpan.Zero ? null : urgent, !fits);
    }

    /// <summary>When the next page is due; null when nothing can be read before an answer comes in.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset now)
    {
        var next = default(DateTimeOffset?);
        foreach (var one in _classes.Where(one => !one.IsInFlight && !IsPaused(one, now)))
        {
            var dueAt = one.DueAt > one.BlockedUntil ? one.DueAt : one.BlockedUntil;
            next = next is null || dueAt < next ? dueAt : next;
        }

        return next;
    }

    /// <summary>Starts the read with the earliest deadline, of equals the most valuable; null when none is due.</summary>
    public PollClass? Take(DateTimeOffset now, bool isProbe = false)
    {
        var ready = _classes.Where(one =>
            !one.IsInFlight && !IsPaused(one, now) && (isProbe || (one.DueAt <= now && one.BlockedUntil <= now))
        );
        var first = ready
            .OrderByDescending(one => one.Kind.IsUrgent && one.Walk is not null)
            .ThenBy(one => one.DueAt)
            .ThenByDescending(one => one.Kind.Value)
            .FirstOrDefault();
        if (first is not null)
        {
            first.IsInFlight = true;
            first.Walk ??= new PollWalk(now) { Late = now > first.DueAt ? now - first.DueAt : TimeSpan.Zero };
            first.Walk.PageStartedAt = now;
            first.LastStartedAt = first.Walk.StartedAt;
        }

        return first;
    }

    /// <summary>A page came in.</summary>
    /// <returns>The walk, if the page was its last.</returns>
    public PollWalk? Succeeded(PollClass one, string? nextToken, int entered, DateTimeOffset now)
    {
        one.IsInFlight = false;
        one.Failures = 0;
        one.BlockedUntil = DateTimeOffset.MinValue;
        one.Count(entered, now);
        if (one.Kind.IsUrgent && !string.IsNullOrEmpty(nextToken))
        {
            _surgeUntil = now + SurgeLingers;
        }

        var walk = one.Walk!;
        if (walk.GoesOn(nextToken))
        {
            one.Pages = Math.Max(one.Pages, walk.Pages + 1);
            one.DueAt = IsChainHurried(one) ? now : walk.PageStartedAt + Jittered(one.Interval / one.Pages);
            return null;
        }

        one.Pages = Math.Max(1, walk.Pages);
        one.Walk = null;
        one.WasWalked = true;
        // Late once must not be late ever after: the calls of the budget that were not made then would be lost.
        var madeUpFor = walk.Late < one.Interval / 2 ? walk.Late : one.Interval / 2;
        one.DueAt = walk.StartedAt + Jittered(one.Interval) - madeUpFor;
        return walk;
    }

    /// <summary>A page did not come in; it is tried again in its turn.</summary>
    public static void Failed(PollClass one, DateTimeOffset retryAt)
    {
        one.IsInFlight = false;
        one.Failures++;
        one.DueAt = retryAt;
    }

    /// <summary>The token of the walk is no longer good: from the first page again, unless that keeps happening.</summary>
    public void TokenFailed(PollClass one, DateTimeOffset now)
    {
        one.IsInFlight = false;
        one.Walk!.Restart();
        one.DueAt = now;
        if (one.Walk.Restarts > MostRestarts)
        {
            one.Walk = null;
            one.WasWalked = true;
            one.DueAt = now + Jittered(one.Interval);
        }
    }

    /// <summary>Leaves a stream group alone for a while: its reads are refused.</summary>
    public void Block(string streamGroupId, DateTimeOffset until)
    {
        foreach (var one in _classes.Where(one => string.Equals(one.StreamGroupId, streamGroupId, StringComparison.Ordinal)))
        {
            one.BlockedUntil = until;
        }
    }

    /// <summary>Somebody came to look: what waits for a client is read at once.</summary>
    public void Hurry(DateTimeOffset now)
    {
        foreach (var one in _classes.Where(one => !one.Kind.IsSweep && !one.IsInFlight && one.DueAt > now))
        {
            one.DueAt = now;
        }
    }

    private bool IsPaused(PollClass one, DateTimeOffset now) => one.Kind.IsSweep && one.WasWalked && IsSurge(now);

    /// <summary>Nobody waits for a walk of the start-up, or of waiting sessions, to be spread over its interval.</summary>
    private static bool IsChainHurried(PollClass one) => one.Kind.IsUrgent || !one.WasWalked;

    private static TimeSpan LongestFor(PollClass one) =>
        one.Kind.IsSweep && SweepPage * one.Pages > one.Kind.Longest ? SweepPage * one.Pages : one.Kind.Longest;

    /// <summary>A shorter interval counts at once, not only after the old one is over.</summary>
    private static void Hasten(PollClass one)
    {
        if (one is { Walk: null, IsInFlight: false, WasWalked: true, Failures: 0 })
        {
            var latest = one.LastStartedAt + (one.Interval * 1.1);
            one.DueAt = one.DueAt < latest ? one.DueAt : latest;
        }
    }

    /// <summary>So does a longer one: what was hastened for a moment must not go before those who wait.</summary>
    private static void Slacken(PollClass one)
    {
        if (one is { Walk: null, IsInFlight: false, WasWalked: true, Failures: 0 })
        {
            var earliest = one.LastStartedAt + (one.Interval * 0.9);
            one.DueAt = one.DueAt > earliest ? one.DueAt : earliest;
        }
    }

    private TimeSpan Jittered(TimeSpan interval) => interval * (0.9 + (0.2 * _random.NextDouble()));
}
