using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Rescue;

/// <summary>Follows a session after its rescue was sent: reads it often at first, then every second, until the attempt has ended.</summary>
public sealed partial class RescueFollower(
    FleetAccess fleet,
    RescueSteps steps,
    LostAnswers lost,
    TimeProvider time,
    ILogger<RescueFollower> logger
)
{
    /// <summary>How long an attempt without an answer is kept after its time, for the service to say what became of the session.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan[] FirstWaits =
    [
        TimeSpan.FromSeconds(0.25),
        TimeSpan.FromSeconds(0.5),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2),
    ];

    /// <summary>Follows until the attempt has ended.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="windowEndsAt">The window's latest end.</param>
    /// <param name="fetch">Fetches the answer of an attempt whose time is over, and whose call has worked unheard.</param>
    /// <param name="lifetime">Ends with the process.</param>
    internal async Task FollowAsync(
        RescueAttempt attempt,
        DateTimeOffset windowEndsAt,
        Func<RescueAttempt, Task> fetch,
        CancellationToken lifetime
    )
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
            try
            {
                var seen = await LookAsync(attempt, windowEndsAt, denial, lifetime);
                if (seen.End is { } end)
                {
                    await steps.RecordAsync(attempt, end.Trigger, end.Reason, lifetime);
                }
                else if (seen.IsAnswerThere)
                {
                    await fetch(attempt);
                }
            }
            catch (Exception defect) when (!lifetime.IsCancellationRequested)
            {
                // Nobody else follows it: left alone it would stand open until the next start, and hold the session.
                LookBrokeOff(attempt.Id, Defect.Of(defect));
            }
        }
    }

    private RescueAttempt? NewestOf(RescueAttempt attempt) =>
        steps.Board.Current.GetValueOrDefault(attempt.Session) is { } standing && standing.Id == attempt.Id ? standing : null;

    private async Task<Seen> LookAsync(RescueAttempt attempt, DateTimeOffset windowEndsAt, SessionDenial denial, CancellationToken lifetime)
    {
        if (attempt is { State: RescueState.Sent, IsCalling: true })
        {
            // The call is under way: its own outcome comes first.
            return default;
        }

        if (attempt.State == RescueState.Sent)
        {
            // The step to the call stands, and whoever took it is done: its commit was not confirmed while there was time. Nobody else says what came of it.
            return new Seen(
                (RescueTrigger.NoAnswer, "The database broke off while the call was recorded: whether it went out is not known.")
            );
        }

        try
        {
            var reply = await fleet.ReadAsync(attempt.Session, ReadPriority.OpenRescue, lifetime);
            denial.Over();
            return Judged(attempt, reply.Value.Session, windowEndsAt);
        }
        catch (GameLiftException failure) when (failure.Code == ApiErrorCode.ResourceNotFound)
        {
            return denial.Counts(steps.Now) ? new Seen((RescueTrigger.SessionEnded, GoneWords.Ended)) : default;
        }
        catch (GameLiftException)
        {
            return steps.Now - attempt.RequestedAt > StreamSession.SurelyOverAfter
                ? new Seen((RescueTrigger.SessionEnded, "The session could not be read until it was over."))
                : default;
        }
    }

    private Seen Judged(RescueAttempt attempt, StreamSession session, DateTimeOffset windowEndsAt)
    {
        var newest = NewestOf(attempt) ?? attempt;
        if (RescueSettlement.Of(session, newest) is { } settlement)
        {
            return new Seen(settlement);
        }

        if (newest.IsCalling || newest.Version != attempt.Version)
        {
            // Somebody has it in hand, or it went on while the session was read: the next look judges.
            return default;
        }

        return steps.Now >= attempt.Deadline && lost.MayBeFetched(attempt, session, windowEndsAt)
            ? new Seen(IsAnswerThere: true)
            : new Seen(AfterNewLoss(attempt, session) ?? AfterItsTime(attempt, session, windowEndsAt));
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
        if (attempt.AnsweredAt is not null || session.Status == StreamSessionStatus.Reconnecting)
        {
            return null;
        }

        // A page makes a new offer as soon as it may; what somebody pasted can be sent again by the same token for as long as the window runs.
        var mayTryAnew = attempt.PageHash is not null && !lost.IsMoved(session, attempt);
        var end = mayTryAnew ? attempt.Deadline : Moments.Later(windowEndsAt, attempt.Deadline);
        return steps.Now > end + Grace ? (RescueTrigger.TimeRanOut, "No answer came in time. A new offer is needed.") : null;
    }

    [LoggerMessage(1, LogLevel.Error, "A look at the session of rescue attempt {AttemptId} broke off, the next one follows: {Defect}")]
    private partial void LookBrokeOff(Guid attemptId, string defect);

    /// <summary>What one look at the session came to.</summary>
    /// <param name="End">What ends the attempt; null while nothing does.</param>
    /// <param name="IsAnswerThere">Whether its time is over and its answer waits.</param>
    private readonly record struct Seen((RescueTrigger Trigger, string Reason)? End = null, bool IsAnswerThere = false);
}
