using StreamOps.Operations.Pages;

namespace StreamOps.Operations.Attempts;

/// <summary>Whether the player whom an attempt brought back sees the game. The service's <c>CONNECTED</c> says nothing of it, the page's frames do.</summary>
public enum PictureSight
{
    /// <summary>Nobody is connected by it, or an operator carried the offer: no page tells.</summary>
    Untold,

    /// <summary>Connected, and the page has not told yet.</summary>
    Awaited,

    /// <summary>Frames rose.</summary>
    Seen,

    /// <summary>Connected and no picture: the page says so, or was silent for too long.</summary>
    Missing,
}

/// <summary>Reads it off what is known.</summary>
public static class PictureSights
{
    /// <summary>From <c>CONNECTED</c> until a rescue page that says nothing counts as one without a picture; its own patience is 15 s.</summary>
    public static readonly TimeSpan TimeToTell = TimeSpan.FromSeconds(20);

    /// <summary>Whether the picture is there.</summary>
    /// <param name="attempt">The newest attempt of the episode; null when there is none.</param>
    /// <param name="trouble">What its page reported last.</param>
    /// <param name="now">On the <see cref="Time.FleetClock"/>.</param>
    public static PictureSight Of(RescueAttempt? attempt, PlayerTrouble trouble, DateTimeOffset now) =>
        attempt switch
        {
            null or { Source: not (OfferSource.Link or OfferSource.StandBy) } => PictureSight.Untold,
            { PictureAt: not null } => PictureSight.Seen,
            { State: RescueState.Connected } => IsMissing(trouble) || MissingAt(attempt) <= now
                ? PictureSight.Missing
                : PictureSight.Awaited,
            // The list may say CONNECTED before the attempt's own read does.
            { State: RescueState.Answered or RescueState.Delivered } => PictureSight.Awaited,
            _ => PictureSight.Untold,
        };

    /// <summary>When its silence begins to mean that there is no picture; null where it means nothing: not every game's page can count frames.</summary>
    public static DateTimeOffset? MissingAt(RescueAttempt? attempt) =>
        attempt is { State: RescueState.Connected, PictureAt: null } && IsOfOurPage(attempt) ? attempt.EndedAt + TimeToTell : null;

    /// <summary>Whether the rescue page made the offer, by its link or standing by after it.</summary>
    private static bool IsOfOurPage(RescueAttempt attempt) => attempt.Source == OfferSource.Link || attempt.LinkId is not null;

    private static bool IsMissing(PlayerTrouble trouble) =>
        trouble is PlayerTrouble.AnswerNotTaken or PlayerTrouble.NoConnection or PlayerTrouble.NoPicture;
}
