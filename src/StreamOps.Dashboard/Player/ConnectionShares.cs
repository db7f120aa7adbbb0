using System.Net;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Player;

/// <summary>
/// Who may hold the listener's connections: one network so many and no more, nobody an idle one for long once it fills up, and at the end whoever
/// holds most gives way. Knows no socket: an owner ends what it is told to end.
/// </summary>
/// <remarks>
/// A seat counts as a stranger's until a page was let in on it, and again once one was refused there or none was let in anew for two minutes: a file or a
/// clock that is asked for proves nothing.
/// Strangers never have the reserve; a page that was let in keeps its seat, and finds one when it comes back, because a stranger's seat can always be taken.
/// </remarks>
internal sealed class ConnectionShares(TimeProvider time)
{
    /// <summary>Of all together.</summary>
    public const int All = 5_000;

    /// <summary>Of them, for pages that were let in.</summary>
    public const int Reserve = 1_000;

    /// <summary>The streams of an address or a /64, and its pages' files and posts beside them.</summary>
    public const int PerAddress = 64;

    /// <summary>An IPv6 /48, an IPv4 /24: in shares of an address.</summary>
    public const int PerSite = 4 * PerAddress;

    /// <summary>What one share is believed for: a browser's connections to one host, and some that the other side has not seen end.</summary>
    public const int PerShare = 8;

    /// <summary>How long an idle connection is kept while there is room.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(60);

    /// <summary>The same when strangers have all that is theirs: enough to send what was begun.</summary>
    public static readonly TimeSpan ShortestIdle = TimeSpan.FromSeconds(2);

    /// <summary>How long a page is believed that was let in, until it is let in anew: by its next post, or by its stream of events, which goes on.</summary>
    public static readonly TimeSpan LongestProof = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Tally _byAddress = new();
    private readonly Tally _bySite = new();
    private readonly Tally _byShare = new();
    private readonly HashSet<ConnectionSeat> _proven = [];
    private readonly Strangers _strangers = new(time);

    public int Count { get; private set; }

    /// <summary>Those of them on which no page was let in.</summary>
    public int Strangers => _strangers.Count;

    /// <summary>A seat for a connection; null when its network has its share already, or nobody can give way.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="end">Ends the connection; called once, if ever, and outside of any lock.</param>
    public ConnectionSeat? Take(IPAddress address, Action end)
    {
        var seat = new ConnectionSeat(this, ClientAddress.PartitionOf(address), ClientAddress.NetworkOf(address), end, time.GetTimestamp());
        List<ConnectionSeat> leaving = [];
        lock (_gate)
        {
            if (_byAddress.Of(seat.Address) >= PerAddress || _bySite.Of(seat.Site) >= PerSite)
            {
                return null;
            }

            while (Strangers >= All - Reserve || Count >= All)
            {
                if (FirstToLeave() is not { } first)
                {
                    return null;
                }

                Leave(first);
                leaving.Add(first);
            }

            _byAddress.More(seat.Address);
            _bySite.More(seat.Site);
            _strangers.Add(seat);
            Count++;
        }

        leaving.ForEach(one => one.End());
        return seat;
    }

    /// <summary>Ends what has been idle for longer than there is room for. Called every second or so.</summary>
    public void EndIdle()
    {
        List<ConnectionSeat> leaving;
        lock (_gate)
        {
            LapseIdle();
            leaving = _strangers.IdleFor(PatienceAt(Strangers));
            leaving.ForEach(Leave);
        }

        leaving.ForEach(seat => seat.End());
    }

    /// <summary>How long a stranger's idle connection is kept: the longest up to half of what strangers may have, then ever shorter.</summary>
    internal static TimeSpan PatienceAt(int strangers)
    {
        const double Room = All - Reserve;
        var fullness = Math.Clamp(((strangers / Room) - 0.5) * 2, 0, 1);
        return LongestIdle - ((LongestIdle - ShortestIdle) * fullness);
    }

    internal void Begin(ConnectionSeat seat)
    {
        lock (_gate)
        {
            if (seat.Requests++ == 0)
            {
                seat.Since = time.GetTimestamp();
            }
        }
    }

    internal void Finish(ConnectionSeat seat)
    {
        lock (_gate)
        {
            if (seat.Requests > 0 && --seat.Requests == 0)
            {
                seat.Since = time.GetTimestamp();
            }
        }
    }

    internal void Prove(ConnectionSeat seat, string share)
    {
        ConnectionSeat? leaving = null;
        lock (_gate)
        {
            if (!seat.IsTaken)
            {
                return;
            }

            seat.ProvenAt = time.GetTimestamp();
            if (string.Equals(seat.Share, share, StringComparison.Ordinal))
            {
                return;
            }

            // What it counted with before it does no more: a link that is spent, another page's pass.
            Estrange(seat);
            if (_byShare.Of(share) < PerShare)
            {
                _byShare.More(share);
                seat.Share = share;
                _proven.Add(seat);
                _strangers.Remove(seat);
            }

            leaving = OneTooMany();
        }

        leaving?.End();
    }

    internal void Lapse(ConnectionSeat seat)
    {
        ConnectionSeat? leaving;
        lock (_gate)
        {
            Estrange(seat);
            leaving = OneTooMany();
        }

        leaving?.End();
    }

    internal void Free(ConnectionSeat seat)
    {
        lock (_gate)
        {
            Leave(seat);
        }
    }

    private void LapseIdle()
    {
        foreach (var seat in _proven.Where(seat => time.GetElapsedTime(seat.ProvenAt) > LongestProof).ToList())
        {
            Estrange(seat);
        }
    }

    private void Estrange(ConnectionSeat seat)
    {
        if (seat is { IsTaken: true, Share: { } share })
        {
            _byShare.Less(share);
            seat.Share = null;
            _proven.Remove(seat);
            _strangers.Add(seat);
        }
    }

    /// <summary>The stranger who gives way because another became one: the reserve is not theirs.</summary>
    private ConnectionSeat? OneTooMany()
    {
        var first = Strangers > All - Reserve ? FirstToLeave() : null;
        if (first is not null)
        {
            Leave(first);
        }

        return first;
    }

    private ConnectionSeat? FirstToLeave()
    {
        LapseIdle();
        return _strangers.FirstToLeave();
    }

    private void Leave(ConnectionSeat seat)
    {
        if (!seat.IsTaken)
        {
            return;
        }

        Estrange(seat);
        seat.IsTaken = false;
        _strangers.Remove(seat);
        _bySite.Less(seat.Site);
        _byAddress.Less(seat.Address);
        Count--;
    }
}
