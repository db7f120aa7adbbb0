namespace StreamOps.Emulator.Calls;

/// <summary>Cuts a page out of a walk. The order promises nothing: each walk has its own, drawn from its salt.</summary>
public static class Paging
{
    /// <summary>The items of the next page, and the place of the last one when more follow.</summary>
    /// <remarks>An item's place depends on the walk and on its own key alone: what comes and goes meanwhile moves no other item.</remarks>
    public static (IReadOnlyList<T> Items, ulong? Last) Cut<T>(IEnumerable<T> all, Func<T, ulong> keyOf, WalkPosition position, int size)
    {
        // The first of those behind the position: a heap with the farthest on top (hence the complement), of the page and one more.
        var nearest = new PriorityQueue<T, ulong>(size + 1);
        var farthest = ulong.MaxValue;
        foreach (var item in all)
        {
            var place = Mix(keyOf(item) ^ position.Salt);
            if (place > farthest || (position.After is { } after && place <= after))
            {
                continue;
            }

            nearest.Enqueue(item, ~place);
            if (nearest.Count > size + 1)
            {
                nearest.Dequeue();
            }

            if (nearest.Count > size && nearest.TryPeek(out _, out var top))
            {
                farthest = ~top;
            }
        }

        var hasMore = nearest.Count > size;
        if (hasMore)
        {
            nearest.Dequeue();
        }

        var items = new T[nearest.Count];
        ulong? last = null;
        for (var i = items.Length - 1; nearest.TryDequeue(out var item, out var complement); i--)
        {
            items[i] = item;
            last ??= ~complement;
        }

        return (items, hasMore ? last : null);
    }

    // The finalizer of SplitMix64: different keys stay different.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
