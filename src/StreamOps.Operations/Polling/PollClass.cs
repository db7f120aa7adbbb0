using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>The sessions of one stream group in one status: what one chain of list reads shows.</summary>
internal sealed class PollClass(string streamGroupId, PollKind kind, DateTimeOffset dueAt)
{
    private const double SmoothingSeconds = 60;
    private const int MostRestarts = 3;
    private const int ManyAtOnce = 25;

    // A class with this many events a second weighs twice one in which nothing happens.
    private const double NotableEventsPerSecond = 0.1;
    private const double MostByEvents = 4;

    /// <summary>Where nobody plays nobody is lost: a list that is read to find the first who comes, each one of a group as often.</summary>
    private const double QuietValue = 0.01;
    private static readonly TimeSpan QuietLongest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SweepPage = TimeSpan.FromSeconds(1);

    /// <summary>In intervals. Of lists that are later than this the most valuable goes first: else, once everything is late, those who wait would have to wait for all others.</summary>
    private const double LatestCounted = 0.5;

    private DateTimeOffset _countedAt = dueAt;

    /// <summary>Whose sessions, as <c>sg-1AB2C3De4</c>.</summary>
    public string StreamGroupId => streamGroupId;

    /// <summary>What it has in common with the same status of other groups.</summary>
    public PollKind Kind => kind;

    /// <summary>The status that is listed.</summary>
    public StreamSessionStatus Status => kind.Status;

    /// <summary>When its next page should be read.</summary>
    public DateTimeOffset DueAt { get; private set; } = dueAt;

    /// <summary>What its next page is due an interval after: the moment at which the last one was due, or was read ahead of that.</summary>
    public DateTimeOffset TurnAt { get; private set; } = dueAt;

    /// <summary>When its last page was asked for.</summary>
    public DateTimeOffset AskedAt { get; private set; } = dueAt;

    /// <summary>No read before this moment: the last one was refused.</summary>
    public DateTimeOffset BlockedUntil { get; set; }

    /// <summary>Whether a page of it is being read: one at a time.</summary>
    public bool IsInFlight { get; private set; }

    /// <summary>When the last walk began that showed all of it: what is known of it is no older. Null before there was one.</summary>
    public DateTimeOffset? ReadFrom { get; private set; }

    /// <summary>Whether it was read to its end at least once.</summary>
    public bool WasWalked { get; private set; }

    /// <summary>Pages of the last walk.</summary>
    public int Pages { get; private set; } = 1;

    /// <summary>From one walk's start to the next, by the plan.</summary>
    public TimeSpan Interval { get; private set; } = kind.Longest;

    /// <summary>From one page to the next, by the plan: a walk is spread over its interval.</summary>
    public TimeSpan PageInterval => Interval / Pages;

    /// <summary>Whether its last page showed many who had come in at once: the next one goes before all else.</summary>
    public bool IsFilling { get; private set; }

    /// <summary>
    /// How late its next page is, in its intervals: a second is much where the page is read each second, and nothing where it is read each minute. No later than half
    /// an interval is counted: once everything is late, as after an outage, value decides.
    /// </summary>
    public double LatenessAt(DateTimeOffset now) =>
        IsFilling ? double.PositiveInfinity : Math.Min(LatestCounted, (now - DueAt) / PageInterval);

    /// <summary>The walk under way; null between two.</summary>
    public PollWalk? Walk { get; private set; }

    /// <summary>What its pages showed last: what did not change since is not read anew.</summary>
    public KnownList Known { get; } = new();

    /// <summary>Failed reads in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Sessions that entered the class, a second, smoothed over a minute.</summary>
    public double EventsPerSecond { get; private set; }

    /// <summary>Whether sessions of its stream group are played, as far as anybody knows.</summary>
    public bool IsPlayed { get; set; } = true;

    /// <summary>What a second's delay costs here, against the other classes: the kind's value, up to four times as much where much happens.</summary>
    public double Weight => IsPlayed ? kind.Value * Math.Min(MostByEvents, 1 + (EventsPerSecond / NotableEventsPerSecond)) : QuietValue;

    /// <summary>It should be read at least this often; of a list of many pages no more than a page a second is asked for that.</summary>
    public TimeSpan Longest =>
        !IsPlayed ? QuietLongest
        : kind.IsSweep ? Moments.Longer(kind.Longest, SweepPage * Pages)
        : kind.Longest;

    /// <summary>
    /// Takes another interval over. It counts from the last turn: a longer one takes back what a shorter one hastened, and a shorter one counts at once. It makes none late:
    /// what was read seldom while nobody watched must not be made good before those who wait have their turn again.
    /// </summary>
    /// <param name="interval">From one walk's start to the next.</param>
    /// <param name="now">The present moment.</param>
    public void Plan(TimeSpan interval, DateTimeOffset now)
    {
        Interval = interval;
        if (this is { IsInFlight: false, WasWalked: true, Failures: 0, IsFilling: false })
        {
            DueAt = Moments.Later(TurnAt + PageInterval, Moments.Earlier(DueAt, now));
        }
    }

    /// <summary>Its next page is to be read at this moment.</summary>
    public void Hurry(DateTimeOffset moment) => (DueAt, TurnAt) = (moment, moment - PageInterval);

    /// <summary>A page of it is asked for.</summary>
    public void Begin(DateTimeOffset now)
    {
        // Late once must not be late ever after: the calls of the budget that were not made then would be lost. What was late for long is no debt.
        TurnAt = Moments.Earlier(now, Moments.Later(DueAt, now - (PageInterval / 2)));
        AskedAt = now;
        IsInFlight = true;
        Walk ??= new PollWalk(now);
    }

    /// <summary>A page of it came in.</summary>
    /// <returns>The walk, if the page was its last.</returns>
    public PollWalk? Came(string? nextToken, int entered, DateTimeOffset now)
    {
        IsInFlight = false;
        Failures = 0;
        BlockedUntil = DateTimeOffset.MinValue;
        // Whom the first walk shows did not come there just now.
        Count(WasWalked ? entered : 0, now);
        IsFilling = BringsMany(entered);
        if (Walk!.GoesOn(nextToken))
        {
            Pages = Math.Max(Pages, Walk.Pages + 1);
            // Nobody waits for a first walk, or for one that shows ever more who are lost, to be spread over its interval.
            DueAt = IsFilling || !WasWalked ? now : TurnAt + PageInterval;
            return null;
        }

        var walked = Walk;
        Pages = Math.Max(1, walked.Pages);
        ReadFrom = walked.IsWhole ? walked.StartedAt : ReadFrom;
        End();
        DueAt = TurnAt + PageInterval;
        return walked;
    }

    /// <summary>Whether a page with so many who came in shows that very many are lost at once.</summary>
    public bool BringsMany(int entered) => kind.IsUrgent && entered >= ManyAtOnce;

    /// <summary>From the first page again, at once and before all else: whoever was lost meanwhile may be on the pages that were read already.</summary>
    public void BeginAnew(DateTimeOffset now)
    {
        Walk = null;
        IsFilling = true;
        Hurry(now);
    }

    /// <summary>A page of it did not come in.</summary>
    public void Failed(DateTimeOffset retryAt)
    {
        IsInFlight = false;
        Failures++;
        DueAt = retryAt;
    }

    /// <summary>The token of the walk is no longer good: from the first page again, unless that keeps happening.</summary>
    public void Restart(DateTimeOffset now)
    {
        IsInFlight = false;
        Walk!.Restart();
        if (Walk.Restarts > MostRestarts)
        {
            End();
            Hurry(now + PageInterval);
        }
        else
        {
            Hurry(now);
        }
    }

    private void End()
    {
        Known.Walked();
        Walk = null;
        IsFilling = false;
        WasWalked = true;
    }

    private void Count(int events, DateTimeOffset now)
    {
        var passed = Math.Max(0, (now - _countedAt).TotalSeconds);
        EventsPerSecond = (EventsPerSecond * Math.Exp(-passed / SmoothingSeconds)) + (events / SmoothingSeconds);
        _countedAt = now;
    }
}
