using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;

namespace StreamOps.Testing;

/// <summary>Pictures that follow one another: who waited in one and no longer does in the next has left.</summary>
public sealed class QueueReel(bool isReadOnly = false)
{
    private readonly QueueBook _book = new(isReadOnly);
    private FleetSnapshot _snapshot = FleetSnapshot.Empty;

    /// <summary>When the next picture is due though nothing else happens; null when none is.</summary>
    public DateTimeOffset? NextChange => _book.NextChange;

    /// <summary>How many sessions were looked at so far.</summary>
    public long Looks => _book.Looks;

    /// <summary>The next picture: what is so in another one, at a moment.</summary>
    public FleetPicture Show(FleetPicture picture, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var changes = FleetDiff.Between(_snapshot, picture.Snapshot);
        _snapshot = picture.Snapshot;
        return _book.Take(APicture.News(picture) with { Changes = changes }, at ?? picture.At);
    }
}
