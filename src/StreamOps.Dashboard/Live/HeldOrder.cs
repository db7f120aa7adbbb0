using StreamOps.Operations.GameLift;

namespace StreamOps.Dashboard.Live;

/// <summary>Keeps rows where they are while somebody works on them: arrivals, exits and re-sorts wait, values change in place.</summary>
public sealed class HeldOrder
{
    private readonly HashSet<StreamSessionArn> _known = [];
    private List<StreamSessionArn> _shown = [];

    /// <summary>Rows that would be shown but wait.</summary>
    public int Arrivals { get; private set; }

    /// <summary>Rows that are shown but should be gone.</summary>
    public int Departures { get; private set; }

    /// <summary>Whether letting go would change anything a reader sees.</summary>
    public bool IsWaiting => Arrivals + Departures > 0;

    /// <summary>The order to show.</summary>
    /// <param name="wanted">The right order now.</param>
    /// <param name="isHeld">Whether the pointer or the focus is on the rows.</param>
    public IReadOnlyList<StreamSessionArn> Arrange(IReadOnlyList<StreamSessionArn> wanted, bool isHeld)
    {
        if (!isHeld)
        {
            _shown = [.. wanted];
            _known.Clear();
            _known.UnionWith(wanted);
            (Arrivals, Departures) = (0, 0);
            return _shown;
        }

        Arrivals = wanted.Count(arn => !_known.Contains(arn));
        Departures = _shown.Count - (wanted.Count - Arrivals);
        return _shown;
    }
}
