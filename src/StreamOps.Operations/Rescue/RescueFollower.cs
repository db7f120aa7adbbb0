using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Polling;

namespace StreamOps.Operations.Rescue;

/// <summary>Follows a session after its rescue was sent: reads it often at first, then every second, until the attempt has ended.</summary>
public sealed class RescueFollower(FleetAccess fleet, RescueSteps steps, TimeProvider time)
{
    /// <summary>How long an attempt without an answer is kept after its window, for the service to say that the session ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan[] FirstWaits =
    [
        TimeSpan.FromSeconds(0.25),
        TimeSpan.FromSeconds(0.5),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2),
    ];

    internal async Task FollowAsync(RescueAttempt attempt, DateTimeOffset windowEndsAt, CancellationToken lifetime)
    {
        var denial = new SessionDenial();
        for (var reads = 0; ; reads++)
        {
            var wait = reads < FirstWaits.Length ? FirstWaits[reads] : TimeSpan.FromSeconds(1);
            await Task.Delay(wait, time, lifetime);
            if (NewestOf(attempt) is not { IsOpen: true } newest)
            {
                return;
            }

            attempt = newest;
            if (await EndOfAsync(attempt, windowEndsAt, denial, lifetime) is { } end)
            {
                await steps.RecordAsync(attempt, end.Trigger, end.Reason, lifetime);
            }
        }
    }

    private RescueAttempt? NewestOf(RescueAttempt attempt) =>
        steps.Board.Current.GetValueOrDefault(attempt.Session) is { } standing && standing.Id == attempt.Id ? standing : null;

    private async Task<(RescueTrigger Trigger, string Reason)?> EndOfAsync(
        RescueAttempt attempt,
        DateTimeOffset windowEndsAt,
        SessionDenial denial,
        CancellationToken lifetime
    )
    {
        if (attempt is { State: RescueState.Sent, IsCalling: true })
        {
            // The call is under way: its own outcome comes first.
            return null;
        }

        if (attempt.State == RescueState.Sent)
        {
            // The step to the call stands, and whoever took it is done: its commit was not confirmed while there was time. Nobody else says what came of it.
            return (RescueTrigger.NoAnswer, "The database broke off while the call was recorded: whether it went out is not known.");
        }

        try
        {
            var reply = await fleet.ReadAsync(attempt.Session, ReadPriority.OpenRescue, lifetime);
            denial.Over();
            return RescueSettlement.Of(reply.Value.Session, attempt)
                ?? AfterNewLoss(attempt, reply.Value.Session)
                ?? AfterItsTime(attempt, reply.Value.Session, windowEndsAt);
        }
        catch (GameLiftException failure) when (failure.Code == ApiErrorCode.ResourceNotFound)
        {
            return denial.Counts(steps.Now) ? (RescueTrigger.SessionEnded, GoneWords.Ended) : null;
        }
        catch (GameLiftException)
        {
            return steps.Now - attempt.RequestedAt > StreamSession.SurelyOverAfter
                ? (RescueTrigger.SessionEnded, "The session could not be read until it was over.")
                : null;
        }
    }

    private (RescueTrigger Trigger, string Reason)? AfterNewLoss(RescueAttempt attempt, StreamSession session) =>
        session.Status == StreamSessionStatus.PendingClientReconnection
        && attempt.AnsweredAt is { } answeredAt
        && fleet.Find(attempt.Session)?.Window is { Kind: WindowKind.Reach } window
        && window.Epoch != attempt.WindowEpoch
        && window.EnteredEarliest > answeredAt
            ? (RescueTrigger.Replaced, "The player was lost again.")
            : null;

    private (RescueTrigger Trigger, string Reason)? AfterItsTime(RescueAttempt attempt, StreamSession session, DateTimeOffset windowEndsAt)
    {
        var end = (windowEndsAt > attempt.Deadline ? windowEndsAt : attempt.Deadline) + Grace;
        return attempt.AnsweredAt is null && session.Status != StreamSessionStatus.Reconnecting && steps.Now > end
            ? (RescueTrigger.TimeRanOut, "No answer came in time. A new offer is needed.")
            : null;
    }
}
