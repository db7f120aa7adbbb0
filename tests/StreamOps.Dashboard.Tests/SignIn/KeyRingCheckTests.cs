using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>A broken key file stops the start by its name; a whole one does not.</summary>
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

    private async Task CheckAsync()
    {
        await using var app = DashboardApp.Build(
            ["--urls", "http://127.0.0.1:0", "--StreamOps:Player:Urls=http://127.0.0.1:0", $"--StreamOps:DataDirectory={_data.FullName}"],
            RunningDashboard.Script
        );
        app.Services.RefuseBrokenKeys();
    }
}
