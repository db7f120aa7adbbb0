using System.Globalization;

namespace StreamOps.Dashboard.Parts;

/// <summary>Says on every page which service is looked at, when it is not AWS itself.</summary>
/// <param name="Words">As <c>Emulator: not AWS. Scenario busy-evening.</c>; empty for AWS.</param>
/// <param name="IsDemo">Whether the dashboard runs its own emulator.</param>
public sealed record ServiceMark(string Words, bool IsDemo)
{
    /// <summary>AWS needs no mark.</summary>
    public static readonly ServiceMark Aws = new("", IsDemo: false);

    /// <summary>What is said now: the demo's stage may have begun another evening.</summary>
    public string Words { get; private set; } = Words;

    /// <summary>Which evening the dashboard's own emulator plays.</summary>
    public void Play(string scenario, int seed) => Words = OfEvening(scenario, seed);

    /// <summary>The mark of the demo.</summary>
    public static ServiceMark Demo(string scenario, int seed) => new(OfEvening(scenario, seed), IsDemo: true);

    private static string OfEvening(string scenario, int seed) =>
        $"Emulator: not AWS. Scenario {scenario.Replace('-', ' ')}, seed {seed.ToString(CultureInfo.InvariantCulture)}.";
}
