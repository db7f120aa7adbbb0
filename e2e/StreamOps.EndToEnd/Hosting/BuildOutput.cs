using System.Runtime.InteropServices;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Where the build left the programs under test: beside this assembly's own output, same configuration and framework.</summary>
internal static class BuildOutput
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Where traces, screenshots and server output of failed tests go.</summary>
    public static string TestResults { get; } = Path.Combine(Root, "TestResults", "StreamOps.EndToEnd");

    /// <summary>The <c>dotnet</c> that runs this test run.</summary>
    public static string DotNet { get; } =
        Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")
        );

    /// <summary>A folder of <c>dotnet publish</c> whose programs are measured in place of the build's: <c>STREAMOPS_PUBLISHED</c>. Null for the build's.</summary>
    public static string? Published { get; } = Environment.GetEnvironmentVariable("STREAMOPS_PUBLISHED");

    /// <summary>The program of a source project, as <c>StreamOps.Dashboard</c>.</summary>
    public static string ProgramOf(string project)
    {
        if (Published is { } folder && Path.Combine(folder, $"{project}.dll") is var published && File.Exists(published))
        {
            return published;
        }

        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.Combine(Root, "src", project, "bin", framework.Parent!.Name, framework.Name, $"{project}.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException($"{project} is not built.", program);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StreamOps.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests run from a build inside the repository.");
    }
}
