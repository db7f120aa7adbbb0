using System.Collections.Immutable;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.StandBy;

/// <summary>The pages that stand by now, by session. In memory: a page that stood by comes again after a restart.</summary>
public sealed class StandByBoard
{
    private readonly Newest<ImmutableDictionary<StreamSessionArn, StandByPage>> _pages = new(
        ImmutableDictionary<StreamSessionArn, StandByPage>.Empty
    );

    /// <summary>The pages by session.</summary>
    public ImmutableDictionary<StreamSessionArn, StandByPage> Current => _pages.Current;

    /// <summary>The board now, then each newer one; a slow reader skips.</summary>
    public IAsyncEnumerable<ImmutableDictionary<StreamSessionArn, StandByPage>> WatchAsync(CancellationToken cancellationToken) =>
        _pages.WatchAsync(cancellationToken);

    internal void Change(
        Func<ImmutableDictionary<StreamSessionArn, StandByPage>, ImmutableDictionary<StreamSessionArn, StandByPage>> change
    ) => _pages.Change(change);
}
