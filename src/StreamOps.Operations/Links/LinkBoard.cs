using System.Collections.Immutable;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Links;

/// <summary>The rescue links as they stand: the newest of each session, live ones and those made within the day. Loaded at start.</summary>
public sealed class LinkBoard
{
    private readonly Newest<ImmutableDictionary<StreamSessionArn, RescueLink>> _links = new(
        ImmutableDictionary<StreamSessionArn, RescueLink>.Empty
    );

    /// <summary>The newest link by session.</summary>
    public ImmutableDictionary<StreamSessionArn, RescueLink> Current => _links.Current;

    /// <summary>The board now, then each newer one; a slow reader skips.</summary>
    public IAsyncEnumerable<ImmutableDictionary<StreamSessionArn, RescueLink>> WatchAsync(CancellationToken cancellationToken) =>
        _links.WatchAsync(cancellationToken);

    /// <summary>Puts a link up, unless a newer one of its session, or a newer state of it, stands there.</summary>
    internal void Publish(RescueLink link) =>
        _links.Change(current => IsOlder(link, current) ? current : current.SetItem(link.Session, link));

    /// <summary>Takes links down that were made before a moment.</summary>
    internal void ForgetMadeBefore(DateTimeOffset moment) =>
        _links.Change(current => current.RemoveRange(current.Values.Where(link => link.MadeAt < moment).Select(link => link.Session)));

    private static bool IsOlder(RescueLink link, ImmutableDictionary<StreamSessionArn, RescueLink> current) =>
        current.TryGetValue(link.Session, out var standing)
        && (standing.Id == link.Id ? standing.Version >= link.Version : standing.MadeAt > link.MadeAt);
}
