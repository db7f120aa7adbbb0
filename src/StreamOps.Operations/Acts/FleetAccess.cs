using StreamOps.Operations.Fleet;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Acts;

/// <summary>What commands need of the live side: the newest snapshot, its time line, and reads and calls that pay into the budget.</summary>
public class FleetAccess(FleetClock clock, LiveFleet fleet, SessionReader reader, CallBudget budget)
{
    internal FleetClock Clock => clock;

    /// <summary>The newest snapshot.</summary>
    public FleetSnapshot Snapshot => fleet.Current;

    internal DateTimeOffset ServiceNow => clock.Now + Snapshot.ServiceOffset;

    /// <inheritdoc cref="SessionReader.ReadAsync"/>
    public virtual Task<ServiceReply<StreamSessionDetails>> ReadAsync(
        StreamSessionArn session,
        ReadPriority priority,
        CancellationToken cancellationToken
    ) => reader.ReadAsync(session, priority, cancellationToken);

    /// <summary>Waits for the turn of a call that somebody asked for.</summary>
    public virtual ValueTask TakeCallAsync(string operation, CancellationToken cancellationToken) =>
        budget.TakeAsync(operation, cancellationToken);

    /// <summary>The session as the newest snapshot shows it; null when it is not in there.</summary>
    internal LiveStreamSession? Find(StreamSessionArn session) => Snapshot.Sessions.GetValueOrDefault(session);

    /// <summary>The status of the session's stream group; null when it is not known.</summary>
    internal StreamGroupStatus? GroupStatusOf(StreamSessionArn session) =>
        Snapshot.Groups.GetValueOrDefault(session.StreamGroupId)?.Group.Status;

    /// <summary>Whether a session, as it was read, may be rescued.</summary>
    internal ActionVerdict RescueVerdictOf(StreamSession session, bool isReadOnly = false) =>
        StreamSessionActions.For(StreamSessionAction.Rescue, session.Status, GroupStatusOf(session.Arn), isReadOnly);

    /// <summary>Makes a call the budget's turn was taken for, and tells the budget how it went.</summary>
    /// <remarks>Gives up waiting when the token says so, even where the call itself does not listen.</remarks>
    internal async Task<ServiceReply<T>> CallAsync<T>(string operation, Task<ServiceReply<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await call.WaitAsync(cancellationToken);
            budget.Succeeded(operation);
            return reply;
        }
        catch (GameLiftException exception) when (exception.Code == ApiErrorCode.Throttling)
        {
            budget.Throttled(operation, exception.RetryAfter);
            throw;
        }
    }
}
