using System.Diagnostics;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>The dashboard as a visitor starts it: nothing is set, so it plays the demo with an emulator of its own.</summary>
public class DemoServer : ServerProcess, IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("streamops-demo-").FullName;

    /// <summary>Where players are served.</summary>
    public string PlayerAddress { get; init; } = $"http://127.0.0.1:{Loopback.FreePort()}";

    /// <summary>Which evening; null for the one that plays when nothing is set.</summary>
    protected virtual string? Scenario => "quiet";

    public async ValueTask InitializeAsync() => await StartAsync();

    protected override string Project => "StreamOps.Dashboard";

    protected override string HealthPath => "/health/ready";

    protected override void Configure(ProcessStartInfo start)
    {
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(Address);
        foreach (var inherited in start.Environment.Keys.Where(DashboardServer.IsSetting).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["StreamOps__DataDirectory"] = _data;
        start.Environment["StreamOps__Player__Urls"] = PlayerAddress;
        if (Scenario is { } scenario)
        {
            start.Environment["StreamOps__Demo__Scenario"] = scenario;
        }

        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
    }

    protected override void CleanUp() => Directory.Delete(_data, recursive: true);
}

/// <summary>The evening that a newcomer sees: players wait at once, and are scripted.</summary>
public sealed class EveningServer : DemoServer
{
    protected override string? Scenario => null;
}
