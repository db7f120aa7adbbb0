using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Episodes;

/// <summary>The episodes that ended within the last hour, newest first, kept in the store.</summary>
public sealed class EpisodeLog
{
    internal static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    private readonly Newest<ImmutableArray<Episode>> _ended = new([]);

    /// <summary>Ended within the last hour, newest first.</summary>
    public ImmutableArray<Episode> EndedWithinTheHour => _ended.Current;

    /// <summary>The list now, then each newer one; a slow reader skips.</summary>
    public IAsyncEnumerable<ImmutableArray<Episode>> WatchAsync(CancellationToken cancellationToken) =>
        _ended.WatchAsync(cancellationToken);

    /// <summary>Takes episodes in as they are now, and drops those that ended over an hour ago, or that go on after all.</summary>
    /// <param name="episodes">New or changed; may be none.</param>
    /// <param name="now">Service time.</param>
    internal void Add(IEnumerable<Episode> episodes, DateTimeOffset now) =>
        _ended.Change(current =>
        {
            // The same episode may come twice: first as seen, after a restart from the store. The later one counts.
            var all = current
                .Concat(episodes)
                .GroupBy(episode => (episode.Session, episode.Epoch))
                .Select(same => same.Last())
                .Where(episode => episode.EndedAt > now - Shown)
                .OrderByDescending(episode => episode.EndedAt)
                .ToImmutableArray();
            return all.SequenceEqual(current) ? current : all;
        });
}
