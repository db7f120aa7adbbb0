using static StreamOps.Emulator.Status.SessionTrigger;
using static StreamOps.Emulator.Status.StreamSessionStatus;

namespace StreamOps.Emulator.Status;

/// <summary>What can happen to a stream session.</summary>
public enum SessionTrigger
{
    Placed,
    PlacementTimedOut,
    OfferFoundInvalid,
    ClientConnected,
    ClientLost,
    ConnectionRequested,
    ServerReady,
    WindowClosed,
    SessionLengthReached,
    IdleTooLong,
    ApplicationExited,
    TerminateRequested,
    ResourcesReleased,
    InternalFault,
}

/// <summary>Where a session goes, and the reason it then shows (null while it lives).</summary>
public sealed record SessionMove(StreamSessionStatus To, string? Reason = null);

/// <summary>The whole life of a stream session as one function: it decides and touches nothing.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/developerguide/stream-sessions.html</remarks>
public static class SessionTransitions
{
    /// <summary>The move that <paramref name="trigger"/> makes in <paramref name="status"/>; null where it makes none.</summary>
    public static SessionMove? Of(StreamSessionStatus status, SessionTrigger trigger) =>
        (status, trigger) switch
        {
            (Activating, Placed) => new(Active),
            (Activating, PlacementTimedOut) => new(Error, StatusReasons.PlacementTimeout),
            (Activating or Reconnecting, OfferFoundInvalid) => new(Error, StatusReasons.InvalidSignalRequest),

            (Active, ClientConnected) => new(Connected),
            (Connected, ClientLost) => new(PendingClientReconnection),
            (PendingClientReconnection or Active or Reconnecting, ConnectionRequested) => new(Reconnecting),
            (Reconnecting, ServerReady) => new(Active),

            (Activating or Active, WindowClosed) => new(Terminated, StatusReasons.ConnectionTimeout),
            (PendingClientReconnection or Reconnecting, WindowClosed) => new(Terminated, StatusReasons.ReconnectionTimeout),
            (Activating or Active or Connected or PendingClientReconnection or Reconnecting, SessionLengthReached) => new(
                Terminated,
                StatusReasons.MaxSessionLengthTimeout
            ),
            (Connected, IdleTooLong) => new(Terminated, StatusReasons.IdleTimeout),
            (Active or Connected or PendingClientReconnection or Reconnecting, ApplicationExited) => new(
                Terminated,
                StatusReasons.ApplicationExit
            ),

            (Active or Connected or PendingClientReconnection or Reconnecting, TerminateRequested) => new(
                Terminating,
                StatusReasons.ApiTerminated
            ),
            (Terminating, ResourcesReleased) => new(Terminated),

            (not (Terminated or Error), InternalFault) => new(Error, StatusReasons.InternalError),
            _ => null,
        };
}
