namespace StreamOps.Dashboard.Player;

/// <summary>The seats on which no page was let in, by network; <see cref="ConnectionShares"/> guards them.</summary>
internal sealed class Strangers(TimeProvider time)
{
    private readonly Dictionary<string, HashSet<ConnectionSeat>> _bySite = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public void Add(ConnectionSeat seat)
    {
        if (!_bySite.TryGetValue(seat.Site, out var there))
        {
            _bySite[seat.Site] = there = [];
        }

        there.Add(seat);
        Count++;
    }

    public void Remove(ConnectionSeat seat)
    {
        var there = _bySite[seat.Site];
        there.Remove(seat);
        Count--;
        if (there.Count == 0)
        {
            _bySite.Remove(seat.Site);
        }
    }

    /// <summary>Those that nothing is asked on, and for longer than so.</summary>
    public List<ConnectionSeat> IdleFor(TimeSpan patience) =>
        [.. _bySite.Values.SelectMany(there => there).Where(seat => !seat.IsServed && time.GetElapsedTime(seat.Since) > patience)];

    /// <summary>
    /// An idle one before one that has only just come, and that before one that is being served; of those the network that holds most, and there the longest.
    /// </summary>
    public ConnectionSeat? FirstToLeave() =>
        _bySite
            .Values.SelectMany(there => there, (there, seat) => (Seat: seat, Held: there.Count))
            .MinBy(one => (HowBusy(one.Seat), -one.Held, one.Seat.Since))
            .Seat;

    private int HowBusy(ConnectionSeat seat) =>
        seat.IsServed ? 2
        : time.GetElapsedTime(seat.Since) < ConnectionShares.ShortestIdle ? 1
        : 0;
}
