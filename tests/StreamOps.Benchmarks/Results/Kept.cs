using System.Text.Json;
using System.Text.Json.Serialization;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Results;

/// <summary>Where a run's table goes: onto the page, and with every round beside it as JSON.</summary>
internal static class Kept
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        // A round that came to nothing is not a number.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes TestResults/StreamOps.Benchmarks/NAME.json, and docs/performance.md where that is wanted.</summary>
    public static async Task WriteAsync(BenchTable table, bool writesPage, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(ProgramFolders.Root(), "TestResults", "StreamOps.Benchmarks")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, $"{table.Name}.json"),
            JsonSerializer.Serialize(table, Options),
            cancellationToken
        );
        if (writesPage)
        {
            var page = Path.Combine(ProgramFolders.Root(), "docs", "performance.md");
            await File.WriteAllTextAsync(
                page,
                PerformancePage.Written(await File.ReadAllTextAsync(page, cancellationToken), table),
                cancellationToken
            );
        }
    }
}
