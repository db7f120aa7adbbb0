using System.Globalization;
using System.Text.Json.Serialization;

namespace StreamOps.Benchmarks.Results;

/// <summary>One row of a table: ours, and a peer that was measured in turn with it.</summary>
/// <param name="What">What was measured, as "1x10,000, drop to painted, mean".</param>
/// <param name="Unit">Of ours and of the peer's, as "s".</param>
/// <param name="Ours">Round by round.</param>
internal sealed record BenchRow(string What, string Unit, Spread Ours)
{
    /// <summary>Who the peer is; empty where there is none.</summary>
    public string Peer { get; init; } = "";

    /// <summary>The peer's, round by round; null where there is none.</summary>
    public Spread? Theirs { get; init; }

    /// <summary>The goal: ours is to be at most so many of the unit; null for none.</summary>
    public double? MostOurs { get; init; }

    /// <summary>The goal: ours is to be at most so many times the peer's; null for none.</summary>
    public double? MostRatio { get; init; }

    /// <summary>A goal that is no most, in words, with whether it was reached; null for none.</summary>
    public WordedGoal? Other { get; init; }

    /// <summary>What must be known beside the figure; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>Ours by theirs, round by round; null without a peer.</summary>
    [JsonIgnore]
    public Spread? Ratio => Theirs is { } theirs ? Ours.To(theirs) : null;

    /// <summary>Whether the goal was reached; null where there is none, or nothing to hold against it.</summary>
    public bool? IsReached =>
        (MostOurs, MostRatio, Other) switch
        {
            (null, null, null) => null,
            (_, _, { } other) => other.IsReached,
            _ when double.IsNaN(Ours.Median) || (MostRatio is not null && double.IsNaN(Ratio?.Median ?? double.NaN)) => null,
            _ => !(Ours.Median > MostOurs) && !(Ratio?.Median > MostRatio),
        };

    /// <summary>The cells of the row, the ratio first.</summary>
    public IReadOnlyList<string> Cells() =>
        [
            Note.Length > 0 ? $"{What}: {Note}" : What,
            Ratio is { } ratio ? $"**{Number(ratio.Median)}×** ({Number(ratio.Least)} to {Number(ratio.Most)}) {Peer}" : "–",
            Figure(Ours),
            Theirs is { } theirs ? Figure(theirs) : "–",
            Goal(),
            IsReached switch
            {
                true => "yes",
                false => "**no**",
                null => "–",
            },
        ];

    /// <summary>Three figures that count.</summary>
    public static string Number(double value) =>
        Math.Abs(value) switch
        {
            double.NaN => "–",
            0 => "0",
            >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
            >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
            >= 0.01 => value.ToString("0.000", CultureInfo.InvariantCulture),
            _ => value.ToString("0.####E0", CultureInfo.InvariantCulture),
        };

    private string Figure(Spread spread) =>
        spread.Rounds.Count switch
        {
            0 => "–",
            1 => With(Number(spread.Median)),
            _ => $"{With(Number(spread.Median))} ({Number(spread.Least)} to {Number(spread.Most)})",
        };

    private string With(string number) => Unit.Length > 0 ? $"{number} {Unit}" : number;

    private string Goal()
    {
        List<string> goals = [];
        if (MostOurs is { } ours)
        {
            goals.Add($"≤ {With(Number(ours))}");
        }

        if (MostRatio is { } ratio)
        {
            goals.Add($"≤ {Number(ratio)}×");
        }

        if (Other is { } other)
        {
            goals.Add(other.Goal);
        }

        return goals.Count == 0 ? "–" : string.Join(", ", goals);
    }
}

/// <summary>A goal that no number alone says.</summary>
/// <param name="Goal">In a few words.</param>
/// <param name="IsReached">Whether it was.</param>
internal sealed record WordedGoal(string Goal, bool IsReached);
