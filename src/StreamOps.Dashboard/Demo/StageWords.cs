using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Demo;

internal static class StageWords
{
    /// <summary>What happens at a step, and the next click.</summary>
    /// <param name="step">Reached.</param>
    /// <param name="phase">Of the player's page, in its word.</param>
    /// <param name="hasHost">Whether a game host is attached.</param>
    /// <param name="isPageClosed">Whether the player closed the game's own page.</param>
    /// <param name="row">The player's, in the queue; null where they do not wait.</param>
    public static string Next(StoryStep step, string phase, bool hasHost, bool isPageClosed, QueueRow? row) =>
        step switch
        {
            StoryStep.Before when !hasHost => "The game host opens.",
            StoryStep.Before when phase is "ready" => "Press Play in the player's window.",
            StoryStep.Before when phase is "ended" => "The game is over. Press Play again in the player's window.",
            StoryStep.Before => "The game starts.",
            StoryStep.Playing when phase is "lost" => "The player is gone; the board sees it in a moment.",
            StoryStep.Playing => "The player plays. Press Drop client.",
            StoryStep.Dropped => "The connection is lost and the clock runs. Press Rescue.",
            StoryStep.RescueOpened when isPageClosed => "The game's page is closed. Press Copy link, then open the link as the player.",
            StoryStep.RescueOpened => "Press Rescue the open page: it heals by itself.",
            StoryStep.Offer when isPageClosed && IsLinkToBeOpened(row) => "The link is made. Press Open the link as the player.",
            StoryStep.Offer => $"The rescue is under way: {row?.Ladder.Words ?? "waiting for the player"}.",
            StoryStep.Connected => "Connected. The player's page counts frames for three seconds.",
            _ => "Back in the game, and the counter went on. Press Drop client.",
        };

    /// <summary>What one of two operators was told about a link.</summary>
    public static string OfLink(string name, LinkMaking outcome) =>
        outcome switch
        {
            LinkMaking.Made => $"{name} made the one link.",
            LinkMaking.Stands stands => $"{name} was told: a link of {stands.Link.Operator} stands.",
            LinkMaking.NotMade refused => $"{name} was told: {refused.Reason}",
            _ => "",
        };

    private static bool IsLinkToBeOpened(QueueRow? row) =>
        row is { Link: { OpenedAt: null, RevokedAt: null }, Attempt: null or { IsOpen: false } };
}
