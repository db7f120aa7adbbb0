namespace StreamOps.Operations.Queue;

/// <summary>Sessions with the moment at which the next thing of theirs changes by the passing of time alone.</summary>
internal sealed class DueSessions
{
    private readonly Dictionary<StreamSessionArn, DateTimeOffset> _at = [];
    private readonly SortedSet<(DateTimeOffset At, StreamSessionArn Session)> _order = new(
        Comparer<(DateTimeOffset At, StreamSessionArn Session)>.Create(
            (one, other) =>
                one.At.CompareTo(other.At) is var order and not 0 ? order : string.CompareOrdinal(one.Session.Value, other.Session.Value)
        )
    );

    /// <summary>The first moment of all; null when there is none.</summary>
    public DateTimeOffset? Next => _order.Count == 0 ? null : _order.Min.At;

    /// <summary>Sets a session's next moment: the first of these that is still to come.</summary>
    public void Set(StreamSessionArn session, DateTimeOffset now, params ReadOnlySpan<DateTimeOffset?> moments)
    {
        DateTimeOffset? next = null;
        foreach (var moment in moments)
        {
            next = moment > now && !(moment >= next) ? moment : next;
        }

        if (_at.Remove(session, out var before))
        {
            _order.Remove((before, session));
        }

        if (next is { } at)
        {
            _at[session] = at;
            _order.Add((at, session));
        }
    }

    /// <summary>Takes out all whose moment has come.</summary>
    public IReadOnlyList<StreamSessionArn> Take(DateTimeOffset now)
    {
        List<StreamSessionArn> due = [];
        while (Next <= now)
        {
            var (at, session) = _order.Min;
            _order.Remove((at, session));
            _at.Remove(session);
            due.Add(session);
        }

        return due;
    }
}
