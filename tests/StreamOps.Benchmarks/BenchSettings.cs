using System.Globalization;
using StreamOps.Benchmarks.Stages;

namespace StreamOps.Benchmarks;

/// <summary>What a run is asked for.</summary>
internal sealed record BenchSettings
{
    public const string Usage = """
        delay | drop | circuits | idle | sessions | start | rescue | soak, each with any of
          --rounds N        how often each way is measured, in turn (5)
          --changes N       drops, or changes, in each round (20)
          --worlds A,B      stream groups x sessions, as 1x1000,20x500 (the command's own)
          --circuits A,B    how many watch (50,200,800,2000)
          --minutes N       of the soak (10)
          --page no         leaves docs/performance.md as it is; the JSON is written anyway
        offers [spoiled offers] [the first one's number] [journeys]
        pages [sessions]
        """;

    /// <summary>How often each way is measured, 1 or more.</summary>
    public int Rounds { get; private init; } = 5;

    /// <summary>Drops, or changes, in each round, 1 or more.</summary>
    public int Changes { get; private init; } = 20;

    /// <summary>Fleets, in turn; empty for the command's own.</summary>
    public IReadOnlyList<FleetWorld> Worlds { get; private init; } = [];

    /// <summary>How many watch, growing.</summary>
    public IReadOnlyList<int> Circuits { get; private init; } = [50, 200, 800, 2_000];

    /// <summary>How long the soak lasts.</summary>
    public int Minutes { get; private init; } = 10;

    /// <summary>Whether the table goes onto the page.</summary>
    public bool WritesPage { get; private init; } = true;

    /// <summary>Reads a command line after its verb; null for one that makes no sense.</summary>
    public static BenchSettings? Read(IReadOnlyList<string> arguments)
    {
        var settings = new BenchSettings();
        for (var at = 0; at < arguments.Count; at += 2)
        {
            var value = at + 1 < arguments.Count ? arguments[at + 1] : "";
            var number = NumberIn(value);
            switch (arguments[at])
            {
                case "--rounds" when number is { } rounds:
                    settings = settings with { Rounds = rounds };
                    break;
                case "--changes" when number is { } changes:
                    settings = settings with { Changes = changes };
                    break;
                case "--minutes" when number is { } minutes:
                    settings = settings with { Minutes = minutes };
                    break;
                case "--worlds" when value.Split(',').Select(FleetWorld.Parse).ToList() is var worlds && !worlds.Contains(null):
                    settings = settings with { Worlds = [.. worlds.OfType<FleetWorld>()] };
                    break;
                case "--circuits" when value.Split(',').Select(NumberIn).ToList() is var circuits && !circuits.Contains(null):
                    settings = settings with { Circuits = [.. circuits.OfType<int>().Order()] };
                    break;
                case "--page" when value is "yes" or "no":
                    settings = settings with { WritesPage = value == "yes" };
                    break;
                default:
                    return null;
            }
        }

        return settings;
    }

    private static int? NumberIn(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
