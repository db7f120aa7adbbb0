using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Rescue;

/// <summary>How far a rescue has come: six rungs and the words for where it stands.</summary>
/// <param name="Rungs">In order: link opened, offer healthy, API accepted, answer applied, connected, picture.</param>
/// <param name="Words">As <c>API, sending…</c>.</param>
public sealed record RescueLadder(IReadOnlyList<Rung> Rungs, string Words)
{
    /// <summary>What each rung proves.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "link opened",
        "offer healthy",
        "API accepted",
        "answer applied",
        "connected",
        "picture",
    ];

    private static readonly RescueLadder Waiting = At(Rung.Empty, Rung.Empty, Rung.Empty, Rung.Empty, "waiting");

    /// <summary>The ladder of an attempt; null when nobody has sent anything.</summary>
    /// <param name="attempt">The newest attempt of the session.</param>
    /// <param name="isOfferHealthy">Whether a pasted offer without a stop lies ready.</param>
    public static RescueLadder Of(RescueAttempt? attempt, bool isOfferHealthy = false) =>
        attempt?.State switch
        {
            null when isOfferHealthy => At(Rung.Full, Rung.Empty, Rung.Empty, Rung.Empty, "offer healthy, not sent"),
            null => Waiting,
            RescueState.Requested or RescueState.Sent => At(Rung.Full, Rung.Half, Rung.Empty, Rung.Empty, "API, sending…"),
            RescueState.Unknown => At(Rung.Full, Rung.Half, Rung.Empty, Rung.Empty, "API, outcome unknown"),
            RescueState.Answered => At(Rung.Full, Rung.Full, Rung.Empty, Rung.Empty, "answer ready"),
            RescueState.Delivered => At(Rung.Full, Rung.Full, Rung.Half, Rung.Empty, "answer copied"),
            RescueState.Connected => At(Rung.Full, Rung.Full, CopiedOrNot(attempt), Rung.Full, "connected"),
            RescueState.Failed => Ended(attempt, "failed"),
            RescueState.Expired => Ended(attempt, "too late"),
            RescueState.Abandoned => Ended(attempt, "given up"),
            _ => Ended(attempt, "came back without us"),
        };

    private static RescueLadder Ended(RescueAttempt attempt, string words) =>
        attempt.AnsweredAt is null
            ? At(Rung.Full, Rung.Empty, Rung.Empty, Rung.Empty, words)
            : At(Rung.Full, Rung.Full, CopiedOrNot(attempt), Rung.Empty, words);

    private static Rung CopiedOrNot(RescueAttempt attempt) => attempt.DeliveredAt is null ? Rung.Empty : Rung.Half;

    // By hand there is no link to open, and nobody can see the player's picture.
    private static RescueLadder At(Rung offer, Rung accepted, Rung applied, Rung connected, string words) =>
        new([Rung.None, offer, accepted, applied, connected, Rung.None], words);
}

/// <summary>One step of the ladder.</summary>
public enum Rung
{
    /// <summary>Does not apply: drawn as a dash.</summary>
    None,
    Empty,

    /// <summary>Under way, or done without proof.</summary>
    Half,
    Full,
}
