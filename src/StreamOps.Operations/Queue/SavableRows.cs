using StreamOps.Operations.Attempts;

namespace StreamOps.Operations.Queue;

/// <summary>Of the rows those whose player can be saved, in the order of the queue: with whom to begin.</summary>
internal sealed class SavableRows(bool isReadOnly)
{
    private readonly SortedSet<QueueRow> _all = new(WaitingSessions.NoRows.KeyComparer);
    private readonly SortedSet<QueueRow> _unclaimed = new(WaitingSessions.NoRows.KeyComparer);

    /// <summary>The one with the nearest deadline; null when nobody can be saved.</summary>
    public QueueRow? First => _all.Min;

    /// <summary>Takes a row in, where its player can be saved.</summary>
    public void Add(QueueRow row)
    {
        if (!row.CanBeSaved(isReadOnly))
        {
            return;
        }

        _all.Add(row);
        if (row.IsUnclaimed)
        {
            _unclaimed.Add(row);
        }
    }

    /// <summary>Takes a row out.</summary>
    public void Remove(QueueRow row)
    {
        _all.Remove(row);
        _unclaimed.Remove(row);
    }

    /// <summary>Of those in nobody's hand the first whom somebody may still reach, else the first of all; null when there is none.</summary>
    /// <remarks>In the order of their clocks: those whom nobody reaches any more are the few in front.</remarks>
    /// <param name="now">On the <see cref="Time.FleetClock"/>.</param>
    /// <param name="pace">How long rescues take.</param>
    public QueueRow? FirstUnclaimed(DateTimeOffset now, RescuePace pace) =>
        _unclaimed.FirstOrDefault(row => row.Deadline - now > pace.Fastest) ?? _unclaimed.Min;
}
