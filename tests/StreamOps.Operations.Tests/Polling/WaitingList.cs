using StreamOps.Operations.Polling;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>One list of those who wait, a hundred on a page, as the service shows it: who comes anew may stand anywhere in it.</summary>
/// <param name="chance">Where they stand; the end where none is given.</param>
internal sealed class WaitingList(Random? chance = null)
{
    private const int PageSize = 100;

    /// <summary>Whether each was shown yet.</summary>
    private readonly List<bool> _shown = [];

    /// <summary>How many were never shown.</summary>
    public int Unseen => _shown.Count(shown => !shown);

    /// <summary>How many wait.</summary>
    public int Count => _shown.Count;

    /// <summary>So many are lost now.</summary>
    public void Drop(int count)
    {
        _shown.AddRange(Enumerable.Repeat(element: false, count));
        if (chance is not null)
        {
            var mixed = _shown.OrderBy(_ => chance.Next()).ToList();
            _shown.Clear();
            _shown.AddRange(mixed);
        }
    }

    /// <summary>Where the list goes on after a page; null after the last one, and for every other list.</summary>
    public string? NextToken(PollClass one, int page) => one.Kind.IsUrgent && (page + 1) * PageSize < _shown.Count ? $"token-{page}" : null;

    /// <summary>Shows a page.</summary>
    /// <returns>How many of it were not shown before.</returns>
    public int Show(PollClass one, int page)
    {
        if (!one.Kind.IsUrgent)
        {
            return 0;
        }

        var (entered, end) = (0, Math.Min(_shown.Count, (page + 1) * PageSize));
        for (var i = page * PageSize; i < end; i++)
        {
            entered += _shown[i] ? 0 : 1;
            _shown[i] = true;
        }

        return entered;
    }
}
