using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Queue;

/// <summary>Rows read off a picture, as functions that touch nothing.</summary>
internal static class QueueRows
{
    /// <summary>The row of one who waits.</summary>
    public static QueueRow Of(FleetPicture picture, LiveStreamSession session)
    {
        var attempt = AttemptOf(picture, session);
        var row = new QueueRow(
            session,
            attempt,
            picture.Snapshot.ApplicationName(session.Session.ApplicationArn),
            picture.Snapshot.Groups.GetValueOrDefault(session.Arn.StreamGroupId)?.Group.Status
        )
        {
            Link = EpisodeLink.Of(picture, session.Arn, session.Window?.Epoch),
            OpenPage = picture.StandBy.GetValueOrDefault(session.Arn)?.In(session.Window?.Epoch),
            Claim = EpisodeClaim.Of(picture, session.Arn, session.Window?.Epoch),
            Onlookers = picture.Onlookers.GetValueOrDefault(session.Arn)?.People ?? [],
            IsLapsed = ConnectWindow.HasLapsed(session, attempt, picture.At),
        };
        return row with { IsOver = row.OverAt <= picture.At };
    }

    /// <summary>The row of one who has left, for as long as it stays; null for anybody else.</summary>
    /// <remarks>Looked at anew meanwhile: the attempt's end may be told a moment after the session's.</remarks>
    public static QueueRow? GhostIn(FleetPicture picture, StreamSessionArn session, FleetPicture before)
    {
        if ((before.Rows.GetValueOrDefault(session) ?? before.Left.GetValueOrDefault(session)) is not { } left)
        {
            return null;
        }

        var attempt = AttemptOf(picture, left.Session) ?? left.Attempt;
        var ending = QueueEnding.Of(
            picture.Snapshot.Sessions.GetValueOrDefault(session),
            attempt,
            attempt is { AnsweredAt: not null } ? EpisodeAttempt.EndOf(picture, session, left.Session.Window?.Epoch) : null,
            EpisodeAttempt.SightOf(picture, attempt, picture.At),
            left.Ending?.LeftAt ?? picture.At
        );
        return ending.GoesAt <= picture.At ? null : left with { Attempt = attempt, Ending = ending };
    }

    // A row without a window belongs to no episode that is known: only an attempt under way is its own.
    private static RescueAttempt? AttemptOf(FleetPicture picture, LiveStreamSession session) =>
        EpisodeAttempt.Of(picture, session.Arn, session.Window?.Epoch ?? long.MinValue);
}
