using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using StreamOps.Benchmarks.Results;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Machines;

/// <summary>What a run is made on. Reads of the system what Linux tells; elsewhere the load is 0 and says nothing.</summary>
internal sealed class Machine : IAsyncDisposable
{
    /// <summary>What a program took in the last moment of its life is not counted as its own: so the moments are short.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly double _loadBefore = Load();
    private readonly (double Busy, double All) _before = Ticks();
    private readonly OwnPrograms _own = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _looking;

    /// <summary>Begins.</summary>
    public Machine() => _looking = LookAsync(_ending.Token);

    /// <summary>What it was from the moment this was made until now.</summary>
    public async Task<RunConditions> ReadAsync()
    {
        await EndAsync();
        _own.Look();
        var after = Ticks();
        var (busy, all) = (after.Busy - _before.Busy, Math.Max(1, after.All - _before.All));
        return new RunConditions(
            TimeProvider.System.GetUtcNow(),
            await CommitAsync(),
            Description(),
            _loadBefore,
            Load(),
            busy / all,
            Math.Max(0, busy - _own.Ticks) / all,
            TimeProvider.System.GetElapsedTime(_start)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _ending.Dispose();
    }

    private async Task EndAsync()
    {
        await _ending.CancelAsync();
        await _looking;
    }

    private async Task LookAsync(CancellationToken ending)
    {
        using var looks = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        try
        {
            do
            {
                _own.Look();
            } while (await looks.WaitForNextTickAsync(ending));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private static string Description() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors ({Model()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0:0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}"
        );

    private static string Model() =>
        SystemFiles
            .Lines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':', 2)[1]
            .Trim()
        ?? $"{RuntimeInformation.ProcessArchitecture}";

    private static double Load() =>
        SystemFiles.Lines("/proc/loadavg") is [var line, ..] ? double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    /// <summary>Hundredths of a second of all processors since the start of the machine: not idle, and all.</summary>
    private static (double Busy, double All) Ticks()
    {
        if (SystemFiles.Lines("/proc/stat") is not [var line, ..])
        {
            return (0, 0);
        }

        // user, nice, system, idle, iowait, irq, softirq, steal; what guests take is in user already.
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Take(8)
            .Select(part => double.Parse(part, CultureInfo.InvariantCulture))
            .ToList();
        return (parts.Sum() - parts[3] - parts[4], parts.Sum());
    }

    private static async Task<string> CommitAsync()
    {
        var start = new ProcessStartInfo("git", ["-C", ProgramFolders.Root(), "describe", "--always", "--dirty"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using var git = Process.Start(start)!;
            var told = await git.StandardOutput.ReadToEndAsync();
            await git.WaitForExitAsync();
            return git.ExitCode == 0 ? told.Trim() : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
