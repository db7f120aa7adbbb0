using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Claims;

/// <summary>Claims in the store. Every step is a conditional commit here, with its audit entry: the key and the version say who was first, not this process.</summary>
public sealed class ClaimLedger(OperationsStore store)
{
    /// <summary>Takes one step of the claim on an episode, by the rules. The same claim back means no step.</summary>
    /// <param name="session">Whose player.</param>
    /// <param name="epoch">The episode.</param>
    /// <param name="step">What becomes of the claim that stands, null when there is none, while the newest attempt of the episode is in a state.</param>
    /// <param name="audit">What the audit says of the claim before and after.</param>
    /// <returns>The claim after it; null when there is none.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task<Claim?> ChangeAsync(
        StreamSessionArn session,
        long epoch,
        Func<Claim?, RescueState?, Claim?> step,
        Func<Claim?, Claim, AuditEntry?> audit
    ) =>
        store.RaceAsync(async db =>
        {
            await using var transaction = await db.BeginWriteAsync();
            var before = await db.Set<Claim>().SingleOrDefaultAsync(claim => claim.Session == session && claim.WindowEpoch == epoch);
            var after = step(before, await NewestStateAsync(db, session, epoch));
            if (after is null || ReferenceEquals(before, after))
            {
                return before;
            }

            after = after with { Version = after.Version + 1 };
            // Looked at now: the row takes the new values into the same object.
            var entry = audit(before, after);
            if (before is null)
            {
                db.Set<Claim>().Add(after);
            }
            else
            {
                db.Entry(before).CurrentValues.SetValues(after);
            }

            await db.SaveAsync(entry);
            await transaction.CommitAsync();
            return after;
        });

    /// <summary>The claim on an episode; null when nobody ever held one.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    internal Task<Claim?> FindAsync(StreamSessionArn session, long epoch) => store.RunAsync(db => FindAsync(db, session, epoch));

    /// <summary>Claims that stand at a moment, or lapsed after it.</summary>
    internal Task<List<Claim>> StandingAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(db => db.Set<Claim>().AsNoTracking().Where(claim => claim.Until > moment).ToListAsync(cancellationToken));

    /// <summary>Who else than somebody has a player in hand at a moment; null when nobody has.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    internal Task<Claim?> OfAnotherAsync(StreamSessionArn session, long epoch, Person person, DateTimeOffset moment) =>
        store.RunAsync(async db => await FindAsync(db, session, epoch) is { } claim && claim.IsAnothers(person, moment) ? claim : null);

    /// <summary>Why somebody begins nothing for a player: somebody else has them in hand. Null when nobody has. Asked after what they may, which is said first.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    internal async Task<string?> WhyNotAsync(StreamSessionArn session, long epoch, Person person, DateTimeOffset moment) =>
        await OfAnotherAsync(session, epoch, person, moment) is { } claim ? ClaimWords.IsOnIt(claim.Operator) : null;

    /// <inheritdoc cref="FindAsync(StreamSessionArn, long)"/>
    internal static Task<Claim?> FindAsync(OperationsDb db, StreamSessionArn session, long epoch) =>
        db.Set<Claim>().AsNoTracking().SingleOrDefaultAsync(claim => claim.Session == session && claim.WindowEpoch == epoch);

    /// <summary>Erases offers that wait where nobody holds the claim any more.</summary>
    internal Task<int> EraseOffersAsync(DateTimeOffset lapsedBefore, CancellationToken cancellationToken) =>
        store.RunAsync(db =>
            db.Set<Claim>()
                .Where(claim => claim.Until < lapsedBefore && claim.WaitingOffer != null)
                .ExecuteUpdateAsync(
                    claims =>
                        claims
                            .SetProperty(claim => claim.WaitingOffer, (byte[]?)null)
                            // Forgotten is not declined.
                            .SetProperty(claim => claim.OfferFromName, "")
                            // A step beside it looks again: it would bring the offer back to the board.
                            .SetProperty(claim => claim.Version, claim => claim.Version + 1),
                    cancellationToken
                )
        );

    /// <summary>Deletes claims that were over before a moment.</summary>
    internal Task<int> DeleteOverBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(db => db.Set<Claim>().Where(claim => claim.Until < moment).ExecuteDeleteAsync(cancellationToken));

    private static async Task<RescueState?> NewestStateAsync(OperationsDb db, StreamSessionArn session, long epoch) =>
        await db.Set<RescueAttempt>()
            .Where(attempt => attempt.Session == session && attempt.WindowEpoch == epoch)
            .OrderByDescending(attempt => attempt.Number)
            .Select(attempt => (RescueState?)attempt.State)
            .FirstOrDefaultAsync();
}
