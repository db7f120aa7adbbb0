namespace StreamOps.Operations.Attempts;

/// <summary>What a step makes of an attempt, as functions that touch nothing.</summary>
internal static class RescueChanges
{
    /// <summary>After what the page says, once; a picture proves the answer too.</summary>
    public static RescueAttempt Noted(this RescueAttempt attempt, PageMark mark, DateTimeOffset at)
    {
        if (RescueTransitions.Apply(attempt.State, RescueTrigger.AnswerTaken).Next is { } next)
        {
            attempt = attempt.Entered(next, new RescueChange(at));
        }
        else if (IsKeptOut(attempt))
        {
            // The browser took it after all.
            attempt = attempt with
            {
                Reason = "",
                Error = null,
            };
        }

        return attempt with
        {
            AnswerAppliedAt = attempt.AnswerAppliedAt ?? at,
            PictureAt = attempt.PictureAt ?? (mark == PageMark.PictureSeen ? at : null),
            Version = attempt.Version + 1,
        };
    }

    /// <summary>In a state, with what became known on the way.</summary>
    public static RescueAttempt Entered(this RescueAttempt attempt, RescueState state, RescueChange change)
    {
        var keepsReason = state == RescueState.Connected && IsKeptOut(attempt);
        return attempt with
        {
            State = state,
            Version = attempt.Version + 1,
            Reason = keepsReason ? attempt.Reason : change.Reason,
            Error = keepsReason ? attempt.Error : change.Error,
            RequestId = change.RequestId is { Length: > 0 } requestId ? requestId : attempt.RequestId,
            Calls = attempt.Calls + (state == RescueState.Sent ? 1 : 0),
            AnsweredAt = state == RescueState.Answered ? change.At : attempt.AnsweredAt,
            DeliveredAt = state == RescueState.Delivered ? change.At : attempt.DeliveredAt,
            EndedAt = state.IsEnd() ? change.At : attempt.EndedAt,
        };
    }

    /// <summary>Whether the page could not take the answer, as far as anybody knows: the service's word that a client is there does not change that.</summary>
    private static bool IsKeptOut(RescueAttempt attempt) => attempt.Error == ApiErrorCode.ScriptKeptOut;
}
