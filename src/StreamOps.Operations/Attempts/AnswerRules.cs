using StreamOps.Operations.Acts;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Attempts;

/// <summary>Whose an answer is and for how long, as functions that touch nothing.</summary>
internal static class AnswerRules
{
    /// <summary>How long an answer is the business of who brought the offer, before somebody else's new offer may take over.</summary>
    internal static readonly TimeSpan TimeToUseAnswer = TimeSpan.FromSeconds(15);

    /// <summary>Whether an attempt's answer is for this page: the very one that made the offer, for as long as the answer is of use.</summary>
    internal static bool MayHandOver(RescueAttempt attempt, string pageHash) =>
        attempt.Source is OfferSource.Link or OfferSource.StandBy
        && SecretHash.AreEqual(attempt.PageHash, pageHash)
        && RescueTransitions.TakesMarks(attempt.State);

    /// <summary>Whether an attempt's answer is for this operator: nobody sees the answer to a page's offer but the page.</summary>
    internal static bool MayHandOverTo(RescueAttempt attempt, Person person) =>
        attempt.Source is OfferSource.Paste or OfferSource.Capture && attempt.IsOf(person);

    /// <summary>An answered attempt gives way to a new offer, when the read that found the session waiting came after its answer.</summary>
    internal static bool MayReplace(RescueAttempt standing, RescueAttempt next, DateTimeOffset readAt, DateTimeOffset now) =>
        standing.AnsweredAt is { } answeredAt && readAt > answeredAt && (IsSameHand(standing, next) || IsUseOver(standing, now));

    /// <summary>Whether an answer has had its time: somebody else's offer may follow it.</summary>
    internal static bool IsUseOver(RescueAttempt attempt, DateTimeOffset now) => now - attempt.AnsweredAt > TimeToUseAnswer;

    private static bool IsSameHand(RescueAttempt standing, RescueAttempt next) =>
        standing.PageHash is null && next.PageHash is null ? standing.IsOf(next.By) : SecretHash.AreEqual(standing.PageHash, next.PageHash);
}
