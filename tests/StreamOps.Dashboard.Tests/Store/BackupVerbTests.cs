using System.Formats.Tar;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Store;

public sealed class BackupVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamops-backup-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_saves_what_a_process_is_at_work_on_and_says_where()
    {
        var data = Path.Combine(_folder, "data");
        using var running = new DataDirectory(Options.Create(new OperationsOptions { DataDirectory = data }));
        await MigratedDatabase.CopyIntoAsync(running);
        Directory.CreateDirectory(Path.Combine(data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(data, "keys", "key-1.xml"), "<key/>");
        var file = Path.Combine(_folder, "backup.tar");

        Assert.Equal((0, $"Saved in {file}.", ""), await RunAsync("backup", file, "--StreamOps:DataDirectory", data));
        Assert.Equal(
            (1, "", $"{file} is there already, and is not overwritten."),
            await RunAsync("backup", file, $"--StreamOps:DataDirectory={data}")
        );

        await TarFile.ExtractToDirectoryAsync(
            file,
            Directory.CreateDirectory(Path.Combine(_folder, "restored")).FullName,
            overwriteFiles: false
        );
        Assert.Equal(
            ["keys", "streamops.db"],
            Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "restored")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("backup", "--help")]
    [InlineData("backup", "a.tar", "b.tar")]
    [InlineData("backup", "a.tar", "--StreamOps:DataDirectry=x")]
    public async Task What_is_not_understood_saves_nothing_and_says_how_it_goes(params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);

        Assert.Equal((BackupVerb.NotSaved, ""), (code, output));
        Assert.Contains("backup FILE", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.True(BackupVerb.IsAskedFor(args));
        var code = await BackupVerb.RunAsync(args, output, errors, CancellationToken.None);
        return (code, output.ToString().Trim(), errors.ToString().Trim());
    }
}
