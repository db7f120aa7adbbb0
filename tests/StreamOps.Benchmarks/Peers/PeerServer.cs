using StreamOps.Benchmarks.Gauges;
using StreamOps.Reliability.Programs;

namespace StreamOps.Benchmarks.Peers;

/// <summary>A process that serves the peers' pages. Each peer has one for itself: only then is what it holds known to be that peer's.</summary>
internal sealed class PeerServer : IAsyncDisposable
{
    private readonly RunningProgram _program = new(typeof(PeerApp).Assembly.Location, PeerApp.Health)
    {
        Arguments = [PeerApp.Verb],
        // The collector of a server, as a web project has it by itself.
        Settings = new Dictionary<string, string>(Gauge.Settings, StringComparer.Ordinal) { ["DOTNET_gcServer"] = "1" },
    };

    private readonly HttpClient _http = new();

    public PeerServer() => Gauge = new Gauge(_program);

    /// <summary>Reads it.</summary>
    public Gauge Gauge { get; }

    /// <summary>The address of one of its pages, or of its hub.</summary>
    public Uri At(string path) => new($"{_program.Address}{path}");

    /// <summary>Starts it without waiting.</summary>
    public void Launch() => _program.Launch();

    /// <summary>Starts it and waits until it serves.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Launch();
        return _program.UntilHealthyAsync(cancellationToken);
    }

    /// <summary>Waits until it serves.</summary>
    public Task UntilHealthyAsync(CancellationToken cancellationToken) => _program.UntilHealthyAsync(cancellationToken);

    /// <summary>Changes a row.</summary>
    /// <returns>When that was asked, as a timestamp.</returns>
    public async Task<long> ChangeAsync()
    {
        var at = TimeProvider.System.GetTimestamp();
        using var answer = await _http.PostAsync(At(PeerApp.Change), content: null);
        answer.EnsureSuccessStatusCode();
        return at;
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _http.Dispose();
    }
}
