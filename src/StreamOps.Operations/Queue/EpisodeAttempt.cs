using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Pages;

namespace StreamOps.Operations.Queue;

/// <summary>What belongs to one episode of a session: an attempt of an earlier one says nothing about it.</summary>
public static class EpisodeAttempt
{
    /// <summary>The session's newest attempt if it is of this episode, or still open.</summary>
    /// <param name="picture">What is so.</param>
    /// <param name="session">Whose attempt.</param>
    /// <param name="epoch">The episode; null while it is not known, then the newest that ended counts.</param>
    public static RescueAttempt? Of(FleetPicture picture, StreamSessionArn session, long? epoch)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var episode = epoch ?? picture.Ended.FirstOrDefault(ended => ended.Session == session)?.Epoch;
        return
            picture.Rescues.GetValueOrDefault(session) is { } attempt
            && (attempt.IsOpen || episode is null || attempt.WindowEpoch == episode)
            ? attempt
            : null;
    }

    /// <summary>The newest attempt of an episode that has ended; null where there was none, or a later episode has one.</summary>
    public static RescueAttempt? NewestIn(FleetPicture picture, Episode episode)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(episode);
        return picture.Rescues.GetValueOrDefault(episode.Session) is { } attempt && attempt.WindowEpoch == episode.Epoch ? attempt : null;
    }

    /// <summary>Whether the player whom an attempt brought back sees the game.</summary>
    /// <param name="picture">What is so.</param>
    /// <param name="attempt">The attempt; null when there is none.</param>
    /// <param name="now">On the fleet clock.</param>
    public static PictureSight SightOf(FleetPicture picture, RescueAttempt? attempt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var trouble = attempt switch
        {
            { Source: OfferSource.Link } => EpisodeLink.Of(picture, attempt.Session, attempt.WindowEpoch)?.Trouble,
            { Source: OfferSource.StandBy } => picture.StandBy.GetValueOrDefault(attempt.Session)?.In(attempt.WindowEpoch).Trouble,
            _ => null,
        };
        return PictureSights.Of(attempt, trouble ?? PlayerTrouble.None, now);
    }

    /// <summary>The episode once it has ended; null before, and when that is over an hour ago.</summary>
    public static Episode? EndOf(FleetPicture picture, StreamSessionArn session, long? epoch)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return picture.Ended.FirstOrDefault(episode => episode.Session == session && episode.Epoch == epoch);
    }
}
