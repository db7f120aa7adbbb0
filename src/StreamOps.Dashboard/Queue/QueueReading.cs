using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Queue;

/// <summary>How one reader's page reads the rows: the same for all of them, made once for a drawing.</summary>
/// <param name="Addresses">The panels beside the rows.</param>
public sealed record QueueReading(PanelAddress Addresses)
{
    /// <summary>Who reads; null for somebody who is nobody yet.</summary>
    public Actor? Reader { get; init; }

    /// <summary><c>StreamOps:ReadOnly</c>.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>How the ids of the rows in view are shortened; by default not at all.</summary>
    public ShortIds Ids { get; init; } = ShortIds.None;

    /// <summary>Who ended a session from here; null while that is not known.</summary>
    public Func<StreamSessionArn, Termination?> TerminationOf { get; init; } = static _ => null;

    /// <summary>The reader takes the player in hand, or gives it back. Without it the rows have no button for that.</summary>
    public EventCallback<QueueRow> OnToggleClaim { get; init; }

    /// <summary>The table that they stand in, which tells one alone what changes in it alone; null for a table that is drawn whole.</summary>
    public StandingRows<RescueQueueRow>? Table { get; init; }
}

/// <summary>What marks a row among those beside it.</summary>
[Flags]
public enum RowMarks
{
    None = 0,

    /// <summary>It arrived while the page was open.</summary>
    New = 1,

    /// <summary>Its panel is open.</summary>
    Selected = 2,

    /// <summary>The most urgent row that can still be saved carries the one filled button, and keys without a row are for it.</summary>
    First = 4,

    /// <summary>The most urgent row that nobody has in hand.</summary>
    FirstUnclaimed = 8,
}
