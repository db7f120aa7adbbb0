using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Polling;

/// <summary>What the plan reaches at present.</summary>
/// <param name="UrgentInterval">How often waiting sessions are read in the slowest stream group; null without one.</param>
/// <param name="IsDegraded">Whether the budget is too small for every class to be read as often as it should.</param>
internal sealed record PollPlan(TimeSpan? UrgentInterval, bool IsDegraded);

/// <summary>
/// Decides which page is read next: each class at the rate that serves best within the budget. Of those that are due the one goes first that is latest for
/// its interval; where none is and the bucket can take no more, one is read ahead of its turn: no token is lost.
/// </summary>
/// <remarks>
/// Pure: it reads no clock and makes no call. Not thread-safe; <see cref="PollTurns"/> guards it. Why not the earliest deadline first: lists that are read seldom come
/// due in crowds, as they were first read, and each crowd would hold up for some seconds what is read every second; they themselves lose nothing by some seconds.
/// </remarks>
internal sealed class PollScheduler(IOptions<LiveOptions> options)
{
    /// <summary>More pages a second are not read of one class, whatever the budget: one answer takes that long.</summary>
    private const double MostReadsPerSecond = 10;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1 / MostReadsPerSecond);
    private static readonly TimeSpan SurgeLingers = TimeSpan.FromSeconds(10);

    /// <summary>What is lent to read those who are lost at once is given back so soon after the last page that brought in many.</summary>
    private static readonly TimeSpan LoanLingers = TimeSpan.FromSeconds(2);

    /// <summary>While lists are read for the first time the others keep half of the budget, each read half as often.</summary>
    private const double SlownessWhileStarting = 2;

    private readonly IReadOnlyList<PollKind> _kinds = PollKind.All(options.Value);
    private readonly List<PollClass> _classes = [];
    private DateTimeOffset _surgeUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _loanUntil = DateTimeOffset.MinValue;

    public IReadOnlyList<PollClass> Classes => _classes;

    /// <summary>Whether every class was read to its end once, or is refused.</summary>
    public bool IsWalkedThrough(DateTimeOffset now) => _classes.TrueForAll(one => one.WasWalked || one.BlockedUntil > now);

    /// <summary>Whether a list is being read for the first time, and none that is refused.</summary>
    public bool IsStarting(DateTimeOffset now) =>
        _classes.Exists(one => one is { WasWalked: false, Failures: 0 } && one.BlockedUntil <= now);

    /// <summary>Whether very many were lost at once a moment ago: then sweeps wait. A long list of those who wait is none, once they are known.</summary>
    public bool IsSurge(DateTimeOffset now) => now < _surgeUntil;

    /// <summary>Whether more calls than planned would show them sooner. What is lent so goes to them alone: the others are read as planned.</summary>
    public bool WantsLoan(DateTimeOffset now) => now < _loanUntil;

    /// <summary>Takes up new stream groups and leaves out those that are not named.</summary>
    public void SetGroups(IReadOnlyCollection<string> streamGroupIds, DateTimeOffset now)
    {
        _classes.RemoveAll(one => !streamGroupIds.Contains(one.StreamGroupId, StringComparer.Ordinal));
        var known = _classes.Select(one => one.StreamGroupId).ToHashSet(StringComparer.Ordinal);
        _classes.AddRange(
            streamGroupIds.Where(id => !known.Contains(id)).SelectMany(id => _kinds.Select(kind => new PollClass(id, kind, now)))
        );
    }

    /// <summary>In which stream groups there is somebody who plays, or may soon. The others are read just so often that the first who comes is found.</summary>
    /// <returns>How many of the groups that are read are left at that.</returns>
    public int SetPlayed(IReadOnlySet<string> streamGroupIds)
    {
        foreach (var one in _classes)
        {
            one.IsPlayed = !one.WasWalked || streamGroupIds.Contains(one.StreamGroupId);
        }

        return _classes.Count(one => one is { IsPlayed: false, Kind.IsUrgent: true });
    }

    /// <summary>Shares the budget anew.</summary>
    /// <param name="callsPerSecond">List calls a second.</param>
    /// <param name="slowness">1, or more when nobody watches: every bound is that much longer.</param>
    /// <param name="now">The present moment.</param>
    public PollPlan Plan(double callsPerSecond, double slowness, DateTimeOffset now)
    {
        var served = Served(now);
        var demands = DemandsOf(served, slowness, now);
        var shares = demands.Share(callsPerSecond);
        for (var i = 0; i < served.Count; i++)
        {
            served[i].Plan(shares.Intervals[i], now);
        }

        return new PollPlan(demands.Slowest(shares, one => one.Kind.IsUrgent), !shares.Fits);
    }

    /// <summary>What the classes want at present, as <see cref="Plan"/> has it: another budget may be tried on it, and nothing changes by that.</summary>
    public PollDemands Demands(double slowness, DateTimeOffset now) => DemandsOf(Served(now), slowness, now);

    /// <summary>When the next page is due; null when nothing can be read before an answer comes in.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset now)
    {
        var next = default(DateTimeOffset?);
        foreach (var one in Readable(now))
        {
            var dueAt = one.DueAt > one.BlockedUntil ? one.DueAt : one.BlockedUntil;
            next = next is null || dueAt < next ? dueAt : next;
        }

        return next;
    }

    /// <summary>The first moment at which a page could be read ahead of its turn; null when none can be before an answer comes in.</summary>
    public DateTimeOffset? NextEarly(DateTimeOffset now) =>
        WantsLoan(now) ? null : MaybeEarly(now).Min(one => (DateTimeOffset?)one.AskedAt) + Shortest;

    /// <summary>Starts the read that is latest for its interval, of equals the most valuable; where none is due, the one that waited longest for its interval.</summary>
    /// <param name="now">The present moment.</param>
    /// <param name="isProbe">Whether it is to show if the service still fails: then it is whichever was to be read first, also before its time and where it was refused.</param>
    /// <returns>Null where nothing can be read before an answer comes in.</returns>
    public PollClass? Take(DateTimeOffset now, bool isProbe = false)
    {
        var next =
            isProbe ? First(now)
            : Latest(now) is { } latest ? latest
            : WantsLoan(now) ? null
            : Early(now);
        next?.Begin(now);
        return next;
    }

    /// <summary>A page came in.</summary>
    /// <returns>The walk, if the page was its last.</returns>
    public PollWalk? Succeeded(PollClass one, string? nextToken, int entered, DateTimeOffset now)
    {
        var (isRush, wasSurge, before) = (one.WasWalked && one.BringsMany(entered), IsSurge(now), one.Walk!.Pages);
        var walked = one.Came(nextToken, entered, now);
        if (isRush)
        {
            _surgeUntil = now + SurgeLingers;
            _loanUntil = one.Pages > 1 ? now + LoanLingers : _loanUntil;
        }

        if (isRush && !wasSurge && before > 0)
        {
            one.BeginAnew(now);
        }
        else if (one is { Kind.IsUrgent: true, Pages: > 1, IsFilling: false } && WantsLoan(now))
        {
            // Some of them may be further on, or on pages that were read before.
            one.Hurry(now);
        }

        return walked;
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
        foreach (var one in _classes.Where(one => one.Kind.IsUrgent && !one.IsInFlight && one.DueAt > now))
        {
            one.Hurry(now);
        }
    }

    private PollClass? First(DateTimeOffset now) => Readable(now).MinBy(one => (one.DueAt, -one.Kind.Value));

    private PollClass? Latest(DateTimeOffset now) =>
        Readable(now)
            .Where(one => one.DueAt <= now && one.BlockedUntil <= now)
            .MaxBy(one => (one.LatenessAt(now), one.Kind.Value, -one.AskedAt.UtcTicks));

    private PollClass? Early(DateTimeOffset now) =>
        MaybeEarly(now).Where(one => one.AskedAt + Shortest <= now).MaxBy(one => (now - one.AskedAt) / one.PageInterval);

    /// <summary>What failed keeps to its own time.</summary>
    private IEnumerable<PollClass> MaybeEarly(DateTimeOffset now) =>
        Readable(now).Where(one => one.Failures == 0 && one.BlockedUntil <= now);

    private IEnumerable<PollClass> Readable(DateTimeOffset now) => _classes.Where(one => !one.IsInFlight && !IsPaused(one, now));

    private bool IsPaused(PollClass one, DateTimeOffset now) => one.Kind.IsSweep && one.WasWalked && IsSurge(now);

    /// <summary>What is refused is asked for now and then, and takes nothing from the others.</summary>
    private List<PollClass> Served(DateTimeOffset now) => _classes.FindAll(one => !IsPaused(one, now) && one.BlockedUntil <= now);

    private PollDemands DemandsOf(List<PollClass> served, double slowness, DateTimeOffset now) =>
        new(
            served.ConvertAll(one => new PollDemand(one.StreamGroupId, one.Kind, one.IsPlayed, DemandOf(one, slowness))),
            IsStarting(now) ? SlownessWhileStarting : 1
        );

    private static ReadDemand DemandOf(PollClass one, double slowness)
    {
        var highest = MostReadsPerSecond / one.Pages;
        return new ReadDemand(one.Weight, one.Pages, Math.Min(highest, 1 / (one.Longest.TotalSeconds * slowness)), highest);
    }
}
