using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Episodes;

/// <summary>Episodes and seen statuses in the store.</summary>
public sealed class EpisodeTable(OperationsStore store)
{
    /// <summary>Commits one look at the fleet, all of it or nothing.</summary>
    internal Task SaveAsync(EpisodeBatch batch) =>
        store.RunAsync(async db =>
        {
            foreach (var (session, status) in batch.Seen)
            {
                db.Set<SeenStatusRow>().Add(EpisodeRows.Of(session, status));
            }

            foreach (var tracked in batch.Episodes)
            {
                var row = await db.Set<EpisodeRow>().FindAsync(tracked.Episode.Session.Value, tracked.Episode.Epoch);
                (row ?? db.Set<EpisodeRow>().Add(EpisodeRows.Of(tracked)).Entity).Take(tracked);
            }

            await db.SaveChangesAsync();
        });

    /// <summary>The episodes that have not ended, with their windows.</summary>
    internal Task<IReadOnlyList<TrackedEpisode>> OpenAsync(CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            var rows = await db.Set<EpisodeRow>()
                .AsNoTracking()
                .Where(row => row.EndedAt == null)
                .OrderBy(row => row.LostAt)
                .ToListAsync(cancellationToken);
            // One open episode for each session: an older one can only be left over from a look that was not stored.
            return (IReadOnlyList<TrackedEpisode>)
                [.. rows.GroupBy(row => row.Session, StringComparer.Ordinal).Select(same => same.Last().ToTracked())];
        });

    /// <summary>The episodes that ended after a moment.</summary>
    internal Task<IReadOnlyList<Episode>> EndedSinceAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            var rows = await db.Set<EpisodeRow>().AsNoTracking().Where(row => row.EndedAt > moment).ToListAsync(cancellationToken);
            return (IReadOnlyList<Episode>)[.. rows.Select(row => row.ToEpisode())];
        });

    /// <summary>The last status stored of each session that was seen after a moment.</summary>
    internal Task<IReadOnlyDictionary<StreamSessionArn, SeenStatus>> LastSeenAsync(
        DateTimeOffset moment,
        CancellationToken cancellationToken
    ) =>
        store.RunAsync(async db =>
        {
            var newest = db.Set<SeenStatusRow>()
                .Where(row => row.BeganLatest > moment)
                .GroupBy(row => row.Session)
                .Select(same => same.Max(row => row.Id));
            var rows = await db.Set<SeenStatusRow>().AsNoTracking().Where(row => newest.Contains(row.Id)).ToListAsync(cancellationToken);
            return (IReadOnlyDictionary<StreamSessionArn, SeenStatus>)
                rows.ToDictionary(row => StreamSessionArn.Parse(row.Session), row => row.ToSeenStatus());
        });

    /// <summary>Every status that was seen of one session, oldest first; also after its end, until <c>StreamOps:RetentionDays</c> have passed.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public Task<IReadOnlyList<SeenStatus>> TimelineOfAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            var rows = await db.Set<SeenStatusRow>()
                .AsNoTracking()
                .Where(row => row.Session == session.Value)
                .OrderBy(row => row.Id)
                .ToListAsync(cancellationToken);
            return (IReadOnlyList<SeenStatus>)[.. rows.Select(row => row.ToSeenStatus())];
        });

    /// <summary>Deletes what was seen before a moment: statuses, ended episodes, hashes of offers. The audit stays.</summary>
    internal Task<int> DeleteSeenBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
            await db.Set<SeenStatusRow>().Where(row => row.BeganLatest < moment).ExecuteDeleteAsync(cancellationToken)
            + await db.Set<EpisodeRow>().Where(row => row.EndedAt < moment).ExecuteDeleteAsync(cancellationToken)
            + await db.ForgetOffersSeenBeforeAsync(moment, cancellationToken)
        );
}
