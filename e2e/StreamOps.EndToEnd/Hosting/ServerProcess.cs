using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>A program under test as a process of its own, so that a kill is a kill; it comes back on the same address.</summary>
public abstract class ServerProcess : IAsyncDisposable
{
    // Patience for a busy machine: how quickly it starts is measured elsewhere.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    /// <summary>The address it listens on, without a slash at the end.</summary>
    public string Address { get; } = $"http://127.0.0.1:{Loopback.FreePort()}";

    /// <summary>Everything it wrote so far, over all its lives.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>For CPU time and memory.</summary>
    public Process Process => _process ?? throw new InvalidOperationException($"{Project} is not running.");

    /// <summary>The source project, as <c>StreamOps.Dashboard</c>.</summary>
    protected abstract string Project { get; }

    /// <summary>The path that answers 200 once it serves.</summary>
    protected abstract string HealthPath { get; }

    protected HttpClient Http { get; } = new();

    /// <summary>Starts it and waits until it serves.</summary>
    public async Task StartAsync()
    {
        Launch();
        await UntilHealthyAsync(HealthPath);
    }

    /// <summary>Starts it without waiting.</summary>
    public void Launch()
    {
        var start = new ProcessStartInfo(BuildOutput.DotNet)
        {
            ArgumentList = { BuildOutput.ProgramOf(Project) },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (BuildOutput.Published is null)
        {
            // It lives for minutes only: compiling a second time what is called often does not pay. A third of its work.
            start.Environment["DOTNET_TC_CallCounting"] = "0";
        }

        Configure(start);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Ends it at once, without a goodbye (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            // Also waits for the last lines of output.
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Stops it where it stands (SIGSTOP): its port still takes calls, and nobody answers them.</summary>
    public Task HangAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on (SIGCONT); one that runs goes on anyway.</summary>
    public Task GoOnAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Http.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds arguments and environment.</summary>
    protected abstract void Configure(ProcessStartInfo start);

    protected virtual void CleanUp() { }

    /// <summary>Waits until a path answers 200.</summary>
    protected Task UntilHealthyAsync(string path) =>
        Eventually.BeTrueAsync(
            $"{Project} answers {path}",
            StartLimit,
            async () =>
            {
                if (_process is not { HasExited: false })
                {
                    throw new InvalidOperationException($"{Project} ended while starting:\n{Output}");
                }

                try
                {
                    using var answer = await Http.GetAsync(new Uri(Address + path));
                    return answer.StatusCode == HttpStatusCode.OK;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            }
        );

    private async Task SignalAsync(string signal)
    {
        if (_process is { } process)
        {
            var pid = process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
            using var kill = Process.Start("kill", [$"-{signal}", pid]);
            await kill.WaitForExitAsync();
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            _output.Enqueue(text);
        }
    }
}
