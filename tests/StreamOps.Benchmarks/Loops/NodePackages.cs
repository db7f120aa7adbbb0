using System.ComponentModel;
using System.Diagnostics;

namespace StreamOps.Benchmarks.Loops;

/// <summary>The AWS SDK for JavaScript, installed once beside this program; a changed package.json installs it again.</summary>
internal static class NodePackages
{
    private static string Source => Path.Combine(AppContext.BaseDirectory, "Loops");

    /// <summary>Installs it where it is not there yet.</summary>
    /// <returns>The folder with the loops in it.</returns>
    /// <exception cref="InvalidOperationException">There is no Node here, or the package is not to be had.</exception>
    public static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "node-loops");
        var wanted = await File.ReadAllTextAsync(Path.Combine(Source, "package.json"), cancellationToken);
        var mark = Path.Combine(folder, "installed.json");
        Directory.CreateDirectory(folder);
        foreach (var file in (string[])["package.json", "loops.mjs"])
        {
            File.Copy(Path.Combine(Source, file), Path.Combine(folder, file), overwrite: true);
        }

        if (!File.Exists(mark) || await File.ReadAllTextAsync(mark, cancellationToken) != wanted)
        {
            await InstallInAsync(folder, cancellationToken);
            await File.WriteAllTextAsync(mark, wanted, cancellationToken);
        }

        return folder;
    }

    private static async Task InstallInAsync(string folder, CancellationToken cancellationToken)
    {
        // What npm has kept from before is taken first: it need not reach anybody.
        var start = new ProcessStartInfo(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            ["install", "--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock"]
        )
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var npm = Process.Start(start)!;
            var told = await Task.WhenAll(
                npm.StandardOutput.ReadToEndAsync(cancellationToken),
                npm.StandardError.ReadToEndAsync(cancellationToken)
            );
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
            {
                throw new InvalidOperationException($"The AWS SDK for JavaScript was not installed:\n{told[1]}{told[0]}");
            }
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("The peers of the feed need Node and npm.", missing);
        }
    }
}
