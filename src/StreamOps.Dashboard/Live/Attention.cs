using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Live;

/// <summary>What one circuit looks at: the frame and the queue always, more as long as a page says so. A change of anything else does not wake it.</summary>
public sealed class Attention
{
    private readonly List<Func<FleetPicture, FleetPicture, bool>> _more = [];

    /// <summary>Looks at more than the queue, until disposed.</summary>
    /// <param name="looksOther">Whether the later of two pictures looks other than the earlier one.</param>
    public IDisposable To(Func<FleetPicture, FleetPicture, bool> looksOther)
    {
        lock (_more)
        {
            _more.Add(looksOther);
        }

        return new Look(this, looksOther);
    }

    /// <summary>Whether the later of two pictures looks other than the earlier one.</summary>
    public bool IsCaught(FleetPicture before, FleetPicture after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        lock (_more)
        {
            return LooksOther(before, after) || _more.Any(looksOther => looksOther(before, after));
        }
    }

    private static bool LooksOther(FleetPicture before, FleetPicture after) =>
        before.QueueVersion != after.QueueVersion
        || before.LiveInPassing != after.LiveInPassing
        || before.Totals.Unread != after.Totals.Unread
        || before.Pace != after.Pace
        || before.Snapshot.IsComplete != after.Snapshot.IsComplete
        || before.Snapshot.Health != after.Snapshot.Health
        || !ReferenceEquals(before.Snapshot.Groups, after.Snapshot.Groups)
        || !ReferenceEquals(before.Snapshot.Applications, after.Snapshot.Applications);

    private void Leave(Func<FleetPicture, FleetPicture, bool> looksOther)
    {
        lock (_more)
        {
            _more.Remove(looksOther);
        }
    }

    private sealed class Look(Attention attention, Func<FleetPicture, FleetPicture, bool> looksOther) : IDisposable
    {
        public void Dispose() => attention.Leave(looksOther);
    }
}
