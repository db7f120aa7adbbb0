using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Dashboard.Keys;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.Keys;

/// <summary>A broken key file stops the start by its name; a whole one does not.</summary>
[Trait("Row", "F29")]
public sealed class KeyRingCheckTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("streamops-keys-");

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("<key id=\"")]
    [InlineData("<other/>")]
    [InlineData("<key id=\"7f1c5f0e-0000-4000-8000-000000000001\" version=\"1\"/>")]
    public async Task A_key_file_that_cannot_be_used_stops_the_start_and_is_named(string text)
    {
        await CheckAsync();
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_data.FullName, "keys")));
        await File.WriteAllTextAsync(file, text);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(CheckAsync);

        Assert.Contains(file, Assert.Single(refusal.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_whose_secret_is_broken_is_named_too()
    {
        await CheckAsync();
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_data.FullName, "keys")));
        var text = await File.ReadAllTextAsync(file);
        var start = text.IndexOf("<value>", StringComparison.Ordinal) + "<value>".Length;
        await File.WriteAllTextAsync(file, text[..start] + "broken" + text[text.IndexOf("</value>", StringComparison.Ordinal)..]);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(CheckAsync);

        Assert.Contains(file, Assert.Single(refusal.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_key_file_is_used_again()
    {
        await CheckAsync();

        await CheckAsync();

        Assert.Single(Directory.GetFiles(Path.Combine(_data.FullName, "keys")));
    }

    [Fact]
    public void A_keys_folder_that_the_disk_has_no_room_for_is_no_damage()
    {
        var keys = Path.Combine(_data.FullName, "keys");
        var files = new KeyFiles(keys, _ => throw NoSpace(), NullLoggerFactory.Instance);

        Assert.Empty(files.GetAllElements());
        files.StoreElement(new XElement("key"), "key-1");

        Assert.Equal("key", Assert.Single(files.GetAllElements()).Name.LocalName);
        Assert.False(KeyRingCheck.IsAboutKeys(NoSpace()));
        Assert.True(KeyRingCheck.IsAboutKeys(new IOException()));
    }

    private static IOException NoSpace() => new("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);

    private async Task CheckAsync()
    {
        await using var app = DashboardApp.Build(
            ["--urls", "http://127.0.0.1:0", "--StreamOps:Player:Urls=http://127.0.0.1:0", $"--StreamOps:DataDirectory={_data.FullName}"],
            RunningDashboard.Script
        );
        app.Services.RefuseBrokenKeys();
    }
}
