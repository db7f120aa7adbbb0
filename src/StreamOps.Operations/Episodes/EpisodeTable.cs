using StreamOps.Operations.Fleet;
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
                db.Set<SeenStatus>().Add(status).Property(SeenStatusConfiguration.Session).CurrentValue = session.Value;
            }

            foreach (var (episode, window) in batch.Episodes)
            {
                var row = await db.Set<Episode>().FindAsync(episode.Session, episode.Epoch) is { } stored
                    ? db.Entry(stored)
                    : db.Set<Episode>().Add(episode with { });
                row.CurrentValues.SetValues(
                    row.Entity with
                    {
                        EndedAt = episode.EndedAt,
                        Outcome = episode.Outcome,
                        StatusReason = episode.StatusReason,
                    }
                );
                row.CurrentValues.SetValues(window);
            }

            await db.SaveChangesAsync();
        });

    /// <summary>The episodes that have not ended, with their windows.</summary>
    internal Task<IReadOnlyList<TrackedEpisode>> OpenAsync(CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            var open = await db.Set<Episode>()
                .AsNoTracking()
                .Where(episode => episode.EndedAt == null)
                .OrderBy(episode => episode.LostAt)
                .Select(episode => new TrackedEpisode(
                    episode,
                    new KnownWindow(
                        episode.Session,
                        EF.Property<WindowKind>(episode, nameof(KnownWindow.Kind)),
                        episode.Epoch,
                        EF.Property<DateTimeOffset>(episode, nameof(KnownWindow.EnteredEarliest)),
                        EF.Property<DateTimeOffset>(episode, nameof(KnownWindow.EnteredExpected)),
                        EF.Property<DateTimeOffset>(episode, nameof(KnownWindow.EnteredLatest)),
                        EF.Property<TimeSpan?>(episode, nameof(KnownWindow.ConnectionTimeout))
                    )
                ))
                .ToListAsync(cancellationToken);
            // One open episode for each session: an older one can only be left over from a look that was not stored.
            return (IReadOnlyList<TrackedEpisode>)[.. open.GroupBy(tracked => tracked.Episode.Session).Select(same => same.Last())];
        });

    internal Task<List<Episode>> EndedSinceAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(db => db.Set<Episode>().AsNoTracking().Where(episode => episode.EndedAt > moment).ToListAsync(cancellationToken));

    /// <summary>The last status stored of each session that was seen after a moment.</summary>
    internal Task<Dictionary<StreamSessionArn, SeenStatus>> LastSeenAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
        {
            var newest = db.Set<SeenStatus>()
                .Where(seen => seen.BeganLatest > moment)
                .GroupBy(seen => EF.Property<string>(seen, SeenStatusConfiguration.Session))
                .Select(same => same.Max(seen => EF.Property<long>(seen, SeenStatusConfiguration.Id)));
            return await db.Set<SeenStatus>()
                .AsNoTracking()
                .Where(seen => newest.Contains(EF.Property<long>(seen, SeenStatusConfiguration.Id)))
                .Select(seen => new { Session = EF.Property<string>(seen, SeenStatusConfiguration.Session), Status = seen })
                .ToDictionaryAsync(last => StreamSessionArn.Parse(last.Session), last => last.Status, cancellationToken);
        });

    /// <summary>Every status that was seen of one session, oldest first; also after its end, until <c>StreamOps:RetentionDays</c> have passed.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public async Task<IReadOnlyList<SeenStatus>> TimelineOfAsync(StreamSessionArn session, CancellationToken cancellationToken) =>
        await store.RunAsync(db =>
            db.Set<SeenStatus>()
                .AsNoTracking()
                .Where(seen => EF.Property<string>(seen, SeenStatusConfiguration.Session) == session.Value)
                .OrderBy(seen => EF.Property<long>(seen, SeenStatusConfiguration.Id))
                .ToListAsync(cancellationToken)
        );

    /// <summary>Deletes what was seen before a moment: statuses, ended episodes, hashes of offers. The audit stays.</summary>
    internal Task<int> DeleteSeenBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        store.RunAsync(async db =>
            await db.Set<SeenStatus>().Where(seen => seen.BeganLatest < moment).ExecuteDeleteAsync(cancellationToken)
            + await db.Set<Episode>().Where(episode => episode.EndedAt < moment).ExecuteDeleteAsync(cancellationToken)
            + await db.ForgetOffersSeenBeforeAsync(moment, cancellationToken)
        );
}
