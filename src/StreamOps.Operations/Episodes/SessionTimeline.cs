using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Episodes;

/// <summary>The stored timeline of one session, oldest first. Works after the session's end, until <c>StreamOps:RetentionDays</c> have passed.</summary>
public sealed class SessionTimeline(EpisodeTable table)
{
    /// <summary>Every status that was seen, oldest first.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public Task<IReadOnlyList<SeenStatus>> ReadAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        table.TimelineOfAsync(session, cancellationToken);
}
