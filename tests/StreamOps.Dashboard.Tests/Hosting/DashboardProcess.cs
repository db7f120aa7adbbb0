using System.Diagnostics;
using System.Globalization;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>The dashboard as a process of its own, as a person starts it: its own environment, its own output.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("streamops-process-");
    private readonly Process _process;

    private DashboardProcess(IReadOnlyDictionary<string, string> environment, params string[] args)
        : this("dotnet", [], environment, args) { }

    private DashboardProcess(string program, string[] before, IReadOnlyDictionary<string, string> environment, string[] args)
    {
        var start = new ProcessStartInfo(program, [.. before, Path.Combine(AppContext.BaseDirectory, "StreamOps.Dashboard.dll"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["StreamOps__DataDirectory"] = _data.FullName;
        start.Environment["StreamOps__Player__Urls"] = "http://127.0.0.1:0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
    }

    public static DashboardProcess Start(params (string Name, string Value)[] environment) =>
        new(environment.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), "--urls", "http://127.0.0.1:0");

    /// <summary>With at most so many files and connections open at once (Linux).</summary>
    public static DashboardProcess StartWithin(int descriptors, params (string Name, string Value)[] environment) =>
        new(
            "prlimit",
            [string.Create(CultureInfo.InvariantCulture, $"--nofile={descriptors}:{descriptors}"), "dotnet"],
            environment.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
            ["--urls", "http://127.0.0.1:0"]
        );

    /// <summary>Files and connections it has open (Linux).</summary>
    public int Descriptors => Directory.GetFileSystemEntries($"/proc/{Id}/fd").Length;

    private string Id => _process.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Stops it where it stands for a while.</summary>
    public async Task StandStillAsync(TimeSpan span)
    {
        await Process.Start("kill", ["-STOP", Id]).WaitForExitAsync();
        await Task.Delay(span, TimeProvider.System);
        await Process.Start("kill", ["-CONT", Id]).WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as a supervisor does (SIGTERM), as soon as it has begun to make its database: it has not started then.</summary>
    public async Task StopDuringStartAsync(CancellationToken cancellationToken)
    {
        while (!File.Exists(Path.Combine(_data.FullName, "streamops.db")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }

        await Process.Start("kill", ["-TERM", Id]).WaitForExitAsync(cancellationToken);
    }

    /// <summary>With this command line and nothing else.</summary>
    public static DashboardProcess StartWith(params string[] args) => new(new Dictionary<string, string>(StringComparer.Ordinal), args);

    /// <summary>With this command line and this environment.</summary>
    public static DashboardProcess StartWith((string Name, string Value)[] environment, params string[] args) =>
        new(environment.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), args);

    /// <summary>Waits for its end: the exit code and all that it wrote.</summary>
    public async Task<(int ExitCode, string Errors, string Output)> EndAsync(CancellationToken cancellationToken)
    {
        var errors = _process.StandardError.ReadToEndAsync(cancellationToken);
        var output = _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, await errors, await output);
    }

    /// <summary>Reads its output until a line holds that text.</summary>
    public async Task<string> LineWithAsync(string text, CancellationToken cancellationToken) =>
        (await LinesWithAsync(cancellationToken, text))[0];

    /// <summary>Reads its output until each of the texts stood in a line, in whichever order they come.</summary>
    /// <returns>A line for each text.</returns>
    public async Task<string[]> LinesWithAsync(CancellationToken cancellationToken, params string[] texts)
    {
        var lines = new string?[texts.Length];
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            for (var at = 0; at < texts.Length; at++)
            {
                lines[at] ??= line.Contains(texts[at], StringComparison.Ordinal) ? line : null;
            }

            if (lines.All(found => found is not null))
            {
                return [.. lines.OfType<string>()];
            }
        }

        var missing = string.Join("\", \"", texts.Where((_, at) => lines[at] is null));
        throw new EndOfStreamException($"It ended without \"{missing}\": {await _process.StandardError.ReadToEndAsync(cancellationToken)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _data.Delete(recursive: true);
    }
}
