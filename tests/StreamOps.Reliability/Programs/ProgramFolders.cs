using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StreamOps.Reliability.Programs;

/// <summary>Where the programs under test lie: as they were built, or published in the form that starts quickest.</summary>
/// <param name="Dashboard">The dashboard's assembly.</param>
/// <param name="Emulator">The emulator's assembly.</param>
public sealed record ProgramFolders(string Dashboard, string Emulator)
{
    /// <summary>The <c>dotnet</c> that runs this.</summary>
    public static string DotNet { get; } =
        Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")
        );

    /// <summary>As the build left them: same configuration and framework as this program's own.</summary>
    public static ProgramFolders Built()
    {
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string Of(string project) =>
            Path.Combine(Root(), "src", project, "bin", framework.Parent!.Name, framework.Name, $"{project}.dll") is var file
            && File.Exists(file)
                ? file
                : throw new FileNotFoundException($"{project} is not built.", project);
        return new ProgramFolders(Of("StreamOps.Dashboard"), Of("StreamOps.Emulator"));
    }

    /// <summary>The dashboard compiled ahead of time, a third quicker to start; as it was built where that cannot be had.</summary>
    public static async Task<ProgramFolders> PublishedAsync()
    {
        var built = Built();
        var folder = Path.Combine(Root(), "tests", "StreamOps.Reliability", "obj", "published");
        string[] arguments =
        [
            "publish",
            Path.Combine(Root(), "src", "StreamOps.Dashboard"),
            "-c",
            "Release",
            "-r",
            RuntimeInformation.RuntimeIdentifier is var here && here.StartsWith("linux", StringComparison.Ordinal)
                ? $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}"
                : here,
            "--self-contained",
            "false",
            "-p:PublishReadyToRun=true",
            "-o",
            folder,
            "-v",
            "q",
            // Nothing of it stays behind and takes of the processors while something else is measured.
            "-nodeReuse:false",
            "-p:UseSharedCompilation=false",
        ];
        using var publish = Process.Start(
            new ProcessStartInfo(DotNet, arguments) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        var published = Path.Combine(folder, "StreamOps.Dashboard.dll");
        return publish.ExitCode == 0 && File.Exists(published) ? built with { Dashboard = published } : built;
    }

    /// <summary>The folder that holds the solution.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StreamOps.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("This runs from a build inside the repository.");
    }
}
