namespace StreamOps.Dashboard.Network;

/// <summary>How many of something each may hold, and all together.</summary>
/// <param name="all">All together.</param>
internal sealed class Shares(int all)
{
    private readonly Lock _gate = new();
    private readonly Tally _held = new();
    private int _count;

    /// <summary>Takes one; false when somebody has their share already, or all is taken. What was taken is given back.</summary>
    /// <param name="holders">Who holds it, and how many each may.</param>
    public bool TryTake(IReadOnlyList<(string Holder, int Share)> holders)
    {
        lock (_gate)
        {
            if (_count >= all || holders.Any(one => _held.Of(one.Holder) >= one.Share))
            {
                return false;
            }

            foreach (var (holder, _) in holders)
            {
                _held.More(holder);
            }

            _count++;
            return true;
        }
    }

    /// <summary>Gives one back.</summary>
    /// <param name="holders">Who took it.</param>
    public void Give(IReadOnlyList<(string Holder, int Share)> holders)
    {
        lock (_gate)
        {
            foreach (var (holder, _) in holders)
            {
                _held.Less(holder);
            }

            _count--;
        }
    }
}
