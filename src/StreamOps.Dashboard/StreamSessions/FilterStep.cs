using StreamOps.Operations.StreamSessions;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>A change of what the list is narrowed by.</summary>
/// <param name="Query">What is asked for now.</param>
/// <param name="IsNew">Whether the way back leads to what was before; false while the same word is typed on.</param>
public sealed record FilterStep(StreamSessionsQuery Query, bool IsNew);
