using StreamOps.Operations.Fleet;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.LastKnown;

/// <summary>What was last known of each session, in the store: for the first screen of the next start.</summary>
public sealed class LastKnownTable(OperationsStore store)
{
    /// <summary>When the service was last read; null where nothing was kept yet.</summary>
    internal Task<LastKnownMoment?> MomentAsync(CancellationToken cancellationToken) =>
        store.RunAsync(db => db.Set<LastKnownMoment>().AsNoTracking().SingleOrDefaultAsync(cancellationToken));

    /// <summary>Those who were seen after a moment.</summary>
    /// <param name="inWindow">Whether those who were in a window are asked for, or all the others.</param>
    /// <param name="moment">Service time.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    internal Task<List<KnownSession>> SeenSinceAsync(bool inWindow, DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            var all = db.Set<LastKnownRow>().AsNoTracking().Where(row => row.StatusSinceLatest > moment);
            var rows = inWindow ? all.Where(row => row.WindowKind != null) : all.Where(row => row.WindowKind == null);
            return (await rows.ToListAsync(cancellationToken)).ConvertAll(row => row.ToKnown());
        });

    /// <summary>Keeps some as they are now and forgets others, all of it or nothing.</summary>
    internal Task SaveAsync(IReadOnlyCollection<KnownSession> known, IReadOnlyCollection<StreamSessionArn> left, LastKnownMoment moment) =>
        store.RunAsync(async db =>
        {
            await using var turn = await db.BeginWriteAsync();
            string[] replaced = [.. known.Select(one => one.Session.Arn.Value), .. left.Select(arn => arn.Value)];
            if (replaced.Length > 0)
            {
                await db.Set<LastKnownRow>().Where(row => replaced.Contains(row.Session)).ExecuteDeleteAsync();
            }

            await db.Set<LastKnownMoment>().ExecuteDeleteAsync();
            db.AddRange(known.Select(LastKnownRow.Of));
            db.Add(moment);
            await db.SaveChangesAsync();
            await turn.CommitAsync();
        });

    /// <summary>Forgets those who were not seen since a moment.</summary>
    internal Task ForgetBeforeAsync(DateTimeOffset moment) =>
        store.RunAsync(db => db.Set<LastKnownRow>().Where(row => row.StatusSinceLatest <= moment).ExecuteDeleteAsync());
}
