using System.Diagnostics;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>The dashboard as a visitor starts it: nothing is set, so it plays the demo with an emulator of its own.</summary>
public sealed class DemoServer : ServerProcess, IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("streamops-demo-").FullName;

    /// <summary>Where players are served.</summary>
    public string PlayerAddress { get; init; } = $"http://127.0.0.1:{Loopback.FreePort()}";

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
        start.Environment["StreamOps__Demo__Scenario"] = "quiet";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
    }

    protected override void CleanUp() => Directory.Delete(_data, recursive: true);
}
