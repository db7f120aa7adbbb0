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
        var group = picture.Snapshot.Groups.GetValueOrDefault(session.Arn.StreamGroupId)?.Group.Status;
        return For(action, session, group, isReadOnly);
    }

    /// <summary>The same where the stream group's status is at hand; null when it is not known.</summary>
    internal static ActionVerdict For(
        StreamSessionAction action,
        LiveStreamSession session,
        StreamGroupStatus? groupStatus,
        bool isReadOnly
    ) =>
        session.IsGone
            ? new ActionVerdict(false, GoneWords.Sentence)
            : StreamSessionActions.For(action, session.Status, groupStatus, isReadOnly);
}
