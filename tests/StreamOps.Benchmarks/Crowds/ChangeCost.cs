using StreamOps.Benchmarks.Gauges;
using StreamOps.Benchmarks.Results;

namespace StreamOps.Benchmarks.Crowds;

/// <summary>What a change costs for each who watches it.</summary>
/// <param name="CpuMilliseconds">Of the server, beyond what it takes in as long a quiet while.</param>
/// <param name="AllocatedKilobytes">Of the server, with what it allocates anyway meanwhile.</param>
/// <param name="Bytes">Of payload.</param>
/// <param name="Messages">Batches, or messages.</param>
/// <param name="P99Milliseconds">Of all who watch and all changes: from the act to the first message of it.</param>
/// <param name="Missed">Of all who watch and all changes: the share that heard nothing before the next change, 0 to 1.</param>
/// <param name="WatcherCores">Processors that those who watch kept busy themselves meanwhile: what they took was not the server's.</param>
internal sealed record ChangeCost(
    double CpuMilliseconds,
    double AllocatedKilobytes,
    double Bytes,
    double Messages,
    double P99Milliseconds,
    double Missed,
    double WatcherCores
)
{
    /// <summary>One change a second, as players are lost on a busy evening.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>Measures a quiet while, and then as long a one with a change each second.</summary>
    /// <param name="gauge">The server's.</param>
    /// <param name="crowd">Who watches; at least one.</param>
    /// <param name="changes">How many, 1 or more.</param>
    /// <param name="changeAsync">Makes one, and says when, as a timestamp.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ChangeCost> MeasureAsync(
        Gauge gauge,
        Crowd crowd,
        int changes,
        Func<Task<long>> changeAsync,
        CancellationToken cancellationToken
    )
    {
        var start = await gauge.ReadAsync();
        await Task.Delay(changes * Between, TimeProvider.System, cancellationToken);
        var quiet = await gauge.ReadAsync();
        var own = Environment.CpuUsage.TotalTime;
        crowd.Take();
        List<double> delays = [];
        var (bytes, messages, missed) = (0L, 0L, 0);
        for (var change = 0; change < changes; change++)
        {
            var at = await changeAsync();
            await Task.Delay(Between, TimeProvider.System, cancellationToken);
            var heard = crowd.Take();
            (bytes, messages, missed) = (bytes + heard.Bytes, messages + heard.Messages, missed + crowd.Count - heard.FirstAt.Count);
            delays.AddRange(heard.FirstAt.Select(first => TimeProvider.System.GetElapsedTime(at, first).TotalMilliseconds));
        }

        var end = await gauge.ReadAsync();
        var lasted = TimeProvider.System.GetElapsedTime(quiet.At, end.At);
        var extra = end.Processor - quiet.Processor - (start.CoresUntil(quiet) * lasted);
        var all = (double)changes * crowd.Count;
        return new ChangeCost(
            // Less than what goes on anyway is lost in it: that is no figure.
            extra > TimeSpan.Zero
                ? extra.TotalMilliseconds / all
                : double.NaN,
            (end.AllocatedBytes - quiet.AllocatedBytes) / 1024.0 / all,
            bytes / all,
            messages / all,
            Spread.Percentile(delays, 0.99),
            missed / all,
            (Environment.CpuUsage.TotalTime - own) / lasted
        );
    }
}
