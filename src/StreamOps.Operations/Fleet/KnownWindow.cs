namespace StreamOps.Operations.Fleet;

/// <summary>A window that an earlier process saw and kept: after a restart its epoch and bounds are taken up again. Times are service time.</summary>
public sealed record KnownWindow(
    StreamSessionArn Session,
    WindowKind Kind,
    long Epoch,
    DateTimeOffset EnteredEarliest,
    DateTimeOffset EnteredExpected,
    DateTimeOffset EnteredLatest,
    TimeSpan? ConnectionTimeout
);
