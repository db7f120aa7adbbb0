using StreamOps.Operations.Store;

namespace StreamOps.Operations.Offers;

/// <summary>Where offers were seen, by hash.</summary>
internal static class OfferUseTable
{
    /// <summary>What is known of an offer; null when it was never seen.</summary>
    public static Task<OfferUseRow?> OfferUseAsync(this OperationsDb db, string hash, CancellationToken cancellationToken = default) =>
        db.Set<OfferUseRow>().SingleOrDefaultAsync(row => row.Hash == hash, cancellationToken);

    /// <summary>Takes an offer for a session that it is about to be sent on; what is added is saved with the context.</summary>
    /// <returns>The session that it was sent on before; null when it was not, and now it is taken.</returns>
    public static async Task<string?> TakeOfferAsync(this OperationsDb db, string hash, StreamSessionArn session, DateTimeOffset at)
    {
        // Wherever it was seen: only a sent one is spent. In one statement, so that of two at once one finds it taken.
        var taken = await db.Set<OfferUseRow>()
            .Where(row => row.Hash == hash && row.SentAt == null)
            .ExecuteUpdateAsync(rows => rows.SetProperty(row => row.Session, session.Value).SetProperty(row => row.SentAt, at));
        if (taken > 0)
        {
            return null;
        }

        if (await db.Set<OfferUseRow>().Where(row => row.Hash == hash).Select(row => row.Session).SingleOrDefaultAsync() is { } sentOn)
        {
            return sentOn;
        }

        db.AddSeenOffer(hash, session, at).SentAt = at;
        return null;
    }

    /// <summary>Forgets the hashes of offers that were seen before a moment.</summary>
    public static Task<int> ForgetOffersSeenBeforeAsync(this OperationsDb db, DateTimeOffset moment, CancellationToken cancellationToken) =>
        db.Set<OfferUseRow>().Where(row => row.SeenAt < moment).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Adds that an offer was seen on a session to what the context saves next.</summary>
    public static OfferUseRow AddSeenOffer(this OperationsDb db, string hash, StreamSessionArn session, DateTimeOffset at) =>
        db.Set<OfferUseRow>()
            .Add(
                new OfferUseRow
                {
                    Hash = hash,
                    Session = session.Value,
                    SeenAt = at,
                }
            )
            .Entity;
}
