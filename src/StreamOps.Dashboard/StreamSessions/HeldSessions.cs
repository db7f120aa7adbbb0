using StreamOps.Operations.Fleet;
using StreamOps.Operations.StreamSessions;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>A list as one reader sees it: while the pointer or the focus is on its rows they stay where they are, arrivals stand below, exits wait. Holds no list of its own but the arrivals.</summary>
internal sealed class HeldSessions
{
    private readonly List<LiveStreamSession> _arrived = [];
    private StreamSessionList _held = StreamSessionList.Empty;

    /// <summary>The newest list.</summary>
    public StreamSessionList Newest { get; private set; } = StreamSessionList.Empty;

    /// <summary>Rows that are shown but should be gone.</summary>
    public int Departures { get; private set; }

    /// <summary>Whether rows stand elsewhere than they should: the newest belong on top.</summary>
    public bool IsOutOfOrder => _arrived.Count > 0;

    public int Count => _held.Sessions.Count + _arrived.Count;

    /// <summary>A row: what is known of it now, or the last that was.</summary>
    public LiveStreamSession this[int place]
    {
        get
        {
            var held = place < _held.Sessions.Count ? _held.Sessions[place] : _arrived[place - _held.Sessions.Count];
            return Newest.Snapshot.Sessions.GetValueOrDefault(held.Arn, held);
        }
    }

    /// <summary>Takes the newest list.</summary>
    /// <param name="list">Of this query, or of another: then nothing of the one before has to wait.</param>
    /// <param name="isHeld">Whether the pointer or the focus is on the rows.</param>
    /// <param name="between">Who came and who went from one list to another.</param>
    public void Show(
        StreamSessionList list,
        bool isHeld,
        Func<StreamSessionList, StreamSessionList, (IReadOnlyList<LiveStreamSession> Came, IReadOnlyList<LiveStreamSession> Went)> between
    )
    {
        // Other names may be found by other words: the list is another one then.
        if (!isHeld || list.Query != Newest.Query || !ReferenceEquals(list.Snapshot.Applications, Newest.Snapshot.Applications))
        {
            _held = list;
            _arrived.Clear();
            Departures = 0;
        }
        else
        {
            var (came, went) = between(Newest, list);
            foreach (var session in went)
            {
                Departures += _arrived.RemoveAll(arrived => arrived.Arn == session.Arn) > 0 ? 0 : 1;
            }

            foreach (var session in came)
            {
                if (_held.Sessions.Contains(session))
                {
                    Departures--;
                }
                else
                {
                    _arrived.Add(session);
                }
            }
        }

        Newest = list;
    }
}
