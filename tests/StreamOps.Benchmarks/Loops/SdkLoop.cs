using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace StreamOps.Benchmarks.Loops;

/// <summary>A loop with the AWS SDK for JavaScript, as a process of its own.</summary>
internal sealed class SdkLoop : IAsyncDisposable
{
    /// <summary>Lists everything, page by page, again and again.</summary>
    public const string Sweep = "sweep";

    /// <summary>Lists who waits for a lost client alone, stream group by stream group.</summary>
    public const string Pending = "pending";

    /// <summary>What the dashboard's share of 25 % comes to, of twenty calls a second.</summary>
    public const double CallsPerSecond = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, double> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private int _pages;

    private SdkLoop(Process process) => _process = process;

    /// <summary>Pages that it has read so far.</summary>
    public int Pages => Volatile.Read(ref _pages);

    /// <summary>How many it has found waiting so far.</summary>
    public int Count => _seen.Count;

    /// <summary>Completes when it has been through everything once.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Processor time and memory that it has taken so far.</summary>
    public (TimeSpan Processor, long ResidentBytes) Cost
    {
        get
        {
            _process.Refresh();
            return (_process.TotalProcessorTime, _process.WorkingSet64);
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="folder">Of <see cref="NodePackages"/>.</param>
    /// <param name="service">The emulator's address.</param>
    /// <param name="loop"><see cref="Sweep"/> or <see cref="Pending"/>.</param>
    /// <param name="callsPerSecond">Its budget.</param>
    public static SdkLoop Start(string folder, string service, string loop, double callsPerSecond = CallsPerSecond)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "node",
                ["--no-warnings", "loops.mjs", service, loop, callsPerSecond.ToString(CultureInfo.InvariantCulture)]
            )
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var started = new SdkLoop(process);
        process.OutputDataReceived += started.Hear;
        process.ErrorDataReceived += started.Complain;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Waits until it has found all of these waiting.</summary>
    /// <returns>When, in their order: milliseconds since 1970.</returns>
    public async Task<IReadOnlyList<double>> OfAsync(IReadOnlyList<string> sessions, TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!sessions.All(_seen.ContainsKey))
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(began) > limit)
            {
                throw new TimeoutException(
                    $"The loop found {sessions.Count(_seen.ContainsKey)} of {sessions.Count}:\n{string.Join('\n', _complaints)}"
                );
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return [.. sessions.Select(session => _seen[session])];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        switch (line.Data?.Split(' '))
        {
            case ["SEEN", var session, var at]:
                _seen.TryAdd(session, double.Parse(at, CultureInfo.InvariantCulture));
                break;
            case ["PAGE"]:
                Interlocked.Increment(ref _pages);
                break;
            case ["ready"]:
                _ready.TrySetResult();
                break;
        }
    }

    private void Complain(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { Length: > 0 } text)
        {
            _complaints.Enqueue(text);
        }
    }
}
