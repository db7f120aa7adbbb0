using System.Globalization;

namespace StreamOps.Reliability.Kills;

/// <summary>What a run is asked for.</summary>
/// <param name="Store">sqlite or postgres.</param>
/// <param name="Kills">How often in all, 1 or more.</param>
/// <param name="Seed">Decides all that is left to chance, but for what the machine's own haste decides.</param>
/// <param name="SideBySide">How many dashboards, each over an emulator of its own.</param>
/// <param name="LongestMinutes">After so long no further kill is begun; 0 for no such end.</param>
/// <param name="Dashboard">A dashboard as it was published, its program or its assembly; empty for one that is published for the run.</param>
public sealed record KillSettings(string Store, int Kills, int Seed, int SideBySide, double LongestMinutes = 0, string Dashboard = "")
{
    /// <summary>How it is asked for.</summary>
    public const string Usage =
        "kills --store sqlite|postgres --kills 2000 [--seed N] [--side-by-side 2] [--minutes M] [--dashboard FILE]: kills the dashboard so often, at five named points and at random, and compares the emulator's ledger with the outbox.";

    /// <summary>Reads a command line after its verb; null for one that makes no sense.</summary>
    public static KillSettings? Read(IReadOnlyList<string> arguments)
    {
        var settings = new KillSettings("sqlite", 2_000, Random.Shared.Next(1, 1_000_000), Environment.ProcessorCount);
        for (var at = 0; at < arguments.Count; at += 2)
        {
            var value = at + 1 < arguments.Count ? arguments[at + 1] : "";
            var isNumber =
                double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0;
            switch (arguments[at])
            {
                case "--store" when value is "sqlite" or "postgres":
                    settings = settings with { Store = value };
                    break;
                case "--kills" when isNumber:
                    settings = settings with { Kills = (int)number };
                    break;
                case "--seed" when isNumber:
                    settings = settings with { Seed = (int)number };
                    break;
                case "--side-by-side" when isNumber:
                    settings = settings with { SideBySide = (int)number };
                    break;
                case "--dashboard" when File.Exists(value):
                    settings = settings with { Dashboard = Path.GetFullPath(value) };
                    break;
                case "--minutes" when isNumber:
                    settings = settings with { LongestMinutes = number };
                    break;
                default:
                    return null;
            }
        }

        return settings;
    }
}
