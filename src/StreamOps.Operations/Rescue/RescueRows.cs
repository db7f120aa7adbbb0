using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Rescue;

/// <summary>Between the row of an attempt and its record.</summary>
internal static class RescueRows
{
    public static RescueRow Of(RescueAttempt attempt, RescueOpening opening) =>
        new()
        {
            Id = attempt.Id,
            Session = attempt.Session.Value,
            WindowEpoch = attempt.WindowEpoch,
            Number = attempt.Number,
            ClientToken = attempt.ClientToken,
            Operator = attempt.Operator,
            State = attempt.State,
            RequestedAt = attempt.RequestedAt,
            Deadline = attempt.Deadline,
            WindowEndsAt = opening.WindowEndsAt,
            OfferHash = opening.OfferHash,
            ProtectedOffer = opening.ProtectedOffer,
            Source = attempt.Source,
            LinkId = attempt.LinkId,
            PageHash = attempt.PageHash,
            Purpose = attempt.Purpose,
        };

    public static RescueAttempt ToAttempt(this RescueRow row) =>
        new()
        {
            Id = row.Id,
            Session = StreamSessionArn.Parse(row.Session),
            WindowEpoch = row.WindowEpoch,
            Number = row.Number,
            ClientToken = row.ClientToken,
            Operator = row.Operator,
            State = row.State,
            Reason = row.Reason,
            Error = row.Error is { } code ? new ApiErrorCode(code) : null,
            RequestId = row.RequestId,
            Calls = row.Calls,
            RequestedAt = row.RequestedAt,
            AnsweredAt = row.AnsweredAt,
            DeliveredAt = row.DeliveredAt,
            EndedAt = row.EndedAt,
            Deadline = row.Deadline,
            Source = row.Source,
            LinkId = row.LinkId,
            PageHash = row.PageHash,
            Purpose = row.Purpose,
            AnswerAppliedAt = row.AnswerAppliedAt,
            PictureAt = row.PictureAt,
            Version = row.Version,
        };

    /// <summary>Notes what the page says, once; a picture proves the answer too.</summary>
    public static void Note(this RescueRow row, PageMark mark, DateTimeOffset at)
    {
        if (RescueTransitions.Apply(row.State, RescueTrigger.AnswerTaken).Next is { } next)
        {
            row.Enter(next, new RescueChange(at));
        }
        else if (IsKeptOut(row))
        {
            // The browser took it after all.
            (row.Reason, row.Error) = ("", null);
        }

        row.AnswerAppliedAt ??= at;
        row.PictureAt ??= mark == PageMark.PictureSeen ? at : null;
        row.Version++;
    }

    /// <summary>Puts the row into a state, with what became known on the way.</summary>
    public static void Enter(this RescueRow row, RescueState state, RescueChange change)
    {
        row.State = state;
        row.Version++;
        if (state != RescueState.Connected || !IsKeptOut(row))
        {
            (row.Reason, row.Error) = (change.Reason, change.Error?.Value);
        }

        row.RequestId = change.RequestId is { Length: > 0 } requestId ? requestId : row.RequestId;
        row.ProtectedAnswer = change.ProtectedAnswer ?? row.ProtectedAnswer;
        switch (state)
        {
            case RescueState.Sent:
                row.Calls++;
                break;
            case RescueState.Answered:
                row.AnsweredAt = change.At;
                break;
            case RescueState.Delivered:
                row.DeliveredAt = change.At;
                break;
            case var _ when state.IsEnd():
                row.EndedAt = change.At;
                break;
        }
    }

    /// <summary>Whether the page could not take the answer, as far as anybody knows: the service's word that a client is there does not change that.</summary>
    private static bool IsKeptOut(RescueRow row) => row.Error == ApiErrorCode.ScriptKeptOut.Value;
}
