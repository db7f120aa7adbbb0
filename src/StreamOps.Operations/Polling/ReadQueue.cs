namespace StreamOps.Operations.Polling;

/// <summary>Reads of single sessions that wait for their turn: the one of the least rank is found without a look at the others. Not thread-safe; <see cref="SessionReader"/> guards it.</summary>
/// <remarks>A turn that is moved up stands in the order twice until its old place comes first: then it is passed over, as is one that went before its turn.</remarks>
internal sealed class ReadQueue
{
    private readonly Dictionary<StreamSessionArn, SessionTurn> _waiting = [];
    private readonly Dictionary<StreamSessionArn, SessionTurn> _underWay = [];
    private readonly PriorityQueue<SessionTurn, (ReadPriority Priority, DateTimeOffset Deadline, long Number)> _order = new();
    private long _turns;

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Whether one can go: none of its session is under way.</summary>
    public bool HasReady
    {
        get
        {
            SkipOutdated();
            return _order.Count > 0;
        }
    }

    /// <summary>The read of a session that is being made; null when there is none.</summary>
    public SessionTurn? UnderWay(StreamSessionArn session) => _underWay.GetValueOrDefault(session);

    /// <summary>Asks for a read of a session: one that waits already is moved up where this is more important.</summary>
    /// <returns>The read, and whether it was not waited for yet.</returns>
    public (SessionTurn Turn, bool IsNew) Ask(StreamSessionArn session, ReadPriority priority, DateTimeOffset? deadline)
    {
        if (!_waiting.TryGetValue(session, out var turn))
        {
            turn = new SessionTurn(session, priority, deadline, _turns++);
            _waiting.Add(session, turn);
            Line(turn);
            return (turn, true);
        }

        var rank = turn.Rank;
        turn.Raise(priority, deadline);
        if (turn.Rank != rank)
        {
            Line(turn);
        }

        return (turn, false);
    }

    /// <summary>The first that can go, which is under way from now on; null when none can.</summary>
    /// <param name="inView">Whose rows somebody has before them now: of those who are asked for because they wait these go first, whoever was in view a moment ago.</param>
    public SessionTurn? Take(IReadOnlySet<StreamSessionArn> inView)
    {
        SkipOutdated();
        if (!_order.TryPeek(out var turn, out _))
        {
            return null;
        }

        turn = IsForWhoWaits(turn) && FirstIn(inView) is { } seen ? seen : turn;
        _waiting.Remove(turn.Session);
        _underWay.Add(turn.Session, turn);
        return turn;
    }

    /// <summary>A read is made: the next one of its session can go.</summary>
    public void Made(SessionTurn turn)
    {
        _underWay.Remove(turn.Session);
        if (_waiting.TryGetValue(turn.Session, out var next))
        {
            Line(next);
        }
    }

    /// <summary>Takes out all who wait.</summary>
    public IReadOnlyList<SessionTurn> Clear()
    {
        SessionTurn[] all = [.. _waiting.Values];
        _waiting.Clear();
        _order.Clear();
        return all;
    }

    // A view holds few: they are looked through for each turn.
    private SessionTurn? FirstIn(IReadOnlySet<StreamSessionArn> inView) =>
        inView
            .Select(_waiting.GetValueOrDefault)
            .OfType<SessionTurn>()
            .Where(turn => IsForWhoWaits(turn) && !_underWay.ContainsKey(turn.Session))
            .MinBy(turn => turn.Rank);

    private static bool IsForWhoWaits(SessionTurn turn) => turn.Priority is ReadPriority.OnScreen or ReadPriority.EnteredWindow;

    private void Line(SessionTurn turn)
    {
        if (!_underWay.ContainsKey(turn.Session))
        {
            _order.Enqueue(turn, turn.Rank);
        }
    }

    private void SkipOutdated()
    {
        while (
            _order.TryPeek(out var turn, out var rank)
            && (rank != turn.Rank || !_waiting.TryGetValue(turn.Session, out var waiting) || waiting != turn)
        )
        {
            _order.Dequeue();
        }
    }
}
