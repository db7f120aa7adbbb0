using System.Net;

namespace StreamOps.Dashboard.Network;

/// <summary>
/// Who holds the operators' connections: each address and each network so many and no more. Once three quarters are held, whoever comes has one that was idle for
/// seconds give way; and once all are, any idle one of a network that holds more than theirs. Nobody is ended who is being served. Knows no socket: an owner ends
/// what it is told to end.
/// </summary>
internal sealed class ConnectionRoom(TimeProvider time)
{
    /// <summary>How long a connection is idle before it gives way while there is room: enough for a browser to go on with it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Held by this many, idle ones begin to give way.</summary>
    public const int Filling = OpenConnections.All / 4 * 3;

    private readonly Lock _gate = new();
    private readonly Tally _byAddress = new();
    private readonly Dictionary<string, Holders> _networks = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Holds a connection; null when its address or its network has its share already, or all are held and nobody can give way.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="end">Ends the connection; called once, if ever, and outside of any lock.</param>
    public HeldConnection? Take(IPAddress address, Action end)
    {
        var held = new HeldConnection(this, ClientAddress.PartitionOf(address), ClientAddress.NetworkOf(address), end);
        HeldConnection? leaving;
        lock (_gate)
        {
            var network = _networks.GetValueOrDefault(held.Network) ?? new Holders();
            if (_byAddress.Of(held.Address) >= OpenConnections.PerAddress || network.Count >= OpenConnections.PerNetwork)
            {
                return null;
            }

            leaving = FirstToLeave(network.Count);
            if (leaving is null && _count >= OpenConnections.All)
            {
                return null;
            }

            if (leaving is not null)
            {
                Leave(leaving);
            }

            _networks[held.Network] = network;
            network.Count++;
            _byAddress.More(held.Address);
            _count++;
            Rest(held, network);
        }

        leaving?.End();
        return held;
    }

    internal void Begin(HeldConnection held)
    {
        lock (_gate)
        {
            if (held.Requests++ == 0 && held.IsHeld)
            {
                _networks[held.Network].Idle.Remove(held.Place);
            }
        }
    }

    internal void Finish(HeldConnection held)
    {
        lock (_gate)
        {
            if (--held.Requests == 0 && held.IsHeld)
            {
                Rest(held, _networks[held.Network]);
            }
        }
    }

    internal void Free(HeldConnection held)
    {
        lock (_gate)
        {
            Leave(held);
        }
    }

    /// <summary>Of the network that holds most the one that is idle for the longest; also where several hold as much.</summary>
    private HeldConnection? FirstToLeave(int ofNewcomer)
    {
        if (_count < Filling)
        {
            return null;
        }

        var isFull = _count >= OpenConnections.All;
        return _networks
            .Values.Where(network =>
                network.Idle.First is { Value: var first }
                && (time.GetElapsedTime(first.IdleSince) >= Patience || (isFull && network.Count > ofNewcomer))
            )
            .MaxBy(network => (network.Count, -network.Idle.First!.Value.IdleSince))
            ?.Idle.First?.Value;
    }

    private void Rest(HeldConnection held, Holders network)
    {
        held.IdleSince = time.GetTimestamp();
        network.Idle.AddLast(held.Place);
    }

    private void Leave(HeldConnection held)
    {
        if (!held.IsHeld)
        {
            return;
        }

        held.IsHeld = false;
        var network = _networks[held.Network];
        if (held.Requests == 0)
        {
            network.Idle.Remove(held.Place);
        }

        if (--network.Count == 0)
        {
            _networks.Remove(held.Network);
        }

        _byAddress.Less(held.Address);
        _count--;
    }

    /// <summary>A network's connections: how many, and those that are idle, the longest first.</summary>
    private sealed class Holders
    {
        public int Count { get; set; }

        public LinkedList<HeldConnection> Idle { get; } = new();
    }
}
