using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Queue;

/// <summary>What may be done with a session, from what a page shows.</summary>
public static class FleetVerdicts
{
    /// <inheritdoc cref="StreamSessionActions.For"/>
    public static ActionVerdict VerdictFor(
        this FleetPicture picture,
        LiveStreamSession session,
        StreamSessionAction action,
        bool isReadOnly
    )
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(session);
        if (session.IsGone)
        {
            return new ActionVerdict(false, "The session is no longer listed: the service does not know it any more.");
        }

        var group = picture.Snapshot.Groups.GetValueOrDefault(session.Arn.StreamGroupId)?.Group.Status;
        return StreamSessionActions.For(action, session.Status, group, isReadOnly);
    }
}
