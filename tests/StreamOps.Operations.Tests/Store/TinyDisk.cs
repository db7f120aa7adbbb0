using System.Diagnostics;

namespace StreamOps.Operations.Tests.Store;

/// <summary>A file system of four megabytes in memory, which can be full or read-only. Root on Linux alone can make one: there the gate insists.</summary>
internal sealed class TinyDisk : IDisposable
{
    private const string LetsNobodyMount = "This machine lets nobody mount, root neither: without a small disk a full one is not tried.";

    private TinyDisk() { }

    public string Path { get; } = Directory.CreateTempSubdirectory("streamops-disk-").FullName;

    public static TinyDisk OrSkip()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root on Linux can make a small disk.");
        var disk = new TinyDisk();
        if (!Run("mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", disk.Path))
        {
            Directory.Delete(disk.Path);
            Assert.SkipUnless(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), LetsNobodyMount);
            Assert.Fail(LetsNobodyMount);
        }

        return disk;
    }

    /// <summary>Makes it another account's.</summary>
    public void GiveTo(string account) => Assert.True(Run("chown", account, Path), $"The disk cannot be given to {account}.");

    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4_096]);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Filler);

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(command, arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                }
            )!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
