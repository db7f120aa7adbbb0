using System.ComponentModel;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.Specs.NodeClient;

/// <summary>The npm client of AWS, a client that is not ours, against the emulator by endpoint override alone.</summary>
public sealed class NodeClientSpecs
{
    [Fact]
    public async Task The_JavaScript_SDK_lists_pages_gets_starts_connects_terminates_and_knows_each_error()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5), TimeProvider.System);
        if (await RunAsync("node", ["--version"], AppContext.BaseDirectory, limit.Token) is null)
        {
            var isInsistedOn = Environment.GetEnvironmentVariable("CI") == "true";
            Assert.False(isInsistedOn, "Node is not installed, and CI insists on it.");
            Assert.Skip("Node is not installed.");
        }

        var folder = await InstallAsync(limit.Token);
        await using var app = EmulatorApp.Build(new EmulatorOptions { Urls = "http://127.0.0.1:0" });
        await app.StartAsync(limit.Token);

        var run = await RunAsync(
            "node",
            ["--no-warnings", "walk.mjs", EmulatorApp.BaseAddress(app).GetLeftPart(UriPartial.Authority)],
            folder,
            limit.Token
        );

        Assert.True(run is { ExitCode: 0 } && run.Value.Output.TrimEnd().EndsWith("ok", StringComparison.Ordinal), run?.Output);
    }

    // Installed once beside the built specs; a changed package.json installs again.
    private static async Task<string> InstallAsync(CancellationToken limit)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "NodeClient");
        var folder = Path.Combine(AppContext.BaseDirectory, "node-client");
        var wanted = await File.ReadAllTextAsync(Path.Combine(source, "package.json"), limit);
        var mark = Path.Combine(folder, "installed.json");
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(source, "package.json"), Path.Combine(folder, "package.json"), overwrite: true);
        File.Copy(Path.Combine(source, "walk.mjs"), Path.Combine(folder, "walk.mjs"), overwrite: true);
        if (!File.Exists(mark) || await File.ReadAllTextAsync(mark, limit) != wanted)
        {
            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            var install = await RunAsync(npm, ["install", "--no-audit", "--no-fund", "--no-package-lock"], folder, limit);
            Assert.True(install is { ExitCode: 0 }, install?.Output ?? "npm is not installed.");
            await File.WriteAllTextAsync(mark, wanted, limit);
        }

        return folder;
    }

    private static async Task<(int ExitCode, string Output)?> RunAsync(
        string program,
        string[] arguments,
        string folder,
        CancellationToken limit
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit), process.StandardError.ReadToEndAsync(limit));
            try
            {
                await process.WaitForExitAsync(limit);
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }

            var both = await texts;
            return (process.ExitCode, both[1] + both[0]);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
