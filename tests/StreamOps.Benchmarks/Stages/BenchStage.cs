using System.Net;
using StreamOps.Benchmarks.Gauges;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Stages;

/// <summary>An emulator in which nothing happens by itself, and a dashboard on it as its owner would run it: the share of 25 %, two processes of their own.</summary>
internal sealed class BenchStage : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // A hundred thousand sessions take more than five minutes to read at the default share.
    private static readonly TimeSpan ReadLimit = TimeSpan.FromMinutes(20);

    private readonly RunningProgram _emulator;
    private readonly HttpClient _http = new();
    private EmulatorControl? _control;

    public BenchStage(ProgramFolders folders)
    {
        _emulator = new RunningProgram(folders.Emulator, "/_emulator/health") { Arguments = ["--scenario", "quiet"] };
        Dashboard = new RunningProgram(folders.Dashboard, "/health/live");
        Gauge = new Gauge(Dashboard);
    }

    /// <summary>Where the dashboard keeps what it writes.</summary>
    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("streamops-bench-").FullName;

    public RunningProgram Dashboard { get; }

    /// <summary>Reads the dashboard.</summary>
    public Gauge Gauge { get; }

    /// <summary>The emulator's address, without a slash at the end.</summary>
    public string Service => _emulator.Address;

    /// <summary>The queue's.</summary>
    public Uri Queue => new($"{Dashboard.Address}/");

    public EmulatorControl Emulator => _control ?? throw new InvalidOperationException("Not started.");

    /// <summary>Settings beyond those that every dashboard of the benchmarks has.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Starts both, and waits until the whole fleet was read.</summary>
    public async Task StartAsync(FleetWorld world, CancellationToken cancellationToken)
    {
        await StartServiceAsync(world, cancellationToken);
        await StartDashboardAsync(cancellationToken);
    }

    /// <summary>Starts the service alone.</summary>
    public async Task StartServiceAsync(FleetWorld world, CancellationToken cancellationToken)
    {
        _emulator.Launch();
        await _emulator.UntilHealthyAsync(cancellationToken);
        _control = new EmulatorControl(_emulator.Address);
        await PopulateAsync(world);
    }

    /// <summary>Another world in place of what there was.</summary>
    public Task PopulateAsync(FleetWorld world) =>
        Emulator.PopulateAsync(world.SessionsPerGroup, world.ConnectionTimeoutSeconds, world.Groups);

    /// <summary>Starts the dashboard, and waits until the whole fleet was read.</summary>
    public async Task StartDashboardAsync(CancellationToken cancellationToken)
    {
        LaunchDashboard();
        await Dashboard.UntilHealthyAsync(cancellationToken);
        await UntilReadyAsync(cancellationToken);
    }

    /// <summary>Starts the dashboard without waiting for anything. What it wrote in an earlier life is there.</summary>
    public void LaunchDashboard()
    {
        Dashboard.Settings = new Dictionary<string, string>([.. Gauge.Settings, .. Settings], StringComparer.Ordinal)
        {
            ["AWS__ServiceURL"] = _emulator.Address,
            ["AWS__AuthenticationRegion"] = "us-west-2",
            ["AWS_ACCESS_KEY_ID"] = "emulator",
            ["AWS_SECRET_ACCESS_KEY"] = "emulator",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["ReloadStaticAssetsAtRuntime"] = "false",
            ["StreamOps__DataDirectory"] = DataDirectory,
            ["StreamOps__Player__Urls"] = $"http://127.0.0.1:{RunningProgram.FreePort()}",
        };
        Dashboard.Launch();
    }

    /// <summary>Ends the dashboard; with it goes, where that is asked, all that it wrote.</summary>
    public async Task EndDashboardAsync(bool forgets)
    {
        await Dashboard.KillAsync();
        if (forgets)
        {
            Directory.Delete(DataDirectory, recursive: true);
            Directory.CreateDirectory(DataDirectory);
        }
    }

    /// <summary>Waits until every stream group was read to its end.</summary>
    public async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await _http.GetAsync(new Uri($"{Dashboard.Address}/health/ready"), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(began) > ReadLimit)
            {
                throw new TimeoutException($"The fleet was not read within {ReadLimit.TotalMinutes} minutes:\n{Dashboard.Output}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Dashboard.DisposeAsync();
        await _emulator.DisposeAsync();
        _control?.Dispose();
        _http.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
    }
}
