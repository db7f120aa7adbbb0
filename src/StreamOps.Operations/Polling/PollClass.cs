using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Polling;

/// <summary>The sessions of one stream group in one status: what one chain of list reads shows.</summary>
internal sealed class PollClass(string streamGroupId, PollKind kind, DateTimeOffset dueAt)
{
    private const double SmoothingSeconds = 60;

    // A class with this many events a second weighs twice one in which nothing happens.
    private const double NotableEventsPerSecond = 0.1;
    private const double MostByEvents = 4;

    private DateTimeOffset _countedAt = dueAt;

    /// <summary>Whose sessions, as <c>sg-1AB2C3De4</c>.</summary>
    public string StreamGroupId => streamGroupId;

    /// <summary>What it has in common with the same status of other groups.</summary>
    public PollKind Kind => kind;

    /// <summary>The status that is listed.</summary>
    public StreamSessionStatus Status => kind.Status;

    /// <summary>When its next page should be read.</summary>
    public DateTimeOffset DueAt { get; set; } = dueAt;

    /// <summary>No read before this moment: the last one was refused.</summary>
    public DateTimeOffset BlockedUntil { get; set; }

    /// <summary>Whether a page of it is being read: one at a time.</summary>
    public bool IsInFlight { get; set; }

    /// <summary>Whether it was read to its end at least once.</summary>
    public bool WasWalked { get; set; }

    /// <summary>Pages of the last walk.</summary>
    public int Pages { get; set; } = 1;

    /// <summary>From one walk's start to the next, by the plan.</summary>
    public TimeSpan Interval { get; set; } = kind.Longest;

    /// <summary>When its last walk began.</summary>
    public DateTimeOffset LastStartedAt { get; set; } = dueAt;

    /// <summary>The walk under way; null between two.</summary>
    public PollWalk? Walk { get; set; }

    /// <summary>Failed reads in a row.</summary>
    public int Failures { get; set; }

    /// <summary>Sessions that entered the class, a second, smoothed over a minute.</summary>
    public double EventsPerSecond { get; private set; }

    /// <summary>What a second's delay costs here, against the other classes: the kind's value, up to four times as much where much happens.</summary>
    public double Weight => kind.Value * Math.Min(MostByEvents, 1 + (EventsPerSecond / NotableEventsPerSecond));

    /// <summary>Counts sessions that entered the class.</summary>
    public void Count(int events, DateTimeOffset now)
    {
        var passed = Math.Max(0, (now - _countedAt).TotalSeconds);
        EventsPerSecond = (EventsPerSecond * Math.Exp(-passed / SmoothingSeconds)) + (events / SmoothingSeconds);
        _countedAt = now;
    }
}

/// <summary>What every class of one status has in common.</summary>
/// <param name="Status">The status listed.</param>
/// <param name="Value">Harm of a second's delay, against the other kinds.</param>
/// <param name="Longest">It should be read at least this often.</param>
internal sealed record PollKind(StreamSessionStatus Status, double Value, TimeSpan Longest)
{
    /// <summary>Whether players wait in it.</summary>
    public bool IsUrgent => Status == StreamSessionStatus.PendingClientReconnection;

    /// <summary>Whether it is the long list of those who play, which is gone through at leisure.</summary>
    public bool IsSweep => Status == StreamSessionStatus.Connected;

    /// <summary>The live statuses. Ended ones are left out: their lists bring up to 90 days of history; a session that leaves a list is looked up.</summary>
    public static IReadOnlyList<PollKind> All(LiveOptions options) => [.. StreamSessionStatus.Listed.Select(status => Of(status, options))];

    private static PollKind Of(StreamSessionStatus status, LiveOptions options)
    {
        var (value, longestSeconds) = status switch
        {
            _ when status == StreamSessionStatus.PendingClientReconnection => (20, options.UrgentIntervalSeconds),
            _ when status == StreamSessionStatus.Reconnecting => (3, 2),
            _ when status == StreamSessionStatus.Active => (3, 5),
            _ when status == StreamSessionStatus.Terminating => (2, 5),
            _ when status == StreamSessionStatus.Activating => (1, 10),
            _ when status == StreamSessionStatus.Connected => (0.3, options.ConnectedIntervalSeconds),
            _ => throw new InvalidOperationException($"Nobody says how often the list of {status} is to be read."),
        };
        return new PollKind(status, value, TimeSpan.FromSeconds(longestSeconds));
    }
}

/// <summary>One walk through the pages of a class.</summary>
internal sealed class PollWalk(DateTimeOffset startedAt)
{
    /// <summary>So many pages in a row that show nobody new are no list any more. Pages may be empty: the service filters after it has cut them.</summary>
    private const int MostBarrenPages = 50;

    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private int _barrenPages;

    /// <summary>When its first page was asked for.</summary>
    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>How long after its turn it began.</summary>
    public TimeSpan Late { get; init; }

    /// <summary>When its newest page was asked for.</summary>
    public DateTimeOffset PageStartedAt { get; set; } = startedAt;

    /// <summary>Where to go on; null at the start.</summary>
    public string? NextToken { get; private set; }

    /// <summary>Pages read so far, also before it was begun again.</summary>
    public int Pages { get; private set; }

    /// <summary>False when a token failed: what such a walk did not show may still be there.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>How often it was begun again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Whom it has shown so far.</summary>
    public HashSet<StreamSessionArn> Seen { get; } = [];

    /// <summary>Notes whom a page shows.</summary>
    public void Show(IEnumerable<StreamSessionArn> sessions)
    {
        var before = Seen.Count;
        Seen.UnionWith(sessions);
        _barrenPages = Seen.Count > before ? 0 : _barrenPages + 1;
    }

    /// <summary>Notes a page; false when the walk ends with it: on the last page, on a token that came before, or where nobody new comes any more.</summary>
    public bool GoesOn(string? nextToken)
    {
        Pages++;
        if (string.IsNullOrEmpty(nextToken))
        {
            return false;
        }

        if (_barrenPages >= MostBarrenPages || !_tokens.Add(nextToken))
        {
            IsWhole = false;
            return false;
        }

        NextToken = nextToken;
        return true;
    }

    /// <summary>The token is no longer good: from the first page again, with what was seen kept.</summary>
    public void Restart()
    {
        NextToken = null;
        IsWhole = false;
        Restarts++;
        _tokens.Clear();
    }
}
