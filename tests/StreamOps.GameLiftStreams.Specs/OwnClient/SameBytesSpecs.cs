using System.Diagnostics;

namespace StreamOps.GameLiftStreams.Specs.OwnClient;

/// <summary>What is released can be built again, anywhere, to the byte. The hosted build asks the same of the dashboard.</summary>
public sealed class SameBytesSpecs
{
    [Fact]
    public async Task The_same_source_gives_the_same_bytes_in_another_folder_and_without_its_history()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script wants a POSIX shell.");
        var script = Path.Combine(SwitchSpecs.RepositoryRoot(), "tests", "same-bytes.sh");
        var start = new ProcessStartInfo("bash", [script, "src/StreamOps.GameLiftStreams"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };

        using var builds = Process.Start(start)!;
        var output = await builds.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await builds.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(builds.ExitCode == 0, output);
        Assert.Contains("StreamOps.GameLiftStreams.dll", output, StringComparison.Ordinal);
    }
}
