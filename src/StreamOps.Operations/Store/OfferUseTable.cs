using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Store;

/// <summary>Where offers were seen, by hash.</summary>
internal static class OfferUseTable
{
    /// <summary>What is known of an offer; null when it was never seen.</summary>
    public static Task<OfferUseRow?> OfferUseAsync(this OperationsDb db, string hash, CancellationToken cancellationToken = default) =>
        db.OfferUses.SingleOrDefaultAsync(row => row.Hash == hash, cancellationToken);

    /// <summary>Adds that an offer was seen on a session to what the context saves next.</summary>
    public static OfferUseRow AddSeenOffer(this OperationsDb db, string hash, StreamSessionArn session, DateTimeOffset at) =>
        db
            .OfferUses.Add(
                new OfferUseRow
                {
                    Hash = hash,
                    Session = session.Value,
                    SeenAt = at,
                }
            )
            .Entity;
}
