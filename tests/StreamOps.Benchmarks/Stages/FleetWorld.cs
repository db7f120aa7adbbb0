using System.Globalization;
using System.Runtime.InteropServices;

namespace StreamOps.Benchmarks.Stages;

/// <summary>How many stream groups, and how many sessions in each.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FleetWorld(int Groups, int SessionsPerGroup)
{
    /// <summary>How long a session waits for a lost client; by default longer than any round.</summary>
    public int ConnectionTimeoutSeconds { get; init; } = 1_800;

    public int Sessions => Groups * SessionsPerGroup;

    /// <summary>Reads <c>5x2000</c>; null for what is none.</summary>
    public static FleetWorld? Parse(string text) =>
        text.Split('x') is [var groups, var sessions]
        && int.TryParse(groups, NumberStyles.None, CultureInfo.InvariantCulture, out var many)
        && int.TryParse(sessions, NumberStyles.None, CultureInfo.InvariantCulture, out var each)
        && many > 0
            ? new FleetWorld(many, each)
            : null;

    /// <summary>As <c>5x2,000</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Groups}x{SessionsPerGroup:N0}");
}
