using System.Collections.Concurrent;

namespace StreamOps.Reliability.Kills;

/// <summary>What all lanes have counted.</summary>
public sealed class KillTally
{
    private readonly ConcurrentDictionary<(KillPoint Point, bool IsReached), int> _kills = new();
    private readonly ConcurrentDictionary<string, int> _states = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>All kills.</summary>
    public int Kills => Volatile.Read(ref _all);

    /// <summary>One more.</summary>
    public void Count(KillPoint point, bool isReached, IEnumerable<string> openStates)
    {
        Interlocked.Increment(ref _all);
        _kills.AddOrUpdate((point, isReached), 1, (_, count) => count + 1);
        foreach (var state in openStates)
        {
            _states.AddOrUpdate(state, 1, (_, count) => count + 1);
        }
    }

    /// <summary>Kills at a point, and how many of them the store and the ledger prove to have struck there.</summary>
    public (int Meant, int Struck) At(KillPoint point) =>
        (_kills.GetValueOrDefault((point, true)) + _kills.GetValueOrDefault((point, false)), _kills.GetValueOrDefault((point, true)));

    /// <summary>In which state open attempts were when the kill came, as words.</summary>
    public string States =>
        string.Join(", ", _states.OrderByDescending(state => state.Value).Select(state => $"{state.Key} {state.Value}"));

    /// <summary>Kills by point, as words.</summary>
    public string Points =>
        string.Join(
            ", ",
            Enum.GetValues<KillPoint>()
                .Select(point => (Point: point, Kills: At(point)))
                .Where(one => one.Kills.Meant > 0)
                .Select(one =>
                    one.Point == KillPoint.Random ? $"at random {one.Kills.Meant}" : $"{one.Point} {one.Kills.Struck} of {one.Kills.Meant}"
                )
        );
}
