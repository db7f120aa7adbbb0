using System.Text.RegularExpressions;

namespace StreamOps.Dashboard.Network;

/// <summary>How many files and connections this process may have open, and how many of them may be connections of others: what StreamOps itself needs is kept back.</summary>
internal static partial class Descriptors
{
    /// <summary>For the database, the calls to the service, files, and connections on their way out. A dashboard that serves nobody has some 370 open, most of them the libraries of .NET.</summary>
    private const int KeptBack = 512;

    /// <summary>Few enough for any machine, enough to look and to act.</summary>
    private const int Fewest = 32;

    /// <summary>Connections that one of the two listeners may hold: as many as are wanted, or half of what there is room for.</summary>
    /// <param name="wanted">Where descriptors are plenty.</param>
    public static int Connections(int wanted) => Connections(wanted, Limit);

    /// <summary>The same, for so many descriptors in all; null for a system that does not tell.</summary>
    internal static int Connections(int wanted, int? limit) =>
        limit is { } all ? Math.Min(wanted, Math.Max(Fewest, (all - KeptBack) / 2)) : wanted;

    /// <summary>How many descriptors it takes for each of the two listeners to hold so many connections.</summary>
    public static int For(int connections) => KeptBack + (2 * connections);

    /// <summary>What the system allows this process; null where it does not tell, or sets no limit.</summary>
    internal static int? Limit { get; } = Read("/proc/self/limits");

    private static int? Read(string file)
    {
        try
        {
            return int.TryParse(MostOpen().Match(File.ReadAllText(file)).Groups["soft"].Value, CultureInfo.InvariantCulture, out var soft)
                ? soft
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        "^Max open files +(?<soft>[0-9]+)",
        RegexOptions.CultureInvariant | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex MostOpen();
}
