using StreamOps.Emulator.Status;
using static StreamOps.Emulator.Status.SessionTrigger;
using static StreamOps.Emulator.Status.StreamSessionStatus;

namespace StreamOps.Emulator.Specs.Status;

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/developerguide/stream-sessions.html</summary>
public sealed class SessionTransitionsSpecs
{
    private static readonly (StreamSessionStatus From, SessionTrigger Trigger, StreamSessionStatus To, string? Reason)[] Table =
    [
        (Activating, Placed, Active, null),
        (Activating, PlacementTimedOut, Error, "placementTimeout"),
        (Activating, OfferFoundInvalid, Error, "invalidSignalRequest"),
        (Activating, WindowClosed, Terminated, "connectionTimeout"),
        (Activating, SessionLengthReached, Terminated, "maxSessionLengthTimeout"),
        (Activating, InternalFault, Error, "internalError"),
        (Active, ClientConnected, Connected, null),
        (Active, ConnectionRequested, Reconnecting, null),
        (Active, WindowClosed, Terminated, "connectionTimeout"),
        (Active, SessionLengthReached, Terminated, "maxSessionLengthTimeout"),
        (Active, ApplicationExited, Terminated, "applicationExit"),
        (Active, TerminateRequested, Terminating, "apiTerminated"),
        (Active, InternalFault, Error, "internalError"),
        (Connected, ClientLost, PendingClientReconnection, null),
        (Connected, SessionLengthReached, Terminated, "maxSessionLengthTimeout"),
        (Connected, IdleTooLong, Terminated, "idleTimeout"),
        (Connected, ApplicationExited, Terminated, "applicationExit"),
        (Connected, TerminateRequested, Terminating, "apiTerminated"),
        (Connected, InternalFault, Error, "internalError"),
        (PendingClientReconnection, ConnectionRequested, Reconnecting, null),
        (PendingClientReconnection, WindowClosed, Terminated, "reconnectionTimeout"),
        (PendingClientReconnection, SessionLengthReached, Terminated, "maxSessionLengthTimeout"),
        (PendingClientReconnection, ApplicationExited, Terminated, "applicationExit"),
        (PendingClientReconnection, TerminateRequested, Terminating, "apiTerminated"),
        (PendingClientReconnection, InternalFault, Error, "internalError"),
        (Reconnecting, ServerReady, Active, null),
        (Reconnecting, ConnectionRequested, Reconnecting, null),
        (Reconnecting, OfferFoundInvalid, Error, "invalidSignalRequest"),
        (Reconnecting, WindowClosed, Terminated, "reconnectionTimeout"),
        (Reconnecting, SessionLengthReached, Terminated, "maxSessionLengthTimeout"),
        (Reconnecting, ApplicationExited, Terminated, "applicationExit"),
        (Reconnecting, TerminateRequested, Terminating, "apiTerminated"),
        (Reconnecting, InternalFault, Error, "internalError"),
        (Terminating, ResourcesReleased, Terminated, null),
        (Terminating, InternalFault, Error, "internalError"),
    ];

    public static TheoryData<StreamSessionStatus, SessionTrigger> Every =>
        [
            .. Enum.GetValues<StreamSessionStatus>()
                .SelectMany(status => Enum.GetValues<SessionTrigger>(), (status, trigger) => (status, trigger)),
        ];

    [Theory]
    [MemberData(nameof(Every))]
    public void A_trigger_moves_a_session_as_the_table_says_or_not_at_all(StreamSessionStatus status, SessionTrigger trigger)
    {
        var expected = Table
            .Where(row => row.From == status && row.Trigger == trigger)
            .Select(row => new SessionMove(row.To, row.Reason))
            .SingleOrDefault();

        Assert.Equal(expected, SessionTransitions.Of(status, trigger));
    }
}
