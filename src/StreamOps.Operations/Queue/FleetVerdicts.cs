using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.StandBy;

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

    /// <summary>Whether the pages of a session that stand by can be asked for an offer, as the desk asks again: not while one of theirs is being sent.</summary>
    /// <param name="picture">What is so.</param>
    /// <param name="session">Whose pages.</param>
    /// <param name="epoch">The episode that runs; null for whichever does.</param>
    public static ActionVerdict AskVerdictFor(this FleetPicture picture, StreamSessionArn session, long? epoch)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return StandByPage.First(picture.StandBy.GetValueOrDefault(session), page => page.IsTakenIn(epoch)) is null
            ? ActionVerdict.Allowed
            : ActionVerdict.Refused(ClaimWords.UnderWay);
    }

    /// <summary>The same as <see cref="VerdictFor"/> where the stream group's status is at hand; null when it is not known.</summary>
    internal static ActionVerdict For(
        StreamSessionAction action,
        LiveStreamSession session,
        StreamGroupStatus? groupStatus,
        bool isReadOnly
    ) =>
        session.IsGone
            ? ActionVerdict.Refused(GoneWords.Sentence)
            : StreamSessionActions.For(action, session.Status, groupStatus, isReadOnly);
}
