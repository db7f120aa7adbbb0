using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Live;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Demo;

/// <summary>How far the demo player's story has come.</summary>
public enum StoryStep
{
    /// <summary>Nobody plays yet.</summary>
    Before,
    Playing,
    Dropped,

    /// <summary>An operator looks at it.</summary>
    RescueOpened,

    /// <summary>A link was made, the open page was asked, or an offer came.</summary>
    Offer,
    Connected,

    /// <summary>The player's page saw frames rise.</summary>
    Picture,
}

/// <summary>Reads the story's step off what is so; nothing is remembered but the episode.</summary>
internal static class Story
{
    /// <summary>The steps' names, from <see cref="StoryStep.Playing"/> on.</summary>
    public static readonly IReadOnlyList<string> Names = ["playing", "dropped", "rescue opened", "link or offer", "connected", "picture"];

    /// <param name="fleet">What the board shows.</param>
    /// <param name="session">The demo player's; null before there is one in the list.</param>
    /// <param name="epoch">The session's newest episode; null before the first loss.</param>
    /// <param name="isPlaying">Whether the player's page has, or had, the picture.</param>
    /// <param name="isRescueOpen">Whether the operator's panel shows this session.</param>
    public static StoryStep StepOf(FleetPicture fleet, StreamSessionArn? session, long? epoch, bool isPlaying, bool isRescueOpen)
    {
        var quiet = isPlaying ? StoryStep.Playing : StoryStep.Before;
        if (session is not { } arn || epoch is null)
        {
            return quiet;
        }

        var attempt = EpisodeAttempt.Of(fleet, arn, epoch);
        if (attempt?.State == RescueState.Connected)
        {
            return attempt.PictureAt is null ? StoryStep.Connected : StoryStep.Picture;
        }

        return fleet.Snapshot.Sessions.GetValueOrDefault(arn)?.Window?.Epoch != epoch ? quiet
            : attempt is not null || HasAsked(fleet, arn, epoch) ? StoryStep.Offer
            : isRescueOpen ? StoryStep.RescueOpened
            : StoryStep.Dropped;
    }

    private static bool HasAsked(FleetPicture fleet, StreamSessionArn session, long? epoch) =>
        EpisodeLink.Of(fleet, session, epoch) is { RevokedAt: null } || fleet.StandBy.GetValueOrDefault(session) is { AskedBy.Length: > 0 };
}
