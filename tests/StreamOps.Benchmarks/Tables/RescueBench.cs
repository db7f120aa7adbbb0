using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using StreamOps.Benchmarks.Results;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Tables;

/// <summary>From a lost picture to the picture in the player's browser, both people scripted to act at once. The journeys' own measurement is run, and its spans are read.</summary>
internal sealed class RescueBench(BenchSettings settings, TextWriter output) : Bench(settings, output)
{
    private const string ByLink = "by link, 0 s of human delay";
    private const string ByOwnPage = "by the game's own page";

    public override async Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken)
    {
        List<Spans> rounds = [];
        for (var round = 0; round < Settings.Rounds; round++)
        {
            rounds.AddRange(await RoundAsync(cancellationToken));
            await Output.WriteLineAsync($"drop to picture, round {round + 1} of {Settings.Rounds}");
        }

        return
        [
            .. Rows(rounds, ByLink, mostHalf: 1.1, mostNearlyAll: 1.6),
            .. Rows(rounds, ByOwnPage, mostHalf: null, mostNearlyAll: null),
        ];
    }

    private static IReadOnlyList<BenchRow> Rows(List<Spans> rounds, string how, double? mostHalf, double? mostNearlyAll)
    {
        var ours = rounds.Where(round => round.How == how).ToList();
        if (ours.Count == 0)
        {
            return [new BenchRow($"drop to picture {how}", "s", new Spread([]))];
        }

        return
        [
            new BenchRow($"drop to picture {how}, half of the players", "s", Of(ours, run => run.Sum(), 0.5)) { MostOurs = mostHalf },
            new BenchRow($"drop to picture {how}, 95 of 100", "s", Of(ours, run => run.Sum(), 0.95)) { MostOurs = mostNearlyAll },
            .. ours[0]
                .Parts.Select((part, at) => new BenchRow($"drop to picture {how}, of it {part}, half", "s", Of(ours, run => run[at], 0.5))),
        ];
    }

    /// <summary>Round by round, in seconds.</summary>
    private static Spread Of(IReadOnlyList<Spans> rounds, Func<IReadOnlyList<double>, double> figure, double share) =>
        new([.. rounds.Select(round => Spread.Percentile(round.Runs.Select(figure), share) / 1_000)]);

    private async Task<IReadOnlyList<Spans>> RoundAsync(CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        var start = new ProcessStartInfo(
            ProgramFolders.DotNet,
            [
                "test",
                "--project",
                Path.Combine(ProgramFolders.Root(), "e2e", "StreamOps.EndToEnd"),
                "-c",
                new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).Parent!.Name,
                "--no-progress",
                "--explicit",
                "only",
                "--filter-class",
                "*.DropToPicture",
            ]
        )
        {
            WorkingDirectory = ProgramFolders.Root(),
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["STREAMOPS_RUNS"] = Settings.Changes.ToString(CultureInfo.InvariantCulture);
        start.Environment["STREAMOPS_SPANS"] = file;
        try
        {
            using var run = Process.Start(start)!;
            var told = await run.StandardOutput.ReadToEndAsync(cancellationToken);
            await run.WaitForExitAsync(cancellationToken);
            var lines = await File.ReadAllLinesAsync(file, cancellationToken);
            return run.ExitCode == 0 && lines.Length > 0
                ? [.. lines.Select(line => JsonSerializer.Deserialize<Spans>(line)!)]
                : throw new InvalidOperationException($"The journeys' measurement failed:\n{told}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A line of what the measurement writes.</summary>
    /// <param name="How">Which way.</param>
    /// <param name="Parts">The names of the spans.</param>
    /// <param name="Runs">Of each run its spans, in milliseconds.</param>
    private sealed record Spans(string How, IReadOnlyList<string> Parts, IReadOnlyList<IReadOnlyList<double>> Runs);
}
