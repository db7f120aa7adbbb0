namespace StreamOps.Operations.Watching;

/// <summary>What is up now, one thing for each key: an immutable whole that is swapped, and watched.</summary>
public abstract class Board<TKey, TItem>
    where TKey : notnull
    where TItem : class
{
    private readonly Newest<ImmutableDictionary<TKey, TItem>> _items = new(ImmutableDictionary<TKey, TItem>.Empty);

    /// <summary>The board now.</summary>
    public ImmutableDictionary<TKey, TItem> Current => _items.Current;

    /// <summary>The board now, then each newer one; a slow reader skips.</summary>
    public IAsyncEnumerable<ImmutableDictionary<TKey, TItem>> WatchAsync(CancellationToken cancellationToken) =>
        _items.WatchAsync(cancellationToken);

    /// <summary>Changes what stands under a key, in one step with reading it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="change">What becomes of it; null for nothing, on either side.</param>
    internal void Change(TKey key, Func<TItem?, TItem?> change) =>
        _items.Change(current => change(current.GetValueOrDefault(key)) is { } item ? current.SetItem(key, item) : current.Remove(key));

    /// <summary>Takes down what has had its time.</summary>
    private protected void Forget(Func<TItem, bool> isOver) =>
        _items.Change(current => current.RemoveRange(current.Where(pair => isOver(pair.Value)).Select(pair => pair.Key)));
}
