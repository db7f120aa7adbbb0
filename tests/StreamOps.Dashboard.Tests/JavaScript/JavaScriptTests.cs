using System.Diagnostics;
using StreamOps.Dashboard.Tests.Theme;

namespace StreamOps.Dashboard.Tests.JavaScript;

/// <summary>The pages' scripts under Node: their types, the emulator's included, and the pure parts of the clocks, of the links and of the player's page.</summary>
public sealed class JavaScriptTests
{
    private const string TypeScriptVersion = "7.0.2";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Two projects, so that the globals of the emulator's scripts are not taken for the dashboard's.</summary>
    [Theory]
    [InlineData("tsconfig.json")]
    [InlineData("tsconfig.emulator.json")]
    public async Task The_scripts_types_hold(string project)
    {
        await SkipWithoutNodeAsync();
        var folder = Path.Combine(Path.GetTempPath(), $"streamops-typescript-{TypeScriptVersion}");
        var compiler = Path.Combine(folder, "node_modules", "typescript", "bin", "tsc");
        if (!File.Exists(compiler))
        {
            Directory.CreateDirectory(folder);
            var install = await RunAsync("npm", folder, "install", "--no-audit", "--no-fund", $"typescript@{TypeScriptVersion}");
            Assert.True(install.ExitCode == 0, install.Output);
        }

        var check = await RunAsync("node", folder, compiler, "--project", Path.Combine(Folder(), project));

        Assert.True(check.ExitCode == 0, check.Output);
    }

    [Theory]
    [InlineData("announcer.spec.mjs")]
    [InlineData("circuit-sign.spec.mjs")]
    [InlineData("clocks.spec.mjs")]
    [InlineData("come-back.spec.mjs")]
    [InlineData("connection.spec.mjs")]
    [InlineData("links.spec.mjs")]
    [InlineData("player.spec.mjs")]
    [InlineData("rows.spec.mjs")]
    [InlineData("takeover.spec.mjs")]
    public async Task The_pure_parts_hold_what_their_specs_say(string spec)
    {
        await SkipWithoutNodeAsync();

        var specs = await RunAsync("node", Folder(), "--no-warnings", "--test", Path.Combine(Folder(), spec));

        Assert.True(specs.ExitCode == 0, specs.Output);
    }

    private static string Folder() => Path.Combine(DesignTokens.Repository(), "tests", "StreamOps.Dashboard.Tests", "JavaScript");

    private static async Task SkipWithoutNodeAsync()
    {
        var isInsisted = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        try
        {
            await RunAsync("node", ".", "--version");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.False(isInsisted, "Node is not installed, and CI insists on it.");
            Assert.Skip("Node is absent: the scripts are not checked. Install Node 20 or later to check them.");
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }
}
