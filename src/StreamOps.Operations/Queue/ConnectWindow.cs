using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Queue;

/// <summary>The second window: after the service's answer the client must connect. When it goes by, the session may still take the next attempt.</summary>
public static class ConnectWindow
{
    /// <summary>When the window of an answered attempt closes, as the clock on the screen says it; null when none runs, it stands still, or it is not known.</summary>
    public static DateTimeOffset? LapsesAt(LiveStreamSession session, RescueAttempt? attempt)
    {
        ArgumentNullException.ThrowIfNull(session);
        return
            attempt is { IsOpen: true, AnsweredAt: not null }
            && session is { Status.IsEnd: false, Window: { Kind: WindowKind.Connect, FrozenAt: null } window }
            ? window.ExpectedEnd
            : null;
    }

    /// <summary>Whether it has gone by.</summary>
    public static bool HasLapsed(LiveStreamSession session, RescueAttempt? attempt, DateTimeOffset now) =>
        LapsesAt(session, attempt) <= now;
}
