namespace StreamOps.Operations.Episodes;

/// <summary>From one loss of a session's client to its end. Stored; times are service time.</summary>
public sealed record Episode
{
    /// <summary>Whose client was lost.</summary>
    public required StreamSessionArn Session { get; init; }

    /// <summary>The window's epoch: with the session, the identity of the episode.</summary>
    public required long Epoch { get; init; }

    /// <summary>The player, in the game developer's own words; may be empty. Foreign text.</summary>
    public required string UserId { get; init; }

    /// <summary>The application; empty where the service gave none.</summary>
    public required string ApplicationArn { get; init; }

    /// <summary>The streaming location, as <c>eu-central-1</c>; empty where the service gave none.</summary>
    public required string Location { get; init; }

    /// <summary>When the client was lost, as well as it is known.</summary>
    public required DateTimeOffset LostAt { get; init; }

    /// <summary>When it ended, as well as it is known; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public EpisodeOutcome Outcome { get; init; }

    /// <summary>The service's word for an end, as <c>reconnectionTimeout</c>; empty when it gave none or the episode is open.</summary>
    public string StatusReason { get; init; } = "";
}

/// <summary>How an episode ended.</summary>
public enum EpisodeOutcome
{
    /// <summary>It has not ended.</summary>
    Open,

    /// <summary><c>CONNECTED</c> after our answer.</summary>
    Recovered,

    /// <summary><c>CONNECTED</c> without us.</summary>
    CameBack,

    /// <summary>Ended by a timeout.</summary>
    TooLate,

    /// <summary>Ended by StreamOps or somebody else through the API.</summary>
    Terminated,

    /// <summary>Ended in another way.</summary>
    Ended,

    /// <summary>The service no longer knows the session, and nobody can say how it ended.</summary>
    NoLongerListed,
}
