namespace StreamOps.Operations.Episodes;

/// <summary>A status that was seen, and between which two moments (service time) it began. Stored for the timeline.</summary>
/// <param name="Status">The API's word.</param>
/// <param name="StatusReason">Empty when the service gave none.</param>
/// <param name="BeganEarliest">Not before.</param>
/// <param name="BeganExpected">By LastUpdatedAt, where it can be believed.</param>
/// <param name="BeganLatest">First seen.</param>
public sealed record SeenStatus(
    StreamSessionStatus Status,
    string StatusReason,
    DateTimeOffset BeganEarliest,
    DateTimeOffset BeganExpected,
    DateTimeOffset BeganLatest
);
