using StreamOps.Emulator.Status;

namespace StreamOps.Emulator.World;

/// <summary>What a session is started with; none of it ever changes.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StartStreamSession.html</summary>
public sealed record SessionPlan
{
    /// <summary>Where a start names no other.</summary>
    public const int UsualConnectionTimeoutSeconds = 120;

    /// <summary>Where a start names no other.</summary>
    public const int UsualSessionLengthSeconds = 43_200;

    public required EmulatedApplication Application { get; init; }

    /// <summary>Locations in order of priority; empty stands for the group's primary one.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];
    public string? UserId { get; init; }
    public string? Description { get; init; }
    public string? RoleArn { get; init; }
    public int ConnectionTimeoutSeconds { get; init; } = UsualConnectionTimeoutSeconds;
    public int SessionLengthSeconds { get; init; } = UsualSessionLengthSeconds;
    public IReadOnlyList<string>? LaunchArguments { get; init; }
    public IReadOnlyDictionary<string, string>? EnvironmentVariables { get; init; }
    public bool? SharesPerformanceStats { get; init; }
    public DisplayResolution? Resolution { get; init; }

    /// <summary>Played by the scenario: its client connects by itself, without an offer.</summary>
    public bool IsScripted { get; init; }

    /// <summary>Started by a person opening a stream URL: such a session cannot be reconnected.</summary>
    public bool FromStreamUrl { get; init; }

    public override string ToString() => $"Plan of a session of {Application.Id}";
}

/// <summary>Width and height of the picture, in pixels.</summary>
public sealed record DisplayResolution(int Width, int Height);

/// <summary>The state of the files a session was asked to export.</summary>
public sealed record ExportState(string Status, string OutputUri);

/// <summary>An offer a client made and the answer it gets. Sensitive: never in a text.</summary>
public sealed record SignalPair(string Offer, string Answer, string WebSdkProtocolUrl)
{
    /// <summary>The offer is broken, and the service finds out only while it connects.</summary>
    public bool IsInvalid { get; init; }

    /// <summary>Whether there is an answer to give: a game host may still be at work on it.</summary>
    public bool IsAnswered => !IsInvalid && Answer.Length > 0;

    public override string ToString() => nameof(SignalPair);
}

/// <summary>A stream session. Owned by its world: <see cref="SessionLifecycle"/> changes it, and what that sets to work beside it in this room.</summary>
public sealed class EmulatedStreamSession
{
    private (GameProgress Game, DateTimeOffset At)? _seen;

    public required string Id { get; init; }
    public required string Arn { get; init; }
    public required EmulatedStreamGroup Group { get; init; }
    public required SessionPlan Plan { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its place in list walks is drawn from this; kept because lists of 10,000 ask for it often.</summary>
    public required ulong WalkKey { get; init; }

    public StreamSessionStatus Status { get; internal set; }
    public string? StatusReason { get; internal set; }
    public DateTimeOffset LastUpdatedAt { get; internal set; }

    /// <summary>When the present status was reached.</summary>
    public DateTimeOffset StatusSince { get; internal set; }

    /// <summary>The location whose slot is held; null while the start waits for one.</summary>
    public string? Slot { get; internal set; }

    /// <summary>How often it has moved on: rises with every change of status, so that a timer set before it has nothing more to say.</summary>
    public int Moves { get; internal set; }

    public DateTimeOffset? FirstActiveAt { get; internal set; }

    /// <summary>When the window opened that a reconnection now spends; null when none is open.</summary>
    public DateTimeOffset? WindowOpenedAt { get; internal set; }

    public SignalPair? Signals { get; internal set; }

    /// <summary>The real client in a game host; null while the session is played by the script.</summary>
    public HostedClient? Hosted { get; internal set; }

    /// <summary>When a hosted client last touched its controls.</summary>
    public DateTimeOffset? LastInputAt { get; internal set; }

    public ExportState? Export { get; internal set; }

    /// <summary>How far the game has come: the game of a scripted player runs from the start, though nobody draws it. Null before it has begun.</summary>
    public GameProgress? ProgressAt(DateTimeOffset now) =>
        _seen is { } last ? last.Game.After(now - last.At)
        : FirstActiveAt is { } began ? new GameProgress(0, 0, 0).After(now - began)
        : null;

    /// <summary>A host tells how far it has come.</summary>
    internal void Saw(GameProgress game, DateTimeOffset now) => _seen = (game, now);

    /// <summary>True once the session was ready to stream: location and answer are told from then on.</summary>
    public bool HasBeenActive => FirstActiveAt is not null;

    public override string ToString() => $"{Id} {Status.Word()}";
}
