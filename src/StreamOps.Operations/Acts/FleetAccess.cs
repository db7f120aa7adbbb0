using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Acts;

/// <summary>What commands need of the live side: the newest snapshot, its time line, and reads and calls that pay into the budget.</summary>
internal sealed record FleetAccess(
    FleetClock Clock,
    Func<FleetSnapshot> Snapshot,
    Func<StreamSessionArn, ReadPriority, CancellationToken, Task<ServiceReply<StreamSessionDetails>>> ReadAsync,
    Func<string, CancellationToken, ValueTask> TakeCallAsync,
    Action<string> Succeeded,
    Action<string, TimeSpan?> Throttled
)
{
    /// <summary>Now, as the service's clock says.</summary>
    public DateTimeOffset ServiceNow => Clock.Now + Snapshot().ServiceOffset;

    public static FleetAccess Of(FleetClock clock, LiveFleet fleet, SessionReader reader, CallBudget budget) =>
        new(clock, () => fleet.Current, reader.ReadAsync, budget.TakeAsync, budget.Succeeded, budget.Throttled);

    /// <summary>The session as the newest snapshot shows it; null when it is not in there.</summary>
    public LiveStreamSession? Find(StreamSessionArn session) => Snapshot().Sessions.GetValueOrDefault(session);

    /// <summary>The status of the session's stream group; null when it is not known.</summary>
    public StreamGroupStatus? GroupStatusOf(StreamSessionArn session) =>
        Snapshot().Groups.GetValueOrDefault(session.StreamGroupId)?.Group.Status;

    /// <summary>Makes a call the budget's turn was taken for, and tells the budget how it went.</summary>
    /// <remarks>Gives up waiting when the token says so, even where the call itself does not listen.</remarks>
    public async Task<ServiceReply<T>> CallAsync<T>(string operation, Task<ServiceReply<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await call.WaitAsync(cancellationToken);
            Succeeded(operation);
            return reply;
        }
        catch (GameLiftException exception) when (exception.Code == ApiErrorCode.Throttling)
        {
            Throttled(operation, exception.RetryAfter);
            throw;
        }
    }
}
