using StreamOps.Emulator.Settings;
using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Hosts;

/// <summary>The game hosts that are attached, and which session's game each of them holds.</summary>
/// <remarks>Its own gate is only ever taken inside the fleet's or alone, never the other way round.</remarks>
public sealed class GameHosts(SwitchBoard switches, TimeProvider time) : IWorldListener, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, GameHost> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hostOfSession = new(StringComparer.Ordinal);

    /// <summary>Each attached host with its sessions.</summary>
    public IReadOnlyList<AttachedHost> Attached
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _hosts.Keys.Select(id => new AttachedHost(
                        id,
                        [.. _hostOfSession.Where(pair => pair.Value == id).Select(pair => pair.Key)]
                    )),
                ];
            }
        }
    }

    /// <summary>How many hosts take a new game: those that came with a player's page do not.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
            {
                return _hosts.Values.Count(host => !host.IsGuest);
            }
        }
    }

    /// <summary>A page attaches, or comes back with the games it holds.</summary>
    public GameHost Attach(string id, IEnumerable<string> sessions, bool isGuest = false)
    {
        var host = new GameHost(id, isGuest);
        GameHost? former;
        lock (_gate)
        {
            _hosts.Remove(id, out former);
            _hosts.Add(id, host);
            foreach (var session in sessions)
            {
                _hostOfSession[session] = id;
            }
        }

        former?.Leave();
        host.Send(new("attached"));
        return host;
    }

    /// <summary>The page is gone. Its sessions stay its own, in case only the socket was lost.</summary>
    /// <returns>False when the page has come back already.</returns>
    public bool Detach(GameHost host)
    {
        host.Leave();
        lock (_gate)
        {
            return _hosts.TryGetValue(host.Id, out var present) && present == host && _hosts.Remove(host.Id);
        }
    }

    /// <summary>
    /// Hands an offer to the session's own host, to the one that came with the player's page, else to the one with the fewest games; null when there is
    /// none for it. Called inside the fleet's gate.
    /// </summary>
    public HostedOffer? Offer(EmulatedStreamSession session, string sdp)
    {
        GameHost? host;
        lock (_gate)
        {
            var own = _hosts.GetValueOrDefault(_hostOfSession.GetValueOrDefault(session.Id, ""));
            // A game in a page of its own stays there; one that came with a player's page moves on with the player.
            host = own is { IsGuest: false } ? own : _hosts.Values.FirstOrDefault(host => host.Expects(sdp)) ?? own ?? LeastBusy();
            if (host is null)
            {
                return null;
            }

            _hostOfSession[session.Id] = host.Id;
            if (own is not null && own != host)
            {
                End(own, session.Id);
            }
        }

        var current = switches.Current;
        var order = new HostOrder("offer")
        {
            Session = session.Id,
            Connection = Guid.NewGuid().ToString("N"),
            Sdp = sdp,
            Application = session.Plan.Application.Description,
            Game = session.ProgressAt(time.GetUtcNow()),
            LostAfterMs = current.ClientLostAfterSeconds * 1000,
            SharesPerformanceStats = session.Plan.SharesPerformanceStats,
        };
        var answer = host.AskAsync(order, TimeSpan.FromSeconds(current.HostAnswerSeconds), time);
        return new(new HostedClient(host.Id, order.Connection), answer);
    }

    /// <summary>The connection is the session's own from now on; the host gives up its others.</summary>
    public void Use(EmulatedStreamSession session, HostedClient client) =>
        Send(client.HostId, new("use") { Session = session.Id, Connection = client.ConnectionId });

    /// <summary>Nobody will take the connection's answer.</summary>
    public void Drop(string session, HostedClient client) =>
        Send(client.HostId, new("drop") { Session = session, Connection = client.ConnectionId });

    /// <summary>The session has no game here (any more).</summary>
    public void End(GameHost host, string session) => host.Send(new("end") { Session = session, Reason = "terminated" });

    void IWorldListener.StatusChanged(EmulatedStreamSession session)
    {
        if (session.Hosted is not { } hosted)
        {
            return;
        }

        Send(hosted.HostId, new("status") { Session = session.Id, Status = session.Status.Word() });
        switch (session.Status)
        {
            case StreamSessionStatus.PendingClientReconnection:
                Send(hosted.HostId, new("cut") { Session = session.Id, Connection = hosted.ConnectionId });
                break;
            case StreamSessionStatus.Terminating or StreamSessionStatus.Terminated or StreamSessionStatus.Error:
                var reason = session.StatusReason == StatusReasons.IdleTimeout ? "idle" : "terminated";
                Send(hosted.HostId, new("end") { Session = session.Id, Reason = reason });
                lock (_gate)
                {
                    _hostOfSession.Remove(session.Id);
                }

                break;
        }
    }

    void IWorldListener.Replaced()
    {
        lock (_gate)
        {
            foreach (var (session, hostId) in _hostOfSession)
            {
                if (_hosts.TryGetValue(hostId, out var host))
                {
                    End(host, session);
                }
            }

            _hostOfSession.Clear();
        }
    }

    /// <summary>Whoever waits for a host's answer waits no longer.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var host in _hosts.Values)
            {
                host.Leave();
            }
        }
    }

    private GameHost? LeastBusy() =>
        _hosts.Values.Where(host => !host.IsGuest).MinBy(host => _hostOfSession.Count(pair => pair.Value == host.Id));

    private void Send(string hostId, HostOrder order)
    {
        GameHost? host;
        lock (_gate)
        {
            host = _hosts.GetValueOrDefault(hostId);
        }

        host?.Send(order);
    }
}

/// <summary>A page that holds games, as the control API tells it.</summary>
public sealed record AttachedHost(string Id, IReadOnlyList<string> StreamSessionIds);

/// <summary>An offer that a host is at work on.</summary>
public sealed record HostedOffer(HostedClient Client, Task<HostAnswer> Answer);
