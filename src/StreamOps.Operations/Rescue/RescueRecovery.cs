using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Store;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Rescue;

/// <summary>At start-up takes every open attempt up where the last process left it, so that none stays without an end.</summary>
internal sealed partial class RescueRecovery(
    AttemptRuns runs,
    RescueSteps steps,
    FleetAccess fleet,
    LostAnswers lost,
    RescueChecks checks,
    TimeProvider time,
    ILogger<RescueRecovery> logger
)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>Puts up the board and starts the work on each open attempt; that work ends with the token.</summary>
    public async Task<IReadOnlyList<Task>> StartAsync(CancellationToken lifetime) =>
        Resume(await time.KeepTryingAsync(() => PutUpAsync(lifetime), lifetime), lifetime);

    /// <summary>Puts up the board.</summary>
    /// <returns>The attempts that are open.</returns>
    /// <exception cref="StoreUnavailableException">Nothing is up.</exception>
    public async Task<IReadOnlyList<RescueAttempt>> PutUpAsync(CancellationToken cancellationToken)
    {
        var attempts = await steps.Ledger.OpenOrEndedSinceAsync(steps.Now - RescueBoard.ShownAfterEnd, cancellationToken);
        foreach (var attempt in attempts)
        {
            steps.Board.Publish(attempt);
        }

        return [.. attempts.Where(attempt => attempt.IsOpen)];
    }

    /// <summary>Starts the work on attempts that are open; it ends with the token.</summary>
    public IReadOnlyList<Task> Resume(IEnumerable<RescueAttempt> open, CancellationToken lifetime) =>
        [.. open.Select(attempt => GuardAsync(attempt, lifetime))];

    private async Task GuardAsync(RescueAttempt attempt, CancellationToken lifetime)
    {
        await Task.Yield();
        try
        {
            // Where the store was away at the start people act by the time it is read: what this process has begun was left by nobody.
            while (attempt.IsOpen && !runs.HasInHand(attempt.Id) && !await TryResumeAsync(attempt, lifetime))
            {
                // Nobody else takes it up: left alone it would stand open until the next start, and hold the session.
                await Task.Delay(Retry, time, lifetime);
                attempt =
                    steps.Board.Current.GetValueOrDefault(attempt.Session) is { } standing && standing.Id == attempt.Id
                        ? standing
                        : attempt;
            }
        }
        catch (OperationCanceledException) when (lifetime.IsCancellationRequested)
        {
            // The next start takes it up.
        }
    }

    /// <summary>False where a defect, which is logged, broke it off.</summary>
    private async Task<bool> TryResumeAsync(RescueAttempt attempt, CancellationToken lifetime)
    {
        try
        {
            TakenUp(attempt.Id, attempt.State);
            await ResumeAsync(attempt, lifetime);
            return true;
        }
        catch (Exception defect) when (!lifetime.IsCancellationRequested)
        {
            ResumeFailed(attempt.Id, Defect.Of(defect));
            return false;
        }
    }

    private async Task ResumeAsync(RescueAttempt attempt, CancellationToken lifetime)
    {
        if (attempt.State == RescueState.Sent)
        {
            attempt = await steps.RecordAsync(attempt, RescueTrigger.NoAnswer, "StreamOps stopped while the call was under way.", lifetime);
        }

        var file = (await time.KeepTryingAsync(() => steps.Ledger.FindAsync(attempt.Id, lifetime), lifetime))!;
        var windowEndsAt = file.WindowEndsAt;
        if (attempt.State is RescueState.Answered or RescueState.Delivered)
        {
            runs.Follow(attempt, windowEndsAt);
            return;
        }

        var session = await ReadAsync(attempt, lifetime);
        if (runs.HasInHand(attempt.Id))
        {
            // Committed by this process, and its call had not begun when it was looked at.
            return;
        }

        if (EndBeforeCall(attempt, session, windowEndsAt) is { } end)
        {
            await steps.RecordAsync(attempt, end.Trigger, end.Reason, lifetime);
            return;
        }

        if (checks.IsReadOnly)
        {
            // A call before may have worked; what comes of it is seen, and none is made.
            runs.Follow(attempt, windowEndsAt);
        }
        else if (lost.IsThere(attempt, session!, windowEndsAt))
        {
            await runs.FetchAsync(attempt, windowEndsAt, lifetime);
        }
        else
        {
            await runs.CallAgainAsync(attempt, lifetime);
        }
    }

    /// <summary>Why the call is not made (again); null when it is.</summary>
    private (RescueTrigger Trigger, string Reason)? EndBeforeCall(
        RescueAttempt attempt,
        StreamSession? session,
        DateTimeOffset windowEndsAt
    )
    {
        if (session is null)
        {
            return (RescueTrigger.SessionEnded, GoneWords.Ended);
        }

        if (RescueSettlement.Of(session, attempt) is { } settlement)
        {
            return settlement;
        }

        // In this process the answer would have been waited for; where nothing shows that the call worked, a new offer is better.
        // Where nothing is called it is watched all the same: a page that offers anew would open a second connection beside the first.
        if (steps.Now >= attempt.Deadline && !lost.IsThere(attempt, session, windowEndsAt))
        {
            return (RescueTrigger.TimeRanOut, "StreamOps stopped in the middle, and the attempt's time is over. A new offer is needed.");
        }

        // An unknown call may be what moved the session on: its answer is fetched by the same token. One that was never made is not made late.
        var verdict = fleet.RescueVerdictOf(session, checks.IsReadOnly);
        return attempt.State == RescueState.Requested && !verdict.IsAllowed ? (RescueTrigger.TimeRanOut, verdict.Reason) : null;
    }

    private async Task<StreamSession?> ReadAsync(RescueAttempt attempt, CancellationToken lifetime)
    {
        var denial = new SessionDenial();
        while (true)
        {
            try
            {
                return (await fleet.ReadAsync(attempt.Session, ReadPriority.OpenRescue, lifetime)).Value.Session;
            }
            catch (GameLiftException failure) when (failure.Code == ApiErrorCode.ResourceNotFound && denial.Counts(steps.Now))
            {
                return null;
            }
            catch (GameLiftException)
            {
                await Task.Delay(Retry, time, lifetime);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Rescue attempt {AttemptId} is taken up from {State}.")]
    private partial void TakenUp(Guid attemptId, RescueState state);

    [LoggerMessage(2, LogLevel.Error, "Rescue attempt {AttemptId} could not be taken up, tried again: {Defect}")]
    private partial void ResumeFailed(Guid attemptId, string defect);
}
