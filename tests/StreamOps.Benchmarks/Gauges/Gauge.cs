using System.Globalization;
using System.IO.Pipes;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Gauges;

/// <summary>Reads a measured program from inside, by its <see cref="StartupHook"/>.</summary>
/// <param name="program">Started with <see cref="Settings"/>.</param>
internal sealed class Gauge(RunningProgram program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What a program is started with so that it can be read, and runs as it does for its owner: the harness's own haste at starts is taken back.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(Gauge).Assembly.Location,
            ["DOTNET_TC_CallCounting"] = "1",
        };

    /// <summary>As it is now.</summary>
    public Task<Reading> ReadAsync() => AskAsync(GaugePipe.Read);

    /// <summary>After a full collection: what lives, and nothing that is only not collected yet.</summary>
    public Task<Reading> CollectAsync() => AskAsync(GaugePipe.Collect);

    private async Task<Reading> AskAsync(string question)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        await using var pipe = new NamedPipeClientStream(
            ".",
            GaugePipe.NameOf(program.ProcessId),
            PipeDirection.InOut,
            PipeOptions.Asynchronous
        );
        await pipe.ConnectAsync(limit.Token);
        await using var writer = new StreamWriter(pipe, leaveOpen: true);
        await writer.WriteLineAsync(question.AsMemory(), limit.Token);
        await writer.FlushAsync(limit.Token);
        using var reader = new StreamReader(pipe, leaveOpen: true);
        var told = await reader.ReadLineAsync(limit.Token) ?? throw new IOException("The measured program gave no answer.");
        var at = TimeProvider.System.GetTimestamp();
        var numbers = told.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return new Reading(numbers[0], numbers[1], numbers[2], TimeSpan.FromTicks(numbers[3]), at);
    }
}

/// <summary>A program from inside.</summary>
/// <param name="HeapBytes">Managed memory, with what is not collected yet.</param>
/// <param name="ResidentBytes">All its memory that lies in the machine's.</param>
/// <param name="AllocatedBytes">Since its start.</param>
/// <param name="Processor">Time of all processors since its start.</param>
/// <param name="At">When, as a timestamp.</param>
internal sealed record Reading(long HeapBytes, long ResidentBytes, long AllocatedBytes, TimeSpan Processor, long At)
{
    /// <summary>How many processors it kept busy from this reading to a later one.</summary>
    public double CoresUntil(Reading later) => (later.Processor - Processor) / TimeProvider.System.GetElapsedTime(At, later.At);
}
