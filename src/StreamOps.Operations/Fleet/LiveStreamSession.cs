namespace StreamOps.Operations.Fleet;

/// <summary>One session of the fleet. An unchanged session is the same object in the next snapshot.</summary>
public sealed record LiveStreamSession
{
    /// <summary>The last accepted read.</summary>
    public required StreamSession Session { get; init; }

    public StreamSessionArn Arn => Session.Arn;

    public StreamSessionStatus Status => Session.Status;

    /// <summary>Not before this moment did the present status begin (<see cref="FleetClock"/>).</summary>
    public required DateTimeOffset StatusSinceEarliest { get; init; }

    /// <summary>At this moment the present status was first seen (<see cref="FleetClock"/>).</summary>
    public required DateTimeOffset StatusSinceLatest { get; init; }

    /// <summary>The last update that came with the present status, in service time: it may mark the change. Null where it may be that of an export.</summary>
    internal DateTimeOffset? StatusUpdatedAt { get; init; }

    /// <summary>Fetched once per session and kept; null until then.</summary>
    public TimeSpan? ConnectionTimeout { get; init; }

    /// <summary>Fetched once per session and kept; null until then.</summary>
    public TimeSpan? SessionLength { get; init; }

    /// <summary>The running (or, while <c>RECONNECTING</c>, frozen) window; null outside one.</summary>
    public ReconnectionWindow? Window { get; init; }

    /// <summary>Whether a client was ever seen connected. False for a session that is <c>ACTIVE</c> for the first time.</summary>
    public bool WasConnected { get; init; }

    /// <summary>False when complete walks of every list did not show the session and nobody could say where it went: it may have ended.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>Whether all that is known of it is from before this start: no read has shown it since, and its clocks are estimates.</summary>
    public bool IsFromBefore { get; init; }

    /// <summary>Whether the service says, and goes on saying, that it knows no such session. It may come back all the same.</summary>
    public bool IsGone { get; init; }

    /// <summary>What others of its application and stream group were given as <see cref="ConnectionTimeout"/>; null where too few are known. Never shown as its own.</summary>
    internal TimeSpan? GuessedTimeout { get; init; }

    /// <summary>The moment that decides the order of those who wait (<see cref="FleetClock"/>). For it alone a guess, or the default, stands in for a timeout that is not known.</summary>
    internal DateTimeOffset Deadline =>
        Window?.ExpectedEnd
        ?? (Window?.EnteredExpected ?? StatusSinceEarliest) + (GuessedTimeout ?? StreamSession.DefaultConnectionTimeout);

    /// <summary>Whether it has ended, or went without an end that anybody could tell of.</summary>
    public bool IsOver => Status.IsEnd || IsGone;

    /// <summary>Whether its capacity is taken, and paid for, while it waits for a client that was lost.</summary>
    public bool IsHeldForItsClient =>
        Status == StreamSessionStatus.PendingClientReconnection
        || Status == StreamSessionStatus.Reconnecting
        || (Status == StreamSessionStatus.Active && WasConnected);
}
