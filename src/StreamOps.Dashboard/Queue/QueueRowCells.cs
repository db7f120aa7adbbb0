using System.Runtime.CompilerServices;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Queue;

/// <summary>The cells of a row that nobody presses, each drawn once for all who see the same: who reads the queue beside others holds the same text as they do.</summary>
internal sealed class QueueRowCells
{
    // As long as the row itself: it is another object once anything in it changed.
    private static readonly ConditionalWeakTable<QueueRow, QueueRowCells> OfRows = [];

    private readonly object?[] _kept = new object?[Enum.GetValues<Cell>().Length];

    private QueueRowCells(QueueRow row) => Ladder = row.Ladder;

    /// <summary>How far the rescue has come: as the row has it, worked out once.</summary>
    public RescueLadder Ladder { get; }

    /// <summary>The cells of this row.</summary>
    public static QueueRowCells Of(QueueRow row) => OfRows.GetValue(row, static row => new QueueRowCells(row));

    /// <summary>A cell as it is where these are the inputs.</summary>
    /// <param name="cell">Which.</param>
    /// <param name="inputs">All that it is drawn by beside the row.</param>
    /// <param name="draw">Draws it.</param>
    public MarkupString Of<TInputs>(Cell cell, TInputs inputs, Func<TInputs, RenderFragment> draw)
        where TInputs : struct, IEquatable<TInputs>
    {
        ref var slot = ref _kept[(int)cell];
        // Whoever comes second at the same moment draws the same.
        if (Volatile.Read(ref slot) is Kept<TInputs> kept && kept.Inputs.Equals(inputs))
        {
            return kept.Drawn;
        }

        var drawn = FlatMarkup.Of(draw(inputs));
        Volatile.Write(ref slot, new Kept<TInputs>(inputs, drawn));
        return drawn;
    }

    /// <summary>A part of the row that is one piece of markup.</summary>
    internal enum Cell
    {
        Time,
        Places,
        Caption,
        Who,
        Way,
    }

    private sealed record Kept<TInputs>(TInputs Inputs, MarkupString Drawn);
}
