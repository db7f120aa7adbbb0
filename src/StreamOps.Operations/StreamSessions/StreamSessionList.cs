using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.StreamSessions;

/// <summary>The sessions of one query in one snapshot. Immutable, and the same object for all who ask.</summary>
/// <param name="Query">What is asked.</param>
/// <param name="Snapshot">When.</param>
/// <param name="Sessions">The newest first.</param>
public sealed record StreamSessionList(StreamSessionsQuery Query, FleetSnapshot Snapshot, ImmutableSortedSet<LiveStreamSession> Sessions)
{
    private static readonly Comparer<LiveStreamSession> NewestFirst = Comparer<LiveStreamSession>.Create(
        (one, other) =>
            Nullable.Compare(other.Session.CreatedAt, one.Session.CreatedAt) is var order and not 0
                ? order
                : string.CompareOrdinal(one.Arn.Value, other.Arn.Value)
    );

    /// <summary>Nothing asked, nothing known.</summary>
    public static readonly StreamSessionList Empty = Of(StreamSessionsQuery.All, FleetSnapshot.Empty);

    /// <summary>Looks at every session.</summary>
    internal static StreamSessionList Of(StreamSessionsQuery query, FleetSnapshot snapshot) =>
        new(query, snapshot, snapshot.Sessions.Values.Where(session => query.Shows(session, snapshot)).ToImmutableSortedSet(NewestFirst));

    /// <summary>Looks at what changed alone.</summary>
    internal StreamSessionList After(IReadOnlyList<FleetChange> changes, FleetSnapshot snapshot)
    {
        var sessions = Sessions.ToBuilder();
        foreach (var change in changes)
        {
            if (change.Before is { } before)
            {
                sessions.Remove(before);
            }

            if (change.After is { } after && Query.Shows(after, snapshot))
            {
                sessions.Add(after);
            }
        }

        return this with
        {
            Snapshot = snapshot,
            Sessions = sessions.ToImmutable(),
        };
    }
}
