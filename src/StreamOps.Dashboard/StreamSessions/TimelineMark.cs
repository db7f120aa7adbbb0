using StreamOps.Dashboard.Looks;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>A stretch of one status on the service's lane; places in percent.</summary>
/// <param name="IsEstimate">Drawn dashed: the status may have begun, or may go on, there.</param>
public sealed record TimelineSpan(double From, double To, bool IsEstimate, StatusLook Look)
{
    /// <summary>The status, where it fits; else empty.</summary>
    public string Label => To - From >= 4 + (TimelineMark.LetterWidth * Look.ShortLabel.Length) ? Look.ShortLabel : "";
}

/// <summary>A moment written under the axis.</summary>
/// <param name="At">In percent.</param>
/// <param name="Moment">Service time.</param>
public sealed record TimelineTick(double At, DateTimeOffset Moment);

/// <summary>A mark on a lane; places in percent. Between <paramref name="From"/> and <paramref name="To"/> it may have been, drawn dashed.</summary>
public sealed record TimelineMark(double At, double From, double To, string Label, Tone Tone, string Icon)
{
    /// <summary>How wide a letter is at the narrowest, in percent of the lane.</summary>
    internal const double LetterWidth = 2.2;

    private const double IconWidth = 7;

    public LabelSide Side { get; private init; }

    /// <summary>Gives each mark its word where it fits: right of it, else left, else only in the list.</summary>
    /// <param name="marks">In their order.</param>
    internal static IReadOnlyList<TimelineMark> Placed(IReadOnlyList<TimelineMark> marks)
    {
        var placed = new List<TimelineMark>();
        var taken = 0.0;
        for (var index = 0; index < marks.Count; index++)
        {
            var mark = marks[index];
            var word = (IconWidth / 2) + (LetterWidth * mark.Label.Length);
            var next = index + 1 < marks.Count ? marks[index + 1].At - (IconWidth / 2) : 100;
            var side =
                mark.At + word <= next ? LabelSide.Right
                : mark.At - word >= taken ? LabelSide.Left
                : LabelSide.None;
            taken = mark.At + (side == LabelSide.Right ? word : IconWidth / 2);
            placed.Add(mark with { Side = side });
        }

        return placed;
    }
}

/// <summary>Where a mark's word stands.</summary>
public enum LabelSide
{
    None,
    Left,
    Right,
}
