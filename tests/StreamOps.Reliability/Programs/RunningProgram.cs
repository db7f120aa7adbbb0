using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StreamOps.Reliability.Programs;

/// <summary>A program as a process of its own, so that a kill is a kill; it comes back on the same address.</summary>
/// <param name="assembly">What is started: an assembly, or a program that brings its runtime along.</param>
/// <param name="healthPath">Answers 200 once it serves.</param>
public sealed class RunningProgram(string assembly, string healthPath) : IAsyncDisposable
{
    private const int KeptLines = 200;
    private const int MostRestarts = 10;
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan BeforeRestart = TimeSpan.FromSeconds(0.5);

    // Runs that are begun one after the other have ids side by side: each gets a stretch of its own.
    private static int _port = 30_000 + (Environment.ProcessId * 32 % 2_000);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly HttpClient _http = new();
    private Process? _process;

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>Options on its command line, beyond its address.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>Its settings.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The last lines that it wrote, over all its lives.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The number of its present life, as the system has it; 0 while it does not run.</summary>
    public int ProcessId => _process is { HasExited: false } process ? process.Id : 0;

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Starts it without waiting.</summary>
    public void Launch()
    {
        var (program, first) = assembly.EndsWith(".dll", StringComparison.Ordinal)
            ? (ProgramFolders.DotNet, new[] { assembly })
            : (assembly, []);
        var start = new ProcessStartInfo(program, [.. first, "--urls", Address, .. Arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var inherited in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(inherited);
        }

        // It lives for seconds: compiling a second time what is called often does not pay.
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until it serves; one that ended by itself is started again, as whoever watches over it would.</summary>
    public async Task UntilHealthyAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var restarts = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TimeProvider.System.GetElapsedTime(began) > StartLimit)
            {
                throw new TimeoutException($"{Path.GetFileName(assembly)} does not start:\n{Output}");
            }

            if (!IsRunning)
            {
                if (restarts++ == MostRestarts)
                {
                    throw new InvalidOperationException($"{Path.GetFileName(assembly)} ends at each start:\n{Output}");
                }

                await Task.Delay(BeforeRestart, TimeProvider.System, cancellationToken);
                Launch();
            }

            try
            {
                using var answer = await _http.GetAsync(new Uri(Address + healthPath), cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Ends it at once, without a goodbye (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _http.Dispose();
    }

    /// <summary>A port below those that systems give to whoever asks for any: it stays free while its program is killed.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _port);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's: the next one.
            }
        }
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("AWS", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("StreamOps__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase);

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            _output.Enqueue(text);
            while (_output.Count > KeptLines)
            {
                _output.TryDequeue(out _);
            }
        }
    }
}
