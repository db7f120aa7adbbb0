using System.Diagnostics;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>The dashboard, pointed at an emulator by settings alone, with data of its own.</summary>
public sealed class DashboardServer(EmulatorServer emulator) : ServerProcess
{
    /// <summary>Database and keys; outlives a kill, not the test class.</summary>
    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("streamops-e2e-").FullName;

    /// <summary>Where players are served, without a slash at the end; the same after a kill.</summary>
    public string PlayerAddress { get; } = $"http://127.0.0.1:{Loopback.FreePort()}";

    /// <summary>Settings beyond those that every dashboard of the tests has, as <c>StreamOps__Rescue__AllowTakeover</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    protected override string Project => "StreamOps.Dashboard";

    protected override string HealthPath => "/health/live";

    /// <summary>Waits until the whole fleet was read.</summary>
    public Task UntilReadyAsync() => UntilHealthyAsync("/health/ready");

    /// <summary>Every byte in the data directory, but for the lock that the process holds alone.</summary>
    public IEnumerable<(string File, byte[] Bytes)> ReadData()
    {
        var files = Directory.EnumerateFiles(DataDirectory, "*", SearchOption.AllDirectories);
        foreach (var file in files.Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            // The database is open in the other process: share it.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return (Path.GetRelativePath(DataDirectory, file), bytes.ToArray());
        }
    }

    protected override void Configure(ProcessStartInfo start)
    {
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(Address);
        foreach (var inherited in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["AWS__ServiceURL"] = emulator.Address;
        start.Environment["AWS__AuthenticationRegion"] = "us-west-2";
        start.Environment["AWS_ACCESS_KEY_ID"] = "emulator";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "emulator";
        start.Environment["StreamOps__DataDirectory"] = DataDirectory;
        start.Environment["StreamOps__Player__Urls"] = PlayerAddress;
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        // Its files are kept by browsers as those of a published program are.
        start.Environment["ReloadStaticAssetsAtRuntime"] = "false";
        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }
    }

    protected override void CleanUp() => Directory.Delete(DataDirectory, recursive: true);

    /// <summary>Whether a variable of the environment would set something of the dashboard.</summary>
    internal static bool IsSetting(string name) =>
        name.StartsWith("AWS", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("StreamOps__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase);
}
