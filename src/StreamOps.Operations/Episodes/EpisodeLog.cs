using System.Collections.Immutable;

namespace StreamOps.Operations.Episodes;

/// <summary>The episodes that ended within the last hour, newest first, kept in the store.</summary>
public sealed class EpisodeLog
{
    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    private readonly Newest<ImmutableArray<Episode>> _ended = new([]);

    /// <summary>Ended within the last hour, newest first.</summary>
    public ImmutableArray<Episode> EndedWithinTheHour => _ended.Current;

    /// <summary>The list now, then each newer one; a slow reader skips.</summary>
    public IAsyncEnumerable<ImmutableArray<Episode>> WatchAsync(CancellationToken cancellationToken) =>
        _ended.WatchAsync(cancellationToken);

    /// <summary>Adds ended episodes, and drops those that ended over an hour ago.</summary>
    /// <param name="ended">Newly ended; may be none.</param>
    /// <param name="now">Service time.</param>
    internal void Add(IEnumerable<Episode> ended, DateTimeOffset now) =>
        _ended.Change(current =>
        {
            // The same episode may come twice: first as seen, after a restart from the store. The later one counts.
            var all = current
                .Concat(ended)
                .Where(episode => episode.EndedAt > now - Shown)
                .GroupBy(episode => (episode.Session, episode.Epoch))
                .Select(same => same.Last())
                .OrderByDescending(episode => episode.EndedAt)
                .ToImmutableArray();
            return all.SequenceEqual(current) ? current : all;
        });
}
