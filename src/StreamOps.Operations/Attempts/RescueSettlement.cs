using StreamOps.Operations.Errors;

namespace StreamOps.Operations.Attempts;

/// <summary>What a fresh read of the session means for an attempt. The session's status decides, never an error code.</summary>
internal static class RescueSettlement
{
    /// <summary>The trigger that ends the attempt, with its sentence; null while the session lives without a client.</summary>
    public static (RescueTrigger Trigger, string Reason)? Of(StreamSession session, RescueAttempt attempt) =>
        session.Status.Value switch
        {
            "CONNECTED" when attempt.AnsweredAt is not null => (RescueTrigger.ClientConnected, ""),
            "CONNECTED" => (RescueTrigger.ClientConnected, "The player came back without us."),
            "TERMINATED" or "ERROR" => (
                SessionEnds.Of(session.StatusReason) == SessionEnd.NoClient ? RescueTrigger.WindowClosed : RescueTrigger.SessionEnded,
                ErrorText.ForReason(session.StatusReason).WhatHappened
            ),
            _ => null,
        };
}
