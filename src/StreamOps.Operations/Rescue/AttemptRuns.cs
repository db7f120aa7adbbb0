using StreamOps.Operations.Attempts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Rescue;

/// <summary>Runs attempts in the background: first the call, then the following of the session to its end. Each once at a time, on no page's thread.</summary>
public sealed class AttemptRuns(RescueSteps steps, RescueCall call, RescueFollower follower, OfferVault vault, BackgroundWork work)
{
    /// <summary>Whether the attempt's call is under way.</summary>
    internal bool IsCalling(Guid attemptId) => work.IsRunning(new AttemptCall(attemptId));

    /// <summary>Whether this process has the attempt in hand, calling or following.</summary>
    internal bool HasInHand(Guid attemptId) => IsCalling(attemptId) || work.IsRunning(new AttemptFollowing(attemptId));

    /// <summary>Makes the call and then follows; the operator waits for the call's outcome as long as they like.</summary>
    /// <param name="attempt">The attempt, which goes up on the board before anything else is shown.</param>
    /// <param name="offer">Its offer.</param>
    /// <param name="windowEndsAt">The window's latest end.</param>
    /// <param name="shows">What else there is to show then.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing else.</param>
    internal async Task<CommandResult> RunAsync(
        RescueAttempt attempt,
        Offer offer,
        DateTimeOffset windowEndsAt,
        IReadOnlyList<Action> shows,
        CancellationToken cancellationToken
    )
    {
        var isBegun = work.TryStart(
            new AttemptCall(attempt.Id),
            lifetime =>
            {
                steps.Board.CallBegins(attempt);
                return work.ElsewhereAsync(() => CallAsync(attempt, offer, windowEndsAt, lifetime));
            },
            out var made
        );
        foreach (var show in shows)
        {
            show();
        }

        return isBegun ? await made.WaitAsync(cancellationToken) : new CommandResult.Refused(RescueRefusals.UnderWay);
    }

    /// <summary>Fetches an answer that is there, with a minute to come: also where some of the attempt's own is left, which may be too little.</summary>
    /// <param name="attempt">Unknown.</param>
    /// <param name="windowEndsAt">The window's latest end.</param>
    /// <param name="lifetime">Ends with the process.</param>
    internal async Task FetchAsync(RescueAttempt attempt, DateTimeOffset windowEndsAt, CancellationToken lifetime)
    {
        attempt = await steps.Time.KeepTryingAsync(() => steps.GiveTimeAsync(attempt, windowEndsAt), lifetime);
        if (attempt.IsOpen)
        {
            await CallAgainAsync(attempt, lifetime);
        }
    }

    /// <summary>Calls again for an attempt that stands, with its own offer and token; or ends it, where its offer cannot be read any more.</summary>
    /// <param name="attempt">Requested or Unknown.</param>
    /// <param name="lifetime">Ends with the process.</param>
    internal async Task CallAgainAsync(RescueAttempt attempt, CancellationToken lifetime)
    {
        var file = (await steps.Time.KeepTryingAsync(() => steps.Ledger.FindAsync(attempt.Id, lifetime), lifetime))!;
        if (vault.OpenOffer(file.ProtectedOffer) is { } offer)
        {
            await RunAsync(attempt, offer, file.WindowEndsAt, shows: [], lifetime);
            return;
        }

        await steps.RecordAsync(
            attempt,
            RescueTrigger.TimeRanOut,
            "The keys have changed: the stored offer cannot be read any more.",
            lifetime
        );
    }

    internal void Follow(RescueAttempt attempt, DateTimeOffset windowEndsAt) =>
        work.Begin(
            new AttemptFollowing(attempt.Id),
            lifetime =>
                work.ElsewhereAsync(async () =>
                {
                    await follower.FollowAsync(attempt, windowEndsAt, silent => FetchAsync(silent, windowEndsAt, lifetime), lifetime);
                    return true;
                })
        );

    private async Task<CommandResult> CallAsync(RescueAttempt attempt, Offer offer, DateTimeOffset windowEndsAt, CancellationToken lifetime)
    {
        try
        {
            return await call.MakeAsync(attempt, offer, lifetime);
        }
        finally
        {
            steps.Board.CallEnds(attempt);
            Follow(attempt, windowEndsAt);
        }
    }

    private sealed record AttemptCall(Guid AttemptId);

    private sealed record AttemptFollowing(Guid AttemptId);
}
