using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Players;

/// <summary>Where a page stands, from what is known. Touches nothing.</summary>
internal static class PlayerStates
{
    /// <summary>The phase of a page that came by a link.</summary>
    /// <param name="link">The link.</param>
    /// <param name="pageHash">The page.</param>
    /// <param name="session">Its session in the newest snapshot; null before it was read.</param>
    /// <param name="newest">The session's newest attempt; null when there is none.</param>
    /// <param name="standsBy">Whether it stands by for the next loss: <see cref="RescueLinkRules.StandsBy"/>.</param>
    /// <param name="askedAt">When an operator asked it for an offer in the present episode; null when nobody asks.</param>
    /// <param name="waits">Whether its offer as a page that stands by waits for the yes of who has the player in hand.</param>
    /// <param name="now">On the <see cref="FleetClock"/>.</param>
    public static PlayerPhase OfLink(
        RescueLink link,
        string pageHash,
        LiveStreamSession? session,
        RescueAttempt? newest,
        bool standsBy,
        DateTimeOffset? askedAt,
        bool waits,
        DateTimeOffset now
    )
    {
        var life = RescueLinkRules.LifeOf(link, session, now);
        var attempt = newest?.WindowEpoch == link.WindowEpoch ? newest : null;
        var isMine = attempt?.LinkId == link.Id && SecretHash.AreEqual(attempt?.PageHash, pageHash);
        return life switch
        {
            LinkLife.Revoked => PlayerPhase.Closed,
            _ when RescueLinkRules.IsAnothers(link, pageHash) => PlayerPhase.AlreadyUsed,
            _ when isMine && !IsLostAgain(attempt!, session) && OfAttempt(attempt!, session, link.WindowEpoch, life) is { } phase => phase,
            LinkLife.Over when standsBy => OfStandBy(link.Id, pageHash, session, newest, askedAt, waits, now) switch
            {
                // Connected, and not here.
                PlayerPhase.StandingBy or PlayerPhase.Busy when session!.Window is null => PlayerPhase.Over,
                var phase => phase,
            },
            LinkLife.Over => PlayerPhase.Over,
            LinkLife.TooLate => PlayerPhase.TooLate,
            _ when link.SpentAt is null => life == LinkLife.Lapsed ? PlayerPhase.TooLate : PlayerPhase.Ready,
            _ when link.IsOfferWaiting => PlayerPhase.WaitingForSupport,
            _ when attempt is { IsOpen: true } && !isMine && !IsFruitless(attempt, session, now) => PlayerPhase.Busy,
            _ when isMine || life == LinkLife.Lapsed => PlayerPhase.TryAgain,
            _ => PlayerPhase.OfferWanted,
        };
    }

    /// <summary>The phase of a page that stands by. It stays through one loss after the other, until the session ends.</summary>
    /// <param name="linkId">The link by which it came once; null for the game's own page.</param>
    /// <param name="pageHash">The page.</param>
    /// <param name="session">Its session in the newest snapshot; null before it was read.</param>
    /// <param name="newest">The session's newest attempt; null when there is none.</param>
    /// <param name="askedAt">When an operator asked for an offer in the present episode; null when nobody asks.</param>
    /// <param name="waits">Whether its offer waits for the yes of who has the player in hand.</param>
    /// <param name="now">On the <see cref="FleetClock"/>.</param>
    public static PlayerPhase OfStandBy(
        Guid? linkId,
        string pageHash,
        LiveStreamSession? session,
        RescueAttempt? newest,
        DateTimeOffset? askedAt,
        bool waits,
        DateTimeOffset now
    )
    {
        var epoch = session?.Window?.Epoch;
        var isOfNow = newest is not null && (epoch is null || newest.WindowEpoch == epoch);
        var isMine = isOfNow && newest!.LinkId == linkId && SecretHash.AreEqual(newest.PageHash, pageHash);
        return session?.Status switch
        {
            { IsEnding: true } => PlayerPhase.TooLate,
            _ when isOfNow && IsAskedAnew(newest!, isMine, session, askedAt, now) => PlayerPhase.OfferWanted,
            _ when isMine && OfAttempt(newest!, session, newest!.WindowEpoch, LinkLife.Live) is { } phase => phase,
            _ when isOfNow && newest!.IsOpen && !isMine => PlayerPhase.Busy,
            _ when askedAt is not null => PlayerPhase.OfferWanted,
            _ => waits ? PlayerPhase.WaitingForSupport : PlayerPhase.StandingBy,
        };
    }

    /// <summary>Whether the player was connected by this answer and lost again before anybody saw it: to the fleet it is one episode.</summary>
    private static bool IsLostAgain(RescueAttempt attempt, LiveStreamSession? session) =>
        attempt.State is RescueState.Answered or RescueState.Delivered
        && session?.Status == StreamSessionStatus.PendingClientReconnection
        && session.StatusSinceEarliest > attempt.AnsweredAt;

    /// <summary>Whether an operator wants another offer after an answer: the player was lost again, or did not come in time. A rescue that is about to work is left alone.</summary>
    private static bool IsAskedAnew(
        RescueAttempt attempt,
        bool isMine,
        LiveStreamSession? session,
        DateTimeOffset? askedAt,
        DateTimeOffset now
    ) =>
        askedAt > attempt.AnsweredAt
        && (isMine && session?.Status == StreamSessionStatus.PendingClientReconnection || AnswerRules.IsUseOver(attempt, now));

    /// <summary>Whether another page may try after an answer that brought nobody back.</summary>
    private static bool IsFruitless(RescueAttempt attempt, LiveStreamSession? session, DateTimeOffset now) =>
        (session?.Status == StreamSessionStatus.PendingClientReconnection || session?.Status == StreamSessionStatus.Active)
        && AnswerRules.IsUseOver(attempt, now);

    /// <summary>What the page's own attempt says; null when it is over and something else decides.</summary>
    private static PlayerPhase? OfAttempt(RescueAttempt attempt, LiveStreamSession? session, long epoch, LinkLife life) =>
        attempt.State switch
        {
            // The player was lost again since.
            RescueState.Connected when session is { Window: { } window } && window.Epoch != epoch => null,
            RescueState.Connected when session is { Status.IsEnding: true } => null,
            RescueState.Connected => attempt.PictureAt is null ? PlayerPhase.Connected : PlayerPhase.Playing,
            RescueState.Answered or RescueState.Delivered when life == LinkLife.Lapsed => PlayerPhase.TryAgain,
            RescueState.Answered => PlayerPhase.AnswerReady,
            RescueState.Delivered => PlayerPhase.Connecting,
            RescueState.Requested or RescueState.Sent or RescueState.Unknown => PlayerPhase.Sending,
            _ => null,
        };
}
