using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Audit;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Rescue;

/// <summary>Attempts in the store. Every step of an attempt's life is a commit here, with its audit entry.</summary>
public sealed class RescueLedger(OperationsStore store, IOfferGate gate)
{
    /// <summary>Commits a new attempt, unless another one holds the session's window or the offer was sent before.</summary>
    /// <param name="opening">The attempt to open; its number is given here.</param>
    /// <param name="mayReplace">Whether an open attempt of the same session may give way.</param>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task<RescueOpened> OpenAsync(RescueOpening opening, Func<RescueAttempt, bool> mayReplace) =>
        store.RaceAsync(db => OpenAsync(db, opening, mayReplace));

    /// <summary>Takes one step, by the rules, and commits it with an audit entry.</summary>
    /// <returns>The attempt after the step; with a refusal when the rules do not allow it, and then nothing was written.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task<RescueStep> MoveAsync(
        Guid attemptId,
        RescueTrigger trigger,
        RescueChange change,
        Func<RescueAttempt, AuditEntry?> audit
    ) => store.RaceAsync(db => MoveAsync(db, attemptId, trigger, change, audit));

    /// <summary>Gives an attempt more time, for the same call with the same token.</summary>
    internal Task<RescueAttempt> ExtendAsync(Guid attemptId, DateTimeOffset deadline) =>
        store.RaceAsync(async db =>
        {
            var row = await db.Set<RescueRow>().SingleAsync(rescue => rescue.Id == attemptId);
            row.Deadline = deadline;
            row.Version++;
            await db.SaveChangesAsync();
            return row.ToAttempt();
        });

    /// <summary>Notes what the page says of an attempt; nothing where its state does not allow it.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task<RescueAttempt> MarkAsync(Guid attemptId, PageMark mark, DateTimeOffset at) =>
        store.RaceAsync(async db =>
        {
            var row = await db.Set<RescueRow>().SingleAsync(rescue => rescue.Id == attemptId);
            if (RescueTransitions.TakesMarks(row.State))
            {
                row.Note(mark, at);
                await db.SaveChangesAsync();
            }

            return row.ToAttempt();
        });

    /// <summary>The newest attempt of a session; null when there is none.</summary>
    internal async Task<RescueAttempt?> NewestAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        (await FileOfAsync(row => row.Session == session.Value, cancellationToken))?.Attempt;

    /// <summary>The newest attempt whose offer a page made for a session, with its secrets; null when there is none.</summary>
    internal Task<RescueFile?> NewestOfPageAsync(StreamSessionArn session, string pageHash, CancellationToken cancellationToken) =>
        FileOfAsync(row => row.Session == session.Value && row.PageHash == pageHash, cancellationToken);

    /// <summary>An attempt with its secrets; null when there is none.</summary>
    internal Task<RescueFile?> FindAsync(Guid attemptId, CancellationToken cancellationToken = default) =>
        FileOfAsync(row => row.Id == attemptId, cancellationToken);

    /// <summary>Every open attempt, and those that ended after a moment, oldest first.</summary>
    internal Task<IReadOnlyList<RescueAttempt>> OpenOrEndedSinceAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            var rows = await db.Set<RescueRow>()
                .AsNoTracking()
                .Where(row => row.EndedAt == null || row.EndedAt > moment)
                .OrderBy(row => row.RequestedAt)
                .ToListAsync(cancellationToken);
            return (IReadOnlyList<RescueAttempt>)[.. rows.Select(row => row.ToAttempt())];
        });

    /// <summary>How long the newest recovered rescues took, each from its episode's first attempt to <c>CONNECTED</c>.</summary>
    internal Task<IReadOnlyList<TimeSpan>> RescueTimesAsync(int most, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            var rescues = await db.Set<RescueRow>()
                .AsNoTracking()
                .Where(row => row.State == RescueState.Connected && row.EndedAt != null)
                .OrderByDescending(row => row.EndedAt)
                .Take(most)
                .Select(row => new
                {
                    row.EndedAt,
                    FirstContact = db.Set<RescueRow>()
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
            db.Set<RescueRow>()
                .Where(row => row.EndedAt < endedBefore && (row.ProtectedOffer != null || row.ProtectedAnswer != null))
                .ExecuteUpdateAsync(
                    rows =>
                        rows.SetProperty(row => row.ProtectedOffer, (byte[]?)null).SetProperty(row => row.ProtectedAnswer, (byte[]?)null),
                    cancellationToken
                )
        );

    /// <summary>The newest attempt of those that fit.</summary>
    private Task<RescueFile?> FileOfAsync(Expression<Func<RescueRow, bool>> fits, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
            await db.Set<RescueRow>()
                .AsNoTracking()
                .Where(fits)
                .OrderByDescending(row => row.RequestedAt)
                .FirstOrDefaultAsync(cancellationToken)
                is { } row
                ? new RescueFile(row.ToAttempt(), row.WindowEndsAt, row.ProtectedOffer, row.ProtectedAnswer)
                : null
        );

    private async Task<RescueOpened> OpenAsync(OperationsDb db, RescueOpening opening, Func<RescueAttempt, bool> mayReplace)
    {
        // Two saves in one transaction: the old attempt must have left the unique index before the new one enters it.
        await using var transaction = await db.Database.BeginTransactionAsync();
        var session = opening.Attempt.Session.Value;
        if (!await gate.IsOpenAsync(db, opening.Attempt))
        {
            return new RescueOpened(null, IsLinkClosed: true);
        }

        var replaced = new List<RescueAttempt>();
        foreach (var row in await db.Set<RescueRow>().Where(row => row.Session == session && row.EndedAt == null).ToListAsync())
        {
            if (!mayReplace(row.ToAttempt()) || RescueTransitions.Apply(row.State, RescueTrigger.Replaced).Next is not { } next)
            {
                return new RescueOpened(null, HeldBy: row.ToAttempt());
            }

            row.Enter(next, new RescueChange(opening.Attempt.RequestedAt) { Reason = "A newer attempt took its place." });
            replaced.Add(row.ToAttempt());
        }

        if (await db.TakeOfferAsync(opening.OfferHash, opening.Attempt.Session, opening.At) is { } sentOn)
        {
            return new RescueOpened(null, OfferUsedOn: sentOn);
        }

        await db.SaveChangesAsync();

        var earlier = await db.Set<RescueRow>().CountAsync(row => row.Session == session && row.WindowEpoch == opening.Attempt.WindowEpoch);
        var attempt = opening.Attempt with { Number = earlier + 1 };
        db.Set<RescueRow>().Add(RescueRows.Of(attempt, opening));
        db.Append(opening.Intent);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new RescueOpened(attempt) { Replaced = replaced };
    }

    private static async Task<RescueStep> MoveAsync(
        OperationsDb db,
        Guid attemptId,
        RescueTrigger trigger,
        RescueChange change,
        Func<RescueAttempt, AuditEntry?> audit
    )
    {
        var row = await db.Set<RescueRow>().SingleAsync(rescue => rescue.Id == attemptId);
        var transition = RescueTransitions.Apply(row.State, trigger);
        if (transition.Next is not { } next)
        {
            return new RescueStep(row.ToAttempt(), transition.Refusal);
        }

        row.Enter(next, change);
        if (next.IsEnd() && row.Calls == 0 && await db.OfferUseAsync(row.OfferHash) is { } use)
        {
            // It never left: the same offer may be sent by another attempt, on whichever session.
            use.SentAt = null;
        }

        var attempt = row.ToAttempt();
        if (audit(attempt) is { } entry)
        {
            db.Append(entry);
        }

        await db.SaveChangesAsync();
        return new RescueStep(attempt, "");
    }
}
