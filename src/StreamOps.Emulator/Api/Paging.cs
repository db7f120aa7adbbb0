namespace StreamOps.Emulator.Api;

/// <summary>Cuts a page out of a walk. The order promises nothing: each walk has its own, drawn from its salt.</summary>
public static class Paging
{
    /// <summary>The items of the next page, and the place of the last one when more follow.</summary>
    /// <remarks>An item's place depends on the walk and on its own ID alone: what comes and goes meanwhile moves no other item.</remarks>
    public static (IReadOnlyList<T> Items, ulong? Last) Cut<T>(IEnumerable<T> all, Func<T, string> idOf, WalkPosition position, int size)
    {
        // The first of those behind the position: a heap with the farthest on top, never larger than the page and one more.
        var nearest = new PriorityQueue<T, ulong>(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));
        foreach (var item in all)
        {
            var place = Mix(Hash(idOf(item)) ^ position.Salt);
            if (position.After is { } after && place <= after)
            {
                continue;
            }

            if (nearest.Count <= size)
            {
                nearest.Enqueue(item, place);
            }
            else
            {
                nearest.EnqueueDequeue(item, place);
            }
        }

        var hasMore = nearest.Count > size;
        if (hasMore)
        {
            nearest.Dequeue();
        }

        var items = new T[nearest.Count];
        ulong? last = null;
        for (var i = items.Length - 1; nearest.TryDequeue(out var item, out var place); i--)
        {
            items[i] = item;
            last ??= place;
        }

        return (items, hasMore ? last : null);
    }

    // FNV-1a: the same for the same text in every process.
    private static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var symbol in text)
        {
            hash = (hash ^ symbol) * 0x100000001B3;
        }

        return hash;
    }

    // The finalizer of SplitMix64: different keys stay different.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
