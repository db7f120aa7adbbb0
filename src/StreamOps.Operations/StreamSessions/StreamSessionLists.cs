using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.StreamSessions;

/// <summary>Filters and sorts once for each distinct query, however many ask it, and carries each list on from change to change.</summary>
public sealed class StreamSessionLists(LiveFleet fleet)
{
    /// <summary>Lists kept for whoever asks next; those not asked for longest go first.</summary>
    private const int MostKept = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<(StreamSessionsQuery Query, GroupSight? Sight), (StreamSessionList List, long Asked)> _lists = [];
    private long _asked;

    /// <summary>How many lists were worked out so far, from nothing or from the one before.</summary>
    internal long Worked { get; private set; }

    /// <summary>What a query asks for, in this snapshot or a newer one that somebody has asked for already.</summary>
    public StreamSessionList Of(StreamSessionsQuery query, FleetSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(snapshot);
        lock (_gate)
        {
            var asked = (query, snapshot.Cut?.Sight);
            var list = _lists.TryGetValue(asked, out var known) ? After(known.List, snapshot) : StreamSessionList.Of(query, snapshot);
            Worked += ReferenceEquals(list, known.List) ? 0 : 1;
            _lists[asked] = (list, ++_asked);
            if (_lists.Count > MostKept)
            {
                _lists.Remove(_lists.MinBy(pair => pair.Value.Asked).Key);
            }

            return list;
        }
    }

    /// <summary>Who came to a list, and who went from it.</summary>
    public (IReadOnlyList<LiveStreamSession> Came, IReadOnlyList<LiveStreamSession> Went) Between(
        StreamSessionList before,
        StreamSessionList after
    )
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        List<LiveStreamSession> came = [];
        List<LiveStreamSession> went = [];
        foreach (var change in fleet.ChangesBetween(before.Snapshot, after.Snapshot))
        {
            var was = change.Before is { } earlier && before.Sessions.Contains(earlier);
            var isIn = change.After is { } later && after.Sessions.Contains(later);
            if (was != isIn)
            {
                (isIn ? came : went).Add((isIn ? change.After : change.Before)!);
            }
        }

        return (came, went);
    }

    private StreamSessionList After(StreamSessionList list, FleetSnapshot snapshot)
    {
        if (ReferenceEquals(list.Snapshot, snapshot) || list.Snapshot.Version > snapshot.Version)
        {
            return list;
        }

        var isNamedOtherwise = !ReferenceEquals(list.Snapshot.Applications, snapshot.Applications);
        return isNamedOtherwise && list.Query.Text.Length > 0
            ? StreamSessionList.Of(list.Query, snapshot)
            : list.After(fleet.ChangesBetween(list.Snapshot, snapshot), snapshot);
    }
}
