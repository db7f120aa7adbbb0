namespace StreamOps.Operations.Players;

/// <summary>Where a player's page stands. Holds no id of a session, no ARN, no user id and no text of an offer or answer.</summary>
public sealed record PlayerState
{
    public required PlayerPhase Phase { get; init; }

    /// <summary>The name people know the application by: its description; empty when it has none. Foreign text.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>Until when the running window lasts (<see cref="Time.FleetClock"/>), never later than known; null while the digits stand still or nothing is known.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What <see cref="StoppedBy"/> says of an answer whose protocol script this page may not load.</summary>
    public const string ScriptKeptOut = "protocol-script";

    /// <summary>The clinic's rule that stopped this page's last offer, as <c>no-h264</c>, <see cref="ScriptKeptOut"/> or <see cref="Links.RescueLink.NotLetIn"/>; empty when nothing did.</summary>
    public string StoppedBy { get; init; } = "";

    /// <summary>Which attempt of the episode the page's own last one is; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Whether its player asked in this episode to be brought back, also before a reload of the page.</summary>
    public bool WantsBack { get; init; }
}

/// <summary>What the page has to do or to wait for.</summary>
public enum PlayerPhase
{
    /// <summary>A link was opened: the player may say <i>Continue playing</i>. Nothing is spent yet.</summary>
    Ready,

    /// <summary>The page stands by, the game's own or one whose link brought the player back once: support can ask it for an offer. Nothing to do.</summary>
    StandingBy,

    /// <summary>The page is to make a new offer (a new browser object) and send it.</summary>
    OfferWanted,

    /// <summary>The offer is healthy and waits for the operator's yes.</summary>
    WaitingForSupport,

    /// <summary>The offer is on its way to the service.</summary>
    Sending,

    /// <summary>The answer is here, for this page.</summary>
    AnswerReady,

    /// <summary>The page has taken the answer; the client must connect before the deadline.</summary>
    Connecting,

    /// <summary>The last attempt failed, or its connection window went by; the session can still take a player: a new offer is a new attempt.</summary>
    TryAgain,

    /// <summary>Another page or operator is bringing the player back at this moment.</summary>
    Busy,

    /// <summary>The service says that the client of this page is connected.</summary>
    Connected,

    /// <summary>Frames were rising in this page for three seconds. Nothing to do until the next loss.</summary>
    Playing,

    /// <summary>Too late: the deadline has passed or the session has ended. An end.</summary>
    TooLate,

    /// <summary>The player came back in another way, or was lost anew since: this link or request was for an earlier loss. An end.</summary>
    Over,

    /// <summary>Support closed the link, or a newer one took its place. An end.</summary>
    Closed,

    /// <summary>The link is used in another browser. An end, unless the operator allows this one.</summary>
    AlreadyUsed,
}

/// <summary>Phases by what they mean.</summary>
public static class PlayerPhases
{
    /// <summary>Whether nothing more comes by itself.</summary>
    public static bool IsEnd(this PlayerPhase phase) => phase is PlayerPhase.TooLate or PlayerPhase.Over or PlayerPhase.Closed;
}
