using System.ComponentModel.DataAnnotations;
using StreamOps.Emulator.Status;

namespace StreamOps.Emulator.Settings;

/// <summary>What the documentation of the service leaves open, each with a stated default, and the times of the emulated world.
/// Set in <see cref="EmulatorOptions.Switches"/>, by <c>--switch name=value</c> or by <c>PUT /_emulator/switches</c>.</summary>
public sealed record EmulatorSwitches
{
    // Times of the world, in seconds.

    /// <summary>From a slot taken to ACTIVE.</summary>
    [Range(0, 3600)]
    public double ActivatingSeconds { get; init; } = 2;

    /// <summary>From a connection accepted to ACTIVE.</summary>
    [Range(0, 3600)]
    public double ReconnectingSeconds { get; init; } = 1.5;

    /// <summary>From TERMINATING to TERMINATED.</summary>
    [Range(0, 3600)]
    public double TerminatingSeconds { get; init; } = 1;

    /// <summary>From ACTIVE until the scripted client of a session with an answer connects.</summary>
    [Range(0, 86400)]
    public double ScriptedClientDelaySeconds { get; init; } = 3;

    /// <summary>Whether a scripted client plays the player's part. Off: ACTIVE sessions wait for the control call <c>connect</c>.</summary>
    public bool ScriptedClientConnects { get; init; } = true;

    /// <summary>How late the service notices the lost clients of a scenario. Not documented.</summary>
    [Range(0, 3600)]
    public double LostClientNoticeSeconds { get; init; } = 2;

    /// <summary>How long a start waits for always-on capacity.</summary>
    [Range(0, 86400)]
    public double PlacementTimeoutSeconds { get; init; } = 75;

    /// <summary>How long a start waits where on-demand capacity may come, on Linux and Proton.</summary>
    [Range(0, 86400)]
    public double PlacementTimeoutOnDemandSeconds { get; init; } = 90;

    /// <summary>How long a start waits where on-demand capacity may come, on Windows.</summary>
    [Range(0, 86400)]
    public double PlacementTimeoutOnDemandWindowsSeconds { get; init; } = 600;

    /// <summary>How long a connected player may be without input. Counts only with <see cref="PlayersGiveInput"/> off.</summary>
    [Range(0, 86400)]
    public double IdleTimeoutSeconds { get; init; } = 3600;

    /// <summary>Whether connected players touch their controls; if not, idleTimeout ends their sessions.</summary>
    public bool PlayersGiveInput { get; init; } = true;

    /// <summary>From a session's end to its exported files being written.</summary>
    [Range(0, 3600)]
    public double ExportSeconds { get; init; } = 2;

    /// <summary>How long ended sessions stay in lists. The console shows 90 days; the API's span is not documented.</summary>
    [Range(0, 31_536_000)]
    public double RetentionSeconds { get; init; } = 7_776_000;

    // What the service may do either way.

    /// <summary>What the window of an ACTIVE reached by reconnecting is: a fresh one, or what is left of the lost client's.</summary>
    public WindowBudget ReconnectedWindow { get; init; } = WindowBudget.Fresh;

    /// <summary>Whether the window of PENDING_CLIENT_RECONNECTION runs on in RECONNECTING.</summary>
    public bool WindowRunsWhileReconnecting { get; init; }

    /// <summary>Whether the connection timeout already runs in ACTIVATING, as one page of the guide suggests.</summary>
    public bool WindowRunsWhileActivating { get; init; }

    /// <summary>From when the session length counts.</summary>
    public SessionLengthStart SessionLengthCountsFrom { get; init; } = SessionLengthStart.CreatedAt;

    /// <summary>Whether a time-out shows TERMINATING before TERMINATED.</summary>
    public bool TimeoutsPassThroughTerminating { get; init; }

    /// <summary>Whether LastUpdatedAt moves with the status.</summary>
    public bool LastUpdatedAtMovesOnStatus { get; init; } = true;

    /// <summary>Whether LastUpdatedAt moves when an export is asked for and when its files are written.</summary>
    public bool LastUpdatedAtMovesOnExport { get; init; } = true;

    /// <summary>Share of a scenario's players who came by a stream URL, 0 to 1. Such sessions cannot be reconnected.</summary>
    [Range(0.0, 1.0)]
    public double StreamUrlShare { get; init; }

    /// <summary>What becomes of a session from a stream URL whose client is lost: at once, or PENDING for a moment.</summary>
    public bool StreamUrlSessionsShowPending { get; init; }

    /// <summary>The reason such a session ends with.</summary>
    [Required]
    public string StreamUrlEndReason { get; init; } = StatusReasons.ReconnectionTimeout;

    // Connecting.

    /// <summary>The error of a connection asked for in a status other than PENDING_CLIENT_RECONNECTION and ACTIVE.</summary>
    public RefusalCode ConnectWrongStatusError { get; init; } = RefusalCode.Conflict;

    /// <summary>A second connection while the first is still RECONNECTING: refused as a wrong status, or it wins.</summary>
    public SecondConnect SecondConnect { get; init; } = SecondConnect.Refused;

    /// <summary>Whether a connection asked for in ACTIVE shows RECONNECTING, or stays ACTIVE with a new window.</summary>
    public bool ConnectInActiveShowsReconnecting { get; init; } = true;

    /// <summary>The error of a connection to a session from a stream URL.</summary>
    public RefusalCode ConnectStreamUrlError { get; init; } = RefusalCode.Conflict;

    /// <summary>An offer that is not JSON with type "offer" and an SDP: refused with 400, or the session ends in ERROR invalidSignalRequest.</summary>
    public OfferFault BrokenOffer { get; init; } = OfferFault.Refused;

    /// <summary>An offer that was used before: the same choice, or accepted.</summary>
    public OfferFault ReusedOffer { get; init; } = OfferFault.Refused;

    /// <summary>How long CreateStreamSessionConnection takes to answer after its effect.</summary>
    [Range(0, 300)]
    public double ConnectAnswerDelaySeconds { get; init; }

    // Game hosts.

    /// <summary>How long a game host may take for the answer to an offer.</summary>
    [Range(0.1, 60)]
    public double HostAnswerSeconds { get; init; } = 5;

    /// <summary>When a game host has no answer: the call or the session fails, or the script plays the client.</summary>
    public HostFailure HostFailure { get; init; } = HostFailure.Fails;

    /// <summary>How long the client of a hosted session may be silent before it counts as lost.</summary>
    [Range(0.5, 60)]
    public double ClientLostAfterSeconds { get; init; } = 2;

    // Refusals.

    /// <summary>The error of a start or a connection in a group that is not ACTIVE.</summary>
    public RefusalCode GroupNotActiveError { get; init; } = RefusalCode.Conflict;

    /// <summary>Whether groups in UPDATING_LOCATIONS and ACTIVE_WITH_ERRORS refuse as well.</summary>
    public bool HalfActiveGroupsRefuse { get; init; } = true;

    /// <summary>The error of TerminateStreamSession in ACTIVATING.</summary>
    public RefusalCode TerminateActivatingError { get; init; } = RefusalCode.Validation;

    /// <summary>TerminateStreamSession after the end.</summary>
    public EndedTerminate TerminateEnded { get; init; } = EndedTerminate.NoContent;

    /// <summary>The error of ExportStreamSessionFiles in a status without a running application.</summary>
    public RefusalCode ExportWrongStatusError { get; init; } = RefusalCode.Validation;

    // The wire.

    /// <summary>Whether the rates per operation are enforced.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>How deep a rate's bucket is, in seconds of that rate. Not documented.</summary>
    [Range(0.1, 3600)]
    public double BurstSeconds { get; init; } = 1;

    /// <summary>How long a NextToken is good. Not documented.</summary>
    [Range(0, 86400)]
    public double NextTokenLifetimeSeconds { get; init; } = 300;

    /// <summary>How long a ClientToken is remembered. Not documented.</summary>
    [Range(0, 864_000)]
    public double ClientTokenLifetimeSeconds { get; init; } = 3600;

    /// <summary>How errors are dressed.</summary>
    public ErrorEnvelope ErrorEnvelope { get; init; } = ErrorEnvelope.Header;

    /// <summary>Whether every answer carries members that no client knows yet.</summary>
    public bool UnknownMembers { get; init; }

    /// <summary>Members (such as StatusReason) whose value becomes one that no client knows yet.</summary>
    public IReadOnlyList<string> UnknownValuesIn { get; init; } = [];
}

/// <summary>A declared error that a refusal may come as.</summary>
public enum RefusalCode
{
    [JsonStringEnumMemberName("ConflictException")]
    Conflict,

    [JsonStringEnumMemberName("ValidationException")]
    Validation,

    [JsonStringEnumMemberName("ResourceNotFoundException")]
    NotFound,
}

public enum WindowBudget
{
    Fresh,
    Remaining,
}

public enum SessionLengthStart
{
    CreatedAt,
    FirstActive,
}

public enum SecondConnect
{
    Refused,
    Wins,
}

public enum OfferFault
{
    Refused,
    ErrorLater,
    Accepted,
}

public enum HostFailure
{
    /// <summary>A connection answers 500 and changes nothing; a start ends in ERROR internalError.</summary>
    Fails,

    /// <summary>The scripted answer, as without a host.</summary>
    FallsBack,
}

public enum EndedTerminate
{
    NoContent,
    NotFound,
    Validation,
}

public enum ErrorEnvelope
{
    /// <summary>Header <c>x-amzn-errortype: Name</c>.</summary>
    Header,

    /// <summary>Header <c>x-amzn-errortype: Name:suffix</c>.</summary>
    HeaderWithSuffix,

    /// <summary>No header; body member <c>__type</c> with a namespace.</summary>
    BodyType,

    /// <summary>A code that no client models.</summary>
    UnknownCode,

    /// <summary>503 with a page of HTML, as from a proxy.</summary>
    Html503,
}
