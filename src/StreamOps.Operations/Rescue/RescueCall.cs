using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Errors;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Rescue;

/// <summary>Makes an attempt's call: the step to Sent is committed first, and every repeat carries the same token and offer.</summary>
public sealed partial class RescueCall(
    IGameLiftStreams service,
    FleetAccess fleet,
    RescueSteps steps,
    OfferVault vault,
    ProtocolScripts scripts,
    TimeProvider time,
    ILogger<RescueCall> logger
)
{
    /// <summary>One call may hang on a dead connection: it is then made again with the same token, while a player waits.</summary>
    private static readonly TimeSpan LongestOneCall = TimeSpan.FromSeconds(10);

    private const string BrokenOff = "StreamOps failed in the middle of the call.";

    private const string EarlierCall = "A call before it may have worked.";

    /// <summary>Calls until there is an answer, a refusal, nothing left to try without asking, or no time.</summary>
    /// <param name="attempt">Requested or Unknown.</param>
    /// <param name="offer">The attempt's own offer.</param>
    /// <param name="lifetime">Ends with the process: the attempt then stays as it is, to be taken up at the next start.</param>
    internal async Task<CommandResult> MakeAsync(RescueAttempt attempt, Offer offer, CancellationToken lifetime)
    {
        try
        {
            return await RepeatAsync(attempt, offer, lifetime);
        }
        catch (Exception defect) when (!lifetime.IsCancellationRequested)
        {
            BrokeOff(attempt.Id, Defect.Of(defect));
            return await BrokenOffAsync(attempt, lifetime);
        }
    }

    private async Task<CommandResult> RepeatAsync(RescueAttempt attempt, Offer offer, CancellationToken lifetime)
    {
        GameLiftException? failure = null;
        for (var tries = 1; ; tries++)
        {
            try
            {
                (attempt, failure) = await MakeOnceAsync(attempt, offer, lifetime);
            }
            catch (StoreUnavailableException unavailable)
            {
                return NotCommitted(attempt, failure, unavailable);
            }

            if (failure is null)
            {
                return attempt.State == RescueState.Answered
                    ? new CommandResult.Accepted(attempt)
                    : new CommandResult.Refused($"The attempt ended meanwhile: {attempt.Reason}");
            }

            var wait = attempt.IsOpen ? CallFailures.WaitBeforeRepeat(failure, tries) : null;
            if (wait is null || steps.Now + wait >= attempt.Deadline)
            {
                return FailedOf(attempt, failure);
            }

            await Task.Delay(wait.Value, time, lifetime);
            // Read last: meanwhile the call may have worked after all, or the player came back alone.
            if (await ReconcileAsync(attempt, lifetime) is { IsOpen: false } settled)
            {
                return FailedOf(settled, failure);
            }

            if (steps.Now >= attempt.Deadline)
            {
                // The read took what was left: what the last call came to is still what there is to say.
                return FailedOf(attempt, failure);
            }
        }
    }

    private static CommandResult.Failed FailedOf(RescueAttempt attempt, GameLiftException failure) =>
        new(attempt.Reason, failure.Code, failure.RequestId, attempt.State == RescueState.Unknown, attempt);

    /// <summary>A defect of ours: where the call may have gone out, its outcome is unknown, and the operator may send it again.</summary>
    private async Task<CommandResult> BrokenOffAsync(RescueAttempt attempt, CancellationToken lifetime)
    {
        var change = new RescueChange(steps.Now) { Reason = $"{BrokenOff} It may have worked. Try again, same token." };
        var step = await steps.RecordAsync(attempt, RescueTrigger.NoAnswer, change, lifetime);
        attempt = step.Attempt;
        if (attempt.State == RescueState.Answered)
        {
            return new CommandResult.Accepted(attempt);
        }

        if (!step.IsTaken && attempt.IsOpen)
        {
            attempt = attempt with { Reason = $"{BrokenOff} {SentSoFar(attempt)} Try again." };
            steps.Board.Explain(attempt);
        }

        return new CommandResult.Failed(attempt.Reason, ApiErrorCode.BrokenOff, "", attempt.State == RescueState.Unknown, attempt);
    }

    /// <summary>Without the step to Sent no call is made. What the calls before it came to still counts.</summary>
    private CommandResult NotCommitted(RescueAttempt attempt, GameLiftException? before, StoreUnavailableException unavailable)
    {
        var reason = $"{attempt.Reason} {unavailable.Message} {SentSoFar(attempt)}".TrimStart();
        attempt = attempt with { Reason = reason };
        steps.Board.Explain(attempt);
        return before is null ? new CommandResult.Refused(reason) : FailedOf(attempt, before);
    }

    private static string SentSoFar(RescueAttempt attempt) => attempt.Calls == 0 ? "Nothing was sent." : "Nothing more was sent.";

    /// <summary>One call, and its outcome committed.</summary>
    /// <exception cref="StoreUnavailableException">The step to Sent could not be committed in time, so no call was made.</exception>
    private async Task<(RescueAttempt Attempt, GameLiftException? Failure)> MakeOnceAsync(
        RescueAttempt attempt,
        Offer offer,
        CancellationToken lifetime
    )
    {
        // By a call before this one: of a session that it moved no other token fetches the answer.
        var mayHaveWorked = attempt.State == RescueState.Unknown;
        var left = attempt.Deadline - steps.Now;
        using var deadline = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, lifetime);
        try
        {
            if (!await fleet.TakeCallInTimeAsync(ApiOperations.CreateStreamSessionConnection, left, either.Token))
            {
                var crowd = new GameLiftException(
                    ApiErrorCode.TimedOut,
                    ApiOperations.CreateStreamSessionConnection,
                    "No turn would come in time."
                );
                return (await TooManyAsync(attempt, lifetime), crowd);
            }

            var sent = await steps.TakeCallStartsAsync(attempt, either.Token);
            attempt = sent.Attempt;
            if (!sent.IsTaken)
            {
                return (attempt, null);
            }

            using var patience = new CancellationTokenSource(LongestOneCall, time);
            using var one = CancellationTokenSource.CreateLinkedTokenSource(either.Token, patience.Token);
            var call = service.CreateStreamSessionConnectionAsync(attempt.Session, offer, attempt.ClientToken, one.Token);
            var reply = await fleet.CallAsync(ApiOperations.CreateStreamSessionConnection, call, one.Token);
            return (await AnsweredAsync(attempt, reply, lifetime), null);
        }
        catch (OperationCanceledException) when (!lifetime.IsCancellationRequested)
        {
            var late = new GameLiftException(ApiErrorCode.TimedOut, ApiOperations.CreateStreamSessionConnection, "No answer came in time.");
            return (await LateAsync(attempt, late, lifetime), late);
        }
        catch (GameLiftException failure)
        {
            return (await FailedAsync(attempt, failure, mayHaveWorked, lifetime), failure);
        }
    }

    private async Task<RescueAttempt> AnsweredAsync(RescueAttempt attempt, ServiceReply<Answer> reply, CancellationToken lifetime)
    {
        var change = new RescueChange(steps.Now) { RequestId = reply.RequestId, ProtectedAnswer = vault.Lock(reply.Value) };
        if (scripts.KeptOut(reply.Value, attempt.Source) is { } origin)
        {
            // Said, and no more: the browser has the last word, and what it takes nevertheless is no failure.
            ScriptKeptOut(attempt.Id, scripts.Setting, origin);
            change = change with { Reason = scripts.Words(origin), Error = ApiErrorCode.ScriptKeptOut };
        }

        return (await steps.RecordAsync(attempt, RescueTrigger.AnswerArrived, change, lifetime)).Attempt;
    }

    /// <summary>Others whose time is shorter go first, and its own would be over: said at once, for who knows it can act. Nothing was sent.</summary>
    private async Task<RescueAttempt> TooManyAsync(RescueAttempt attempt, CancellationToken lifetime)
    {
        var change = new RescueChange(steps.Now)
        {
            Reason =
                $"More players wait than calls may be made in the time that is left. {SentSoFar(attempt)} "
                + (attempt.State == RescueState.Unknown ? EarlierCall : "A new offer is needed."),
            Error = ApiErrorCode.TimedOut,
        };
        if (attempt.Calls == 0)
        {
            return (await steps.RecordAsync(attempt, RescueTrigger.TimeRanOut, change, lifetime)).Attempt;
        }

        // A call was made before: what came of it, reading the session may still tell.
        attempt = attempt with
        {
            Reason = change.Reason,
        };
        steps.Board.Explain(attempt);
        return attempt;
    }

    /// <summary>Where the time passed while waiting for the budget, nothing was sent and nothing has to be recorded.</summary>
    private async Task<RescueAttempt> LateAsync(RescueAttempt attempt, GameLiftException late, CancellationToken lifetime)
    {
        if (attempt.State == RescueState.Sent)
        {
            return await FailedAsync(attempt, late, mayHaveWorked: true, lifetime);
        }

        attempt = attempt with { Reason = $"The share of calls was used up until the time was over. {SentSoFar(attempt)}" };
        steps.Board.Explain(attempt);
        return attempt;
    }

    private async Task<RescueAttempt> FailedAsync(
        RescueAttempt attempt,
        GameLiftException failure,
        bool mayHaveWorked,
        CancellationToken lifetime
    )
    {
        var kind = CallFailures.KindOf(failure);
        var words = ErrorText.ForCode(failure.Code, ApiOperations.CreateStreamSessionConnection);
        var (trigger, reason) = kind switch
        {
            // What is true of this call is not of the attempt: who reads that nothing was sent makes a new offer.
            CallFailure.Postponed when mayHaveWorked => (RescueTrigger.NoAnswer, $"{words.Sentence} {EarlierCall}"),
            CallFailure.Postponed => (RescueTrigger.CallPostponed, words.Sentence),
            CallFailure.Unknown => (RescueTrigger.NoAnswer, words.Sentence),
            _ => await AfterRefusalAsync(attempt, words, lifetime),
        };
        var change = new RescueChange(steps.Now)
        {
            Reason = reason,
            Error = failure.Code,
            RequestId = failure.RequestId,
        };
        return (await steps.RecordAsync(attempt, trigger, change, lifetime)).Attempt;
    }

    /// <summary>After a refusal the session is read again, and its status speaks first: what an error code means here is not documented.</summary>
    private async Task<(RescueTrigger Trigger, string Reason)> AfterRefusalAsync(
        RescueAttempt attempt,
        ErrorWords words,
        CancellationToken lifetime
    )
    {
        if (await TryReadAsync(attempt, lifetime) is not { } session)
        {
            return (RescueTrigger.CallRejected, words.Sentence);
        }

        if (RescueSettlement.Of(session, attempt) is { } settlement)
        {
            return settlement;
        }

        var verdict = fleet.RescueVerdictOf(session);
        return verdict.IsAllowed
            ? (RescueTrigger.CallRejected, $"The session still waits. {words.WhatHappened} A new offer is needed.")
            : (RescueTrigger.CallRejected, $"{verdict.Reason} {words.WhatHappened}");
    }

    /// <summary>Reads the session and ends the attempt when that settles it.</summary>
    internal async Task<RescueAttempt> ReconcileAsync(RescueAttempt attempt, CancellationToken lifetime) =>
        await TryReadAsync(attempt, lifetime) is { } session && RescueSettlement.Of(session, attempt) is { } settlement
            ? await steps.RecordAsync(attempt, settlement.Trigger, settlement.Reason, lifetime)
            : attempt;

    private async Task<StreamSession?> TryReadAsync(RescueAttempt attempt, CancellationToken lifetime)
    {
        try
        {
            return (await fleet.ReadAsync(attempt.Session, ReadPriority.OpenRescue, lifetime)).Value.Session;
        }
        catch (GameLiftException)
        {
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The call of rescue attempt {AttemptId} broke off: {Defect}")]
    private partial void BrokeOff(Guid attemptId, string defect);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "The answer to rescue attempt {AttemptId} is of no use to its page: {Setting} does not name {Origin}, from where the Web SDK loads its protocol script."
    )]
    private partial void ScriptKeptOut(Guid attemptId, string setting, string origin);
}
