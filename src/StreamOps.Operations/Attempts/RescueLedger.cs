using System.Linq.Expressions;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Attempts;

/// <summary>Attempts in the store. Each step of an attempt's life is one commit, together with its audit entry where the step has one.</summary>
public sealed class RescueLedger(OperationsStore store, IEnumerable<IOfferGate> gates)
{
    /// <summary>Commits a new attempt, unless another one holds the session's window or the offer was sent before.</summary>
    /// <param name="opening">The attempt to open; its number is given here.</param>
    /// <param name="mayReplace">Whether an open attempt of the same session may give way.</param>
    /// <param name="audit">What the audit says of one that did.</param>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task<RescueOpened> OpenAsync(
        RescueOpening opening,
        Func<RescueAttempt, bool> mayReplace,
        Func<RescueAttempt, AuditEntry?> audit
    ) => store.RaceAsync(db => OpenAsync(db, opening, mayReplace, audit));

    /// <summary>Takes one step, by the rules, and commits it with an audit entry.</summary>
    /// <returns>The attempt after the step; with a refusal when the rules do not allow it, and then nothing was written.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task<RescueStep> MoveAsync(
        Guid attemptId,
        RescueTrigger trigger,
        RescueChange change,
        Func<RescueAttempt, AuditEntry?> audit
    ) => store.RaceAsync(db => MoveAsync(db, attemptId, trigger, change, audit));

    /// <summary>Gives an attempt that is open more time, for the same call with the same token.</summary>
    internal Task<RescueAttempt> ExtendAsync(Guid attemptId, DateTimeOffset deadline) =>
        ChangeAsync(attemptId, attempt => attempt.IsOpen ? attempt with { Deadline = deadline, Version = attempt.Version + 1 } : attempt);

    /// <summary>Notes what the page says of an attempt; nothing where its state does not allow it.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task<RescueAttempt> MarkAsync(Guid attemptId, PageMark mark, DateTimeOffset at) =>
        ChangeAsync(attemptId, attempt => RescueTransitions.TakesMarks(attempt.State) ? attempt.Noted(mark, at) : attempt);

    /// <summary>The newest attempt of a session; null when there is none.</summary>
    internal async Task<RescueAttempt?> NewestAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        (await FileOfAsync(attempt => attempt.Session == session, cancellationToken))?.Attempt;

    /// <summary>The newest attempt whose offer a page made for a session, with its secrets; null when there is none.</summary>
    internal Task<RescueFile?> NewestOfPageAsync(StreamSessionArn session, string pageHash, CancellationToken cancellationToken) =>
        FileOfAsync(attempt => attempt.Session == session && attempt.PageHash == pageHash, cancellationToken);

    /// <summary>An attempt with its secrets; null when there is none.</summary>
    internal Task<RescueFile?> FindAsync(Guid attemptId, CancellationToken cancellationToken = default) =>
        FileOfAsync(attempt => attempt.Id == attemptId, cancellationToken);

    /// <summary>Every open attempt, and those that ended after a moment, oldest first.</summary>
    internal Task<List<RescueAttempt>> OpenOrEndedSinceAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(db =>
            db.Set<RescueAttempt>()
                .AsNoTracking()
                .Where(attempt => attempt.EndedAt == null || attempt.EndedAt > moment)
                .OrderBy(attempt => attempt.RequestedAt)
                .ToListAsync(cancellationToken)
        );

    /// <summary>How long the newest recovered rescues took, each from its episode's first attempt to <c>CONNECTED</c>.</summary>
    internal Task<IReadOnlyList<TimeSpan>> RescueTimesAsync(int most, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            var rescues = await db.Set<RescueAttempt>()
                .AsNoTracking()
                .Where(row => row.State == RescueState.Connected && row.EndedAt != null)
                .OrderByDescending(row => row.EndedAt)
                .Take(most)
                .Select(row => new
                {
                    row.EndedAt,
                    FirstContact = db.Set<RescueAttempt>()
                        .Where(other => other.Session == row.Session && other.WindowEpoch == row.WindowEpoch)
                        .Min(other => other.RequestedAt),
                })
                .ToListAsync(cancellationToken);
            return (IReadOnlyList<TimeSpan>)[.. rescues.Select(rescue => rescue.EndedAt!.Value - rescue.FirstContact)];
        });

    /// <summary>Erases offers and answers of attempts that ended before a moment.</summary>
    /// <returns>How many were erased.</returns>
    internal Task<int> EraseSecretsAsync(DateTimeOffset endedBefore, CancellationToken cancellationToken) =>
        store.RunAsync(db =>
            db.Set<RescueAttempt>()
                .Where(attempt =>
                    attempt.EndedAt < endedBefore
                    && (
                        EF.Property<byte[]?>(attempt, RescueConfiguration.ProtectedOffer) != null
                        || EF.Property<byte[]?>(attempt, RescueConfiguration.ProtectedAnswer) != null
                    )
                )
                .ExecuteUpdateAsync(
                    attempts =>
                        attempts
                            .SetProperty(attempt => EF.Property<byte[]?>(attempt, RescueConfiguration.ProtectedOffer), (byte[]?)null)
                            .SetProperty(attempt => EF.Property<byte[]?>(attempt, RescueConfiguration.ProtectedAnswer), (byte[]?)null),
                    cancellationToken
                )
        );

    /// <summary>Whether somebody may give up an attempt, by who has its player in hand.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    internal Task<ActionVerdict> GiveUpVerdictAsync(RescueAttempt attempt, Person person, DateTimeOffset now) =>
        store.RunAsync(async db =>
        {
            foreach (var gate in gates)
            {
                if (await gate.GiveUpVerdictAsync(db, attempt, person, now) is { IsAllowed: false } no)
                {
                    return no;
                }
            }

            return ActionVerdict.Allowed;
        });

    private Task<RescueFile?> FileOfAsync(Expression<Func<RescueAttempt, bool>> fits, CancellationToken cancellationToken) =>
        store.RunAsync(db =>
            db.Set<RescueAttempt>()
                .AsNoTracking()
                .Where(fits)
                .OrderByDescending(attempt => attempt.RequestedAt)
                .Select(attempt => new RescueFile(
                    attempt,
                    EF.Property<DateTimeOffset>(attempt, RescueConfiguration.WindowEndsAt),
                    EF.Property<byte[]?>(attempt, RescueConfiguration.ProtectedOffer),
                    EF.Property<byte[]?>(attempt, RescueConfiguration.ProtectedAnswer)
                ))
                .FirstOrDefaultAsync(cancellationToken)
        );

    private Task<RescueAttempt> ChangeAsync(Guid attemptId, Func<RescueAttempt, RescueAttempt> change) =>
        store.RaceAsync(async db =>
        {
            var standing = await db.Set<RescueAttempt>().SingleAsync(attempt => attempt.Id == attemptId);
            var changed = change(standing);
            db.Entry(standing).CurrentValues.SetValues(changed);
            await db.SaveChangesAsync();
            return changed;
        });

    private async Task<RescueOpened> OpenAsync(
        OperationsDb db,
        RescueOpening opening,
        Func<RescueAttempt, bool> mayReplace,
        Func<RescueAttempt, AuditEntry?> audit
    )
    {
        // Two saves in one transaction: the old attempt must have left the unique index before the new one enters it.
        await using var transaction = await db.BeginWriteAsync();
        var attempts = db.Set<RescueAttempt>();
        var (session, epoch) = (opening.Attempt.Session, opening.Attempt.WindowEpoch);
        foreach (var gate in gates)
        {
            if (await gate.BarOfAsync(db, opening.Attempt, opening.Kept) is { } bar)
            {
                return new RescueOpened(null, Bar: bar);
            }
        }

        var replaced = new List<RescueAttempt>();
        foreach (var standing in await attempts.Where(attempt => attempt.Session == session && attempt.EndedAt == null).ToListAsync())
        {
            if (!mayReplace(standing) || RescueTransitions.Apply(standing.State, RescueTrigger.Replaced).Next is not { } next)
            {
                return new RescueOpened(null, HeldBy: standing);
            }

            var change = new RescueChange(opening.Attempt.RequestedAt) { Reason = "A newer attempt took its place." };
            replaced.Add(standing.Entered(next, change));
            db.Entry(standing).CurrentValues.SetValues(replaced[^1]);
        }

        if (await db.TakeOfferAsync(opening.OfferHash, opening.Attempt.Session, opening.At) is { } sentOn)
        {
            return new RescueOpened(null, OfferUsedOn: sentOn);
        }

        await db.SaveChangesAsync();
        foreach (var ended in replaced)
        {
            await db.SaveAsync(audit(ended));
        }

        var earlier = await attempts.CountAsync(attempt => attempt.Session == session && attempt.WindowEpoch == epoch);
        var opened = opening.Attempt with { Number = earlier + 1 };
        var entry = attempts.Add(opened);
        entry.Property(RescueConfiguration.WindowEndsAt).CurrentValue = opening.WindowEndsAt;
        entry.Property(RescueConfiguration.OfferHash).CurrentValue = opening.OfferHash;
        entry.Property(RescueConfiguration.ProtectedOffer).CurrentValue = opening.ProtectedOffer;
        var shows = await TakeOutAsync(db, opened, opening.Kept);
        await db.SaveAsync(opening.Intent);
        await transaction.CommitAsync();
        return new RescueOpened(opened) { Shows = shows };
    }

    /// <summary>Takes the offer out from where it waited.</summary>
    private async Task<List<Action>> TakeOutAsync(OperationsDb db, RescueAttempt attempt, byte[]? kept)
    {
        var shows = new List<Action>();
        foreach (var gate in kept is null ? [] : gates)
        {
            if (await gate.OpenedAsync(db, attempt, kept!) is { } show)
            {
                shows.Add(show);
            }
        }

        return shows;
    }

    private static async Task<RescueStep> MoveAsync(
        OperationsDb db,
        Guid attemptId,
        RescueTrigger trigger,
        RescueChange change,
        Func<RescueAttempt, AuditEntry?> audit
    )
    {
        var standing = await db.Set<RescueAttempt>().SingleAsync(attempt => attempt.Id == attemptId);
        var transition = RescueTransitions.Apply(standing.State, trigger);
        if (transition.Next is not { } next)
        {
            return new RescueStep(standing, transition.Refusal);
        }

        var attempt = standing.Entered(next, change);
        var row = db.Entry(standing);
        row.CurrentValues.SetValues(attempt);
        if (change.ProtectedAnswer is { } answer)
        {
            row.Property(RescueConfiguration.ProtectedAnswer).CurrentValue = answer;
        }

        if (
            next.IsEnd()
            && attempt.Calls == 0
            && await db.OfferUseAsync((string)row.Property(RescueConfiguration.OfferHash).CurrentValue!) is { } use
        )
        {
            // It never left: the same offer may be sent by another attempt, on whichever session.
            use.SentAt = null;
        }

        await db.SaveAsync(audit(attempt));
        return new RescueStep(attempt, "");
    }
}
