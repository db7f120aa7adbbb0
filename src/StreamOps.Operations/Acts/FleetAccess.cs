using StreamOps.Operations.Fleet;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Acts;

/// <summary>What commands need of the live side: the newest snapshot, its time line, and reads and calls that pay into the budget.</summary>
public class FleetAccess(FleetClock clock, LiveFleet fleet, SessionReader reader, SessionHints hints, CallBudget budget, Sights sights)
{
    internal FleetClock Clock => clock;

    /// <summary>The newest snapshot.</summary>
    public FleetSnapshot Snapshot => fleet.Current;

    /// <summary>Whether a session is there for somebody: by its stream group, which is theirs to see or not.</summary>
    /// <param name="actor">Who asks; null for somebody who is nobody yet.</param>
    /// <param name="session">The session.</param>
    public bool IsInSight(Actor? actor, StreamSessionArn session)
    {
        var sight = sights.Of(actor);
        if (sight.Tags.Length > 0)
        {
            fleet.WantTags();
        }

        return sight.Sees(session.StreamGroupId, Snapshot);
    }

    /// <summary>The stream groups that somebody may see now, by id.</summary>
    internal ImmutableHashSet<string> GroupsOf(Actor actor) => actor.Sees.IdsIn(Snapshot);

    /// <summary>A session by the last part of its ARN, as the pages name it; null when the fleet does not know it, or not for whoever asks.</summary>
    public StreamSessionArn? Find(string? id, Actor actor) =>
        Snapshot
            .Sessions.Keys.Where(arn => string.Equals(arn.Id, id, StringComparison.Ordinal) && IsInSight(actor, arn))
            .Select(arn => (StreamSessionArn?)arn)
            .FirstOrDefault();

    /// <summary><see cref="ActorPermissions.For"/> for an act on one session: what is out of sight is refused as what does not exist.</summary>
    public ActionVerdict PermissionFor(DeskAct act, Actor actor, StreamSessionArn session, Person? owner = null) =>
        IsInSight(actor, session) ? ActorPermissions.For(act, actor, owner) : ActionVerdict.Refused(ActorPermissions.NotInView);

    internal DateTimeOffset ServiceNow => clock.Now + Snapshot.ServiceOffset;

    /// <inheritdoc cref="SessionReader.ReadAsync"/>
    public virtual Task<ServiceReply<StreamSessionDetails>> ReadAsync(
        StreamSessionArn session,
        ReadPriority priority,
        CancellationToken cancellationToken
    ) => reader.ReadAsync(session, priority, cancellationToken);

    /// <inheritdoc cref="SessionHints.TakeFromPage"/>
    public bool HintFromPage(StreamSessionArn session, string pageHash) => hints.TakeFromPage(session, pageHash);

    /// <inheritdoc cref="SessionHints.TakeFromBackend"/>
    public bool HintFromBackend(StreamSessionArn session) => hints.TakeFromBackend(session);

    /// <summary>Waits for the turn of a call that somebody asked for.</summary>
    public virtual ValueTask TakeCallAsync(string operation, CancellationToken cancellationToken) =>
        budget.TakeAsync(operation, cancellationToken);

    /// <inheritdoc cref="CallBudget.TakeInTimeAsync"/>
    public virtual ValueTask<bool> TakeCallInTimeAsync(string operation, TimeSpan within, CancellationToken cancellationToken) =>
        budget.TakeInTimeAsync(operation, within, cancellationToken);

    /// <summary>The session as it was read; null when it is not in the newest snapshot, and until it is read for the first time: what is known from before a start ends nothing.</summary>
    internal LiveStreamSession? Find(StreamSessionArn session) => LastKnown(session) is { IsFromBefore: false } read ? read : null;

    /// <summary>The session as the newest snapshot shows it, however old that is; null when it is not in there.</summary>
    internal LiveStreamSession? LastKnown(StreamSessionArn session) => Snapshot.Sessions.GetValueOrDefault(session);

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
