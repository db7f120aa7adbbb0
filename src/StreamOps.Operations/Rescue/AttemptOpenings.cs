using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Rescue;

/// <summary>
/// Makes and commits new attempts. Where the connection broke in the midst of it, PostgreSQL may have kept the row nonetheless, and as long as that is open it keeps every
/// other attempt out: so it is looked for.
/// </summary>
public sealed class AttemptOpenings(RescueSteps steps, OfferVault vault, BackgroundWork work)
{
    private const string NeverSent = "The database broke off while this was recorded. Nothing was sent.";

    /// <summary>A server that was in the midst of the commit may be done with it this much later.</summary>
    private const int Looks = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What is to be committed for a new attempt.</summary>
    internal RescueOpening Of(StreamSessionArn session, Offer offer, Person by, RescueWindow window, OfferOrigin origin)
    {
        var now = steps.Now;
        var attempt = new RescueAttempt
        {
            Id = Guid.NewGuid(),
            Session = session,
            WindowEpoch = window.Epoch,
            Number = 1,
            ClientToken = Guid.NewGuid().ToString(),
            Operator = by.Name,
            By = by,
            State = RescueState.Requested,
            RequestedAt = now,
            Deadline = Moments.Earlier(now + RescueSteps.LongestCall, window.EndsAt),
            Source = origin.Source,
            LinkId = origin.LinkId,
            PageHash = origin.PageHash,
            Purpose = origin.Purpose,
            Consent = origin.Consent,
        };
        var intent = steps.Entry(attempt, AuditSteps.Intent, by);
        return new RescueOpening(attempt, intent.At, window.EndsAt, OfferHash.Of(offer.Text), vault.Lock(offer), intent)
        {
            Kept = origin.Kept,
        };
    }

    /// <summary>Commits a new attempt, unless another one holds the session's window or the offer was sent before; where the commit broke off it is looked for.</summary>
    /// <param name="opening">The attempt to open.</param>
    /// <param name="mayReplace">Whether an open attempt of the same session may give way.</param>
    /// <exception cref="StoreUnavailableException">Nothing was found.</exception>
    internal async Task<RescueOpened> OpenAsync(RescueOpening opening, Func<RescueAttempt, bool> mayReplace)
    {
        try
        {
            // Who sent the newer one ended the older one by it.
            return await steps.Ledger.OpenAsync(opening, mayReplace, replaced => steps.EntryFor(replaced, opening.Attempt.By));
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

    /// <summary>Whether an attempt is one whose commit broke off, and that is about to be ended: it keeps nobody out for long.</summary>
    internal bool IsLookedFor(Guid attemptId) => work.IsRunning(new Opening(attemptId));

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
