using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using StreamOps.Operations.Audit;
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
            await using var transaction = await db.BeginWriteAsync();
            var links = db.Set<RescueLink>();
            var session = opening.Link.Session;
            if (
                await links.SingleOrDefaultAsync(link => link.Session == session && EF.Property<bool>(link, LinkConfiguration.IsNewest)) is
                { } link
            )
            {
                var standing = db.Entry(link);
                var revoked = lives(link);
                if (revoked)
                {
                    if (link.Id != opening.Replaces)
                    {
                        return new LinkMaking.Stands(link);
                    }

                    Take(standing, RescueLinkRules.Revoke(link, opening.Link.Operator, opening.Link.MadeAt));
                }

                standing.Property(LinkConfiguration.IsNewest).CurrentValue = false;
                standing.Property(LinkConfiguration.CodeHash).CurrentValue = null;
                await db.SaveAsync(revoked ? opening.Revoked : null);
            }

            var secret = LinkSecret.New();
            var code = LinkCode.New();
            var made = links.Add(opening.Link);
            made.Property(LinkConfiguration.SecretHash).CurrentValue = secret.Hash;
            made.Property(LinkConfiguration.CodeHash).CurrentValue = opening.HashOf(code);
            made.Property(LinkConfiguration.IsNewest).CurrentValue = true;
            await db.SaveAsync(opening.Made);
            await transaction.CommitAsync();
            return new LinkMaking.Made(opening.Link, secret, code);
        });

    /// <summary>Takes one step, by the rules, and commits it with its audit entry. The same link back means no step.</summary>
    /// <returns>The link after it; null when there is no such link.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    internal Task<RescueLink?> ChangeAsync(Guid linkId, Func<RescueLink, RescueLink> step, Func<RescueLink, AuditEntry?>? audit = null) =>
        store.RaceAsync(async db =>
        {
            if (await db.Set<RescueLink>().SingleOrDefaultAsync(link => link.Id == linkId) is not { } before)
            {
                return null;
            }

            var after = step(before);
            if (ReferenceEquals(before, after))
            {
                return before;
            }

            after = Take(db.Entry(before), after);
            await db.SaveAsync(audit?.Invoke(after));
            return after;
        });

    /// <summary>A link as it stands, and whether another browser has spent a newer one of its session.</summary>
    internal static async Task<RescueLink?> FindAsync(OperationsDb db, Expression<Func<RescueLink, bool>> isIt) =>
        await db.Set<RescueLink>().AsNoTracking().SingleOrDefaultAsync(isIt) is { } link
            ? link with
            {
                IsOutlived =
                    link.SpentAt != null
                    && await db.Set<RescueLink>()
                        .AnyAsync(newer =>
                            newer.Session == link.Session
                            && newer.MadeAt > link.MadeAt
                            && newer.SpentAt != null
                            && newer.PageHash != link.PageHash
                        ),
            }
            : null;

    internal Task<RescueLink?> FindAsync(Guid linkId) => FindAsync(link => link.Id == linkId);

    internal Task<RescueLink?> FindBySecretAsync(string secretHash) =>
        FindAsync(link => EF.Property<string>(link, LinkConfiguration.SecretHash) == secretHash);

    internal Task<RescueLink?> FindByCodeAsync(string codeHash) =>
        FindAsync(link => EF.Property<string?>(link, LinkConfiguration.CodeHash) == codeHash);

    /// <summary>The newest link of each session that was made after a moment.</summary>
    internal Task<List<RescueLink>> NewestAsync(DateTimeOffset madeAfter, CancellationToken cancellationToken) =>
        store.RunAsync(db =>
            db.Set<RescueLink>()
                .AsNoTracking()
                .Where(link => EF.Property<bool>(link, LinkConfiguration.IsNewest) && link.MadeAt > madeAfter)
                .ToListAsync(cancellationToken)
        );

    private Task<RescueLink?> FindAsync(Expression<Func<RescueLink, bool>> isIt) => store.RunAsync(db => FindAsync(db, isIt));

    /// <summary>Puts a link's next state into its row, for whoever commits it.</summary>
    internal static RescueLink Take(EntityEntry<RescueLink> standing, RescueLink next)
    {
        next = next with { Version = standing.Entity.Version + 1 };
        standing.CurrentValues.SetValues(next);
        return next;
    }

    /// <summary>Deletes links that were made before a moment, with what still waited in them.</summary>
    internal Task<int> DeleteMadeBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(db => db.Set<RescueLink>().Where(link => link.MadeAt < moment).ExecuteDeleteAsync(cancellationToken));
}

/// <summary>A link about to be committed.</summary>
/// <param name="Link">Its record.</param>
/// <param name="Replaces">The live link that may give way.</param>
/// <param name="HashOf">The keyed hash of a code.</param>
/// <param name="Made">The audit entry that is committed with it.</param>
/// <param name="Revoked">The audit entry for the one that gives way.</param>
internal sealed record LinkOpening(RescueLink Link, Guid? Replaces, Func<LinkCode, string> HashOf, AuditEntry Made, AuditEntry Revoked);
