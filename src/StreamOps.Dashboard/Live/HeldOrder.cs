namespace StreamOps.Dashboard.Live;

/// <summary>Keeps rows where they are while somebody works on them: arrivals are appended below, exits and re-sorts wait, values change in place.</summary>
public sealed class HeldOrder
{
    private List<StreamSessionArn> _shown = [];

    /// <summary>Rows that are shown but should be gone.</summary>
    public int Departures { get; private set; }

    /// <summary>Whether rows stand elsewhere than they should.</summary>
    public bool IsOutOfOrder { get; private set; }

    /// <summary>Whether letting go would change anything a reader sees.</summary>
    public bool IsWaiting => Departures > 0 || IsOutOfOrder;

    /// <summary>The order to show.</summary>
    /// <param name="wanted">The right order now.</param>
    /// <param name="isHeld">Whether the pointer or the focus is on the rows.</param>
    public IReadOnlyList<StreamSessionArn> Arrange(IReadOnlyList<StreamSessionArn> wanted, bool isHeld)
    {
        if (!isHeld)
        {
            _shown = [.. wanted];
            (Departures, IsOutOfOrder) = (0, false);
            return _shown;
        }

        var known = _shown.ToHashSet();
        // A new list: the one before may be what somebody shows.
        _shown = [.. _shown, .. wanted.Where(arn => !known.Contains(arn))];
        var staying = wanted.ToHashSet();
        Departures = _shown.Count - staying.Count;
        IsOutOfOrder = !_shown.Where(staying.Contains).SequenceEqual(wanted);
        return _shown;
    }

    /// <summary>What waits, in words for the button that lets it in.</summary>
    /// <param name="departures">Rows that should be gone.</param>
    /// <param name="isOutOfOrder">Whether rows stand elsewhere than they should.</param>
    public static string Words(int departures, bool isOutOfOrder) =>
        (departures, isOutOfOrder) switch
        {
            (> 0, true) => $"new order, {departures} gone",
            (> 0, _) => $"{departures} gone",
            _ => "new order",
        };
}
