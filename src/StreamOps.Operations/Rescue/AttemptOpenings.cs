using StreamOps.Operations.Background;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Rescue;

/// <summary>
/// Commits new attempts. Where the connection broke in the midst of it, PostgreSQL may have kept the row nonetheless, and as long as that is open it keeps every
/// other attempt out: so it is looked for.
/// </summary>
internal sealed class AttemptOpenings(RescueSteps steps, BackgroundWork work)
{
    private const string NeverSent = "The database broke off while this was recorded. Nothing was sent.";

    /// <summary>A server that was in the midst of the commit may be done with it this much later.</summary>
    private const int Looks = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc cref="RescueLedger.OpenAsync"/>
    public async Task<RescueOpened> OpenAsync(RescueOpening opening, Func<RescueAttempt, bool> mayReplace)
    {
        try
        {
            return await steps.Ledger.OpenAsync(opening, mayReplace);
        }
        catch (StoreUnavailableException)
        {
            if (await FindAsync(opening.Attempt.Id) is { } stands)
            {
                return new RescueOpened(stands);
            }

            throw;
        }
    }

    /// <summary>The attempt when it stands. Otherwise it is looked for again in the background, and one that turns up is ended.</summary>
    private async Task<RescueAttempt?> FindAsync(Guid attemptId)
    {
        try
        {
            if (await steps.Ledger.FindAsync(attemptId) is { } file)
            {
                return file.Attempt;
            }
        }
        catch (StoreUnavailableException)
        {
            // Asked again below, until it can be told.
        }

        work.Begin(new Opening(attemptId), lifetime => EndAsync(attemptId, lifetime));
        return null;
    }

    private async Task EndAsync(Guid attemptId, CancellationToken lifetime)
    {
        for (var looks = 0; looks < Looks; looks++)
        {
            await Task.Delay(Pause, steps.Time, lifetime);
            if (
                await steps.Time.KeepTryingAsync(() => steps.Ledger.FindAsync(attemptId, lifetime), lifetime) is
                { Attempt: { IsOpen: true } attempt }
            )
            {
                await steps.RecordAsync(attempt, RescueTrigger.TimeRanOut, NeverSent, lifetime);
                return;
            }
        }
    }

    private sealed record Opening(Guid AttemptId);
}
