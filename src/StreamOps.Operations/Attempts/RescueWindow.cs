using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Attempts;

/// <summary>The window a rescue happens in: which episode it is, and when it is over at the latest (<see cref="FleetClock"/>).</summary>
internal sealed record RescueWindow(long Epoch, DateTimeOffset EndsAt)
{
    /// <summary>How long an attempt may take that begins after its window went by.</summary>
    private static readonly TimeSpan AfterLapse = TimeSpan.FromSeconds(15);

    /// <summary>From the fleet, which saw the window begin; else from the fresh read alone, as if it began just now.</summary>
    public static RescueWindow Of(LiveStreamSession? live, ServiceReply<StreamSessionDetails> reply)
    {
        var timeout = reply.Value.ConnectionTimeout ?? StreamSession.DefaultConnectionTimeout;
        if (live?.Window is { } window)
        {
            var end = window.LatestEnd ?? window.EnteredLatest + timeout;
            // The client was to connect by now, and the service still keeps the session: it can take another attempt, for as long as it does.
            var hasLapsed = window.Kind == WindowKind.Connect && end <= reply.ArrivedAt && !(window.SessionEnds <= reply.ArrivedAt);
            return new RescueWindow(window.Epoch, hasLapsed ? reply.ArrivedAt + AfterLapse : end);
        }

        var session = reply.Value.Session;
        // Where no update is told it is the creation, not this moment: nobody keeps this window, and the next read has to come to the same episode.
        var began = session.LastUpdatedAt ?? session.CreatedAt ?? reply.ArrivedAt;
        return new RescueWindow(began.ToUnixTimeMilliseconds(), reply.ArrivedAt + timeout);
    }
}
