using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Audit;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Links;

/// <summary>Rescue links in the store. Every step of a link's life is a commit here, with its audit entry.</summary>
public sealed class LinkLedger(OperationsStore store)
{
    /// <summary>Commits a new link in place of the session's last one, unless that still lives and is not the one to replace.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task<LinkMaking> MakeAsync(LinkOpening opening, Func<RescueLink, bool> lives) =>
        store.RaceAsync<LinkMaking>(async db =>
        {
            // Two saves in one transaction: the old link must have left the unique index before the new one enters it.
            await using var transaction = await db.Database.BeginTransactionAsync();
            var session = opening.Link.Session.Value;
            if (await db.Set<LinkRow>().SingleOrDefaultAsync(row => row.Session == session && row.IsNewest) is { } standing)
            {
                var link = standing.ToLink();
                if (lives(link))
                {
                    if (link.Id != opening.Replaces)
                    {
                        return new LinkMaking.Stands(link);
                    }

                    standing.Take(RescueLinkRules.Revoke(link, opening.Link.Operator, opening.Link.MadeAt));
                    db.Append(opening.Revoked);
                }

                standing.IsNewest = false;
                standing.CodeHash = null;
                await db.SaveChangesAsync();
            }

            var secret = LinkSecret.New();
            var code = LinkCode.New();
            var row = LinkRows.Of(opening.Link, secret.Hash, opening.HashOf(code));
            db.Set<LinkRow>().Add(row);
            db.Append(opening.Made);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return new LinkMaking.Made(row.ToLink(), secret, code);
        });

    /// <summary>Takes one step, by the rules, and commits it with its audit entry. The same link back means no step.</summary>
    /// <returns>The link after it; null when there is no such link.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task<RescueLink?> ChangeAsync(Guid linkId, Func<RescueLink, RescueLink> step, Func<RescueLink, AuditEntry?>? audit = null) =>
        store.RaceAsync(async db =>
        {
            if (await db.Set<LinkRow>().SingleOrDefaultAsync(row => row.Id == linkId) is not { } row)
            {
                return null;
            }

            var before = row.ToLink();
            var after = step(before);
            if (ReferenceEquals(before, after))
            {
                return before;
            }

            row.Take(after);
            if (audit?.Invoke(after) is { } entry)
            {
                db.Append(entry);
            }

            await db.SaveChangesAsync();
            return row.ToLink();
        });

    /// <summary>A link as it stands, and whether another browser has spent a newer one of its session.</summary>
    internal static async Task<RescueLink?> FindAsync(OperationsDb db, Expression<Func<LinkRow, bool>> isIt) =>
        await db.Set<LinkRow>().AsNoTracking().SingleOrDefaultAsync(isIt) is { } row
            ? row.ToLink() with
            {
                IsOutlived =
                    row.SpentAt != null
                    && await db.Set<LinkRow>()
                        .AnyAsync(newer =>
                            newer.Session == row.Session
                            && newer.MadeAt > row.MadeAt
                            && newer.SpentAt != null
                            && newer.PageHash != row.PageHash
                        ),
            }
            : null;

    internal Task<RescueLink?> FindAsync(Guid linkId) => FindAsync(row => row.Id == linkId);

    internal Task<RescueLink?> FindBySecretAsync(string secretHash) => FindAsync(row => row.SecretHash == secretHash);

    internal Task<RescueLink?> FindByCodeAsync(string codeHash) => FindAsync(row => row.CodeHash == codeHash);

    /// <summary>The newest link of each session that was made after a moment.</summary>
    internal Task<IReadOnlyList<RescueLink>> NewestAsync(DateTimeOffset madeAfter, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            var rows = await db.Set<LinkRow>()
                .AsNoTracking()
                .Where(row => row.IsNewest && row.MadeAt > madeAfter)
                .ToListAsync(cancellationToken);
            return (IReadOnlyList<RescueLink>)[.. rows.Select(row => row.ToLink())];
        });

    private Task<RescueLink?> FindAsync(Expression<Func<LinkRow, bool>> isIt) => store.RunAsync(db => FindAsync(db, isIt));

    /// <summary>Deletes links that were made before a moment, with what still waited in them.</summary>
    internal Task<int> DeleteMadeBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(db => db.Set<LinkRow>().Where(row => row.MadeAt < moment).ExecuteDeleteAsync(cancellationToken));
}

/// <summary>A link about to be committed.</summary>
/// <param name="Link">Its record.</param>
/// <param name="Replaces">The live link that may give way.</param>
/// <param name="HashOf">The keyed hash of a code.</param>
/// <param name="Made">The audit entry that is committed with it.</param>
/// <param name="Revoked">The audit entry for the one that gives way.</param>
internal sealed record LinkOpening(RescueLink Link, Guid? Replaces, Func<LinkCode, string> HashOf, AuditEntry Made, AuditEntry Revoked);
