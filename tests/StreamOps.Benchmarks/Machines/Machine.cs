using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using StreamOps.Benchmarks.Results;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Machines;

/// <summary>What a run is made on. Reads of the system what Linux tells; elsewhere the load is 0 and says nothing.</summary>
internal sealed class Machine
{
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly double _loadBefore = Load();
    private readonly (double Busy, double All) _before = Ticks();
    private readonly double _ownBefore = OwnTicks();

    /// <summary>What it was from the moment this was made until now.</summary>
    public async Task<RunConditions> ReadAsync()
    {
        var after = Ticks();
        var (busy, all) = (after.Busy - _before.Busy, Math.Max(1, after.All - _before.All));
        return new RunConditions(
            TimeProvider.System.GetUtcNow(),
            await CommitAsync(),
            Description(),
            _loadBefore,
            Load(),
            busy / all,
            Math.Max(0, busy - (OwnTicks() - _ownBefore)) / all,
            TimeProvider.System.GetElapsedTime(_start)
        );
    }

    private static string Description() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors ({Model()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0:0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}"
        );

    private static string Model() =>
        Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        ?? $"{RuntimeInformation.ProcessArchitecture}";

    private static double Load() =>
        Lines("/proc/loadavg").FirstOrDefault() is { } line ? double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    /// <summary>Hundredths of a second of all processors since the start of the machine: not idle, and all.</summary>
    private static (double Busy, double All) Ticks()
    {
        if (Lines("/proc/stat").FirstOrDefault() is not { } line)
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

    /// <summary>Hundredths of a second of this program and of those it started: of children that run still, and of those whose end was waited for.</summary>
    private static double OwnTicks()
    {
        var running = Directory.Exists("/proc")
            ? Directory
                .EnumerateDirectories("/proc")
                .Select(folder => StatOf(Path.GetFileName(folder)))
                .OfType<(int Id, int Parent, double Ticks)>()
                .ToList()
            : [];
        HashSet<int> own = [Environment.ProcessId];
        // A child's child is found in the next pass; browsers have three generations.
        while (running.Where(one => own.Contains(one.Parent)).Select(one => own.Add(one.Id)).ToList().Contains(true)) { }

        return running.Where(one => own.Contains(one.Id)).Sum(one => one.Ticks);
    }

    /// <summary>A process by its number: its parent's, and what it and its ended children took.</summary>
    private static (int Id, int Parent, double Ticks)? StatOf(string id)
    {
        if (
            !int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || Lines($"/proc/{id}/stat").FirstOrDefault() is not { } line
        )
        {
            return null;
        }

        // The name stands in brackets and may hold anything; what follows is counted from its end.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = Enumerable.Range(11, 4).Sum(field => double.Parse(fields[field], CultureInfo.InvariantCulture));
        return (number, int.Parse(fields[1], CultureInfo.InvariantCulture), ticks);
    }

    private static IEnumerable<string> Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return [];
        }
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
