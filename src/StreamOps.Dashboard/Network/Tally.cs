using System.Runtime.InteropServices;

namespace StreamOps.Dashboard.Network;

/// <summary>How many each name holds; a name that holds none is not kept. Its owner guards it.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Of(string name) => _counts.GetValueOrDefault(name);

    public void More(string name) => CollectionsMarshal.GetValueRefOrAddDefault(_counts, name, out _)++;

    public void Less(string name)
    {
        if (--_counts[name] == 0)
        {
            _counts.Remove(name);
        }
    }
}
