using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Queue;

/// <summary>The way to a player's rescue for one reader, the same from a row, a table and the drawer.</summary>
/// <param name="IsInHand">Whether a colleague or an attempt that runs is on it: then whoever may do no more looks.</param>
/// <param name="Verdict">Whether the rescue can be opened, and why not.</param>
/// <param name="Beginning">Whether the reader may begin one: by their role, then by the session.</param>
public readonly record struct RescueWay(bool IsInHand, ActionVerdict Verdict, ActionVerdict Beginning)
{
    /// <summary>What a button for it says: what is in hand is opened, and not begun.</summary>
    public string Word => IsInHand ? "Open" : "Rescue";

    /// <summary>The way from wherever a session stands.</summary>
    /// <param name="picture">What is so.</param>
    /// <param name="session">Whose rescue.</param>
    /// <param name="reader">Who reads; null for somebody who is nobody yet: the press asks for a name.</param>
    /// <param name="isReadOnly"><c>StreamOps:ReadOnly</c>.</param>
    public static RescueWay Of(FleetPicture picture, LiveStreamSession session, Actor? reader, bool isReadOnly)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(session);
        var epoch = session.Window?.Epoch;
        return Of(
            EpisodeClaim.Of(picture, session.Arn, epoch),
            EpisodeAttempt.Of(picture, session.Arn, epoch),
            picture.VerdictFor(session, StreamSessionAction.Rescue, isReadOnly),
            reader
        );
    }

    /// <summary>The way from a row of the queue.</summary>
    public static RescueWay Of(QueueRow row, Actor? reader, bool isReadOnly)
    {
        ArgumentNullException.ThrowIfNull(row);
        var session = FleetVerdicts.For(StreamSessionAction.Rescue, row.Session, row.GroupStatus, isReadOnly);
        return Of(row.Claim, row.Attempt, session, reader);
    }

    private static RescueWay Of(Claim? claim, RescueAttempt? attempt, ActionVerdict session, Actor? reader)
    {
        var runs = attempt is { IsOpen: true };
        var isInHand = runs || EpisodeClaim.IsOfAnother(claim, reader?.Person);
        var beginning = reader is not null && ActorPermissions.For(DeskAct.Rescue, reader) is { IsAllowed: false } no ? no : session;
        return new RescueWay(
            isInHand,
            Verdict: runs ? ActionVerdict.Allowed
                : isInHand ? session
                : beginning,
            beginning
        );
    }
}
