using StreamOps.Operations.Links;

namespace StreamOps.Operations.Queue;

/// <summary>The rescue link of one episode of a session: one of an earlier loss says nothing about it.</summary>
public static class EpisodeLink
{
    /// <summary>The session's newest link if it is of this episode.</summary>
    /// <param name="picture">What is so.</param>
    /// <param name="session">Whose link.</param>
    /// <param name="epoch">The episode; null while it is not known, then there is none.</param>
    public static RescueLink? Of(FleetPicture picture, StreamSessionArn session, long? epoch)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return picture.Links.GetValueOrDefault(session) is { } link && link.WindowEpoch == epoch ? link : null;
    }
}
