using System.Diagnostics;
using System.Text.Json;

namespace StreamOps.GameLiftStreams.Specs.OwnClient;

/// <summary>What the build takes in with and without the official package in the own client's place.</summary>
public sealed class SwitchSpecs
{
    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    public async Task The_own_client_is_compiled_only_without_the_switch_and_against_the_Core_it_was_written_for(
        string official,
        bool isBuilt
    )
    {
        using var items = await EvaluateAsync("StreamOps.GameLiftStreams", official);

        var sources = items.RootElement.GetProperty("Items").GetProperty("Compile").GetArrayLength();
        var packages = Identities(items, "PackageReference");
        Assert.Equal((isBuilt, isBuilt), (sources > 0, packages.Contains("AWSSDK.Core")));
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    public async Task Pages_are_read_by_their_bytes_with_the_own_client_alone(string official, bool isBuilt)
    {
        using var items = await EvaluateAsync("StreamOps.Operations", official);

        var sources = Identities(items, "Compile").Select(Path.GetFileName);
        Assert.Equal(isBuilt, sources.Contains("AwsGameLiftStreams.Raw.cs", StringComparer.Ordinal));
    }

    private static HashSet<string> Identities(JsonDocument items, string kind) =>
        items
            .RootElement.GetProperty("Items")
            .GetProperty(kind)
            .EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!)
            .ToHashSet(StringComparer.Ordinal);

    private static async Task<JsonDocument> EvaluateAsync(string projectName, string official)
    {
        var project = Path.Combine(RepositoryRoot(), "src", projectName, $"{projectName}.csproj");
        var start = new ProcessStartInfo(
            "dotnet",
            ["msbuild", project, $"-p:UseOfficialAwsSdk={official}", "-getItem:Compile", "-getItem:PackageReference"]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        // The tests' own host is no place for the build to look for its parts.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var msbuild = Process.Start(start)!;
        var output = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await msbuild.WaitForExitAsync(TestContext.Current.CancellationToken);
        return JsonDocument.Parse(output);
    }

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StreamOps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("StreamOps.sln is in no folder above the tests.");
    }
}
