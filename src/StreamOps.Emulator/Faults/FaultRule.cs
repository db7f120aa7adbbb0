namespace StreamOps.Emulator.Faults;

/// <summary>What can go wrong with a call. By its name on the wire.</summary>
public enum FaultKind
{
    /// <summary>429 ThrottlingException.</summary>
    [JsonStringEnumMemberName("throttle")]
    Throttle,

    /// <summary>An error of the rule's status and code; by default 500 InternalServerException.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>The call goes on after the rule's latency.</summary>
    [JsonStringEnumMemberName("latency")]
    Latency,

    /// <summary>The connection is cut instead of an answer.</summary>
    [JsonStringEnumMemberName("reset")]
    Reset,

    /// <summary>The call takes effect, and the connection is cut instead of its answer.</summary>
    [JsonStringEnumMemberName("lostAnswer")]
    LostAnswer,

    /// <summary>200 with a body that is not JSON.</summary>
    [JsonStringEnumMemberName("garbage")]
    Garbage,
}

/// <summary>What goes wrong with an operation, how often.</summary>
/// <param name="Operation">An operation's name, or <c>*</c> for every one.</param>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Probability">How often, 0 to 1.</param>
/// <param name="LatencyMs">How long the call waits first, in milliseconds.</param>
/// <param name="StatusCode">Of an <c>error</c>: 400 to 599; null for 500.</param>
/// <param name="ErrorCode">Of an <c>error</c>, as <c>ConflictException</c>; null for <c>InternalServerException</c>.</param>
public sealed record FaultRule(
    string Operation,
    FaultKind Kind,
    double Probability = 1,
    double LatencyMs = 0,
    int? StatusCode = null,
    string? ErrorCode = null
);
