using System.Diagnostics;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>Keys in a profile's own file: read when it was written, believed when they are whole, waited for by nobody.</summary>
public sealed class ProfileKeysSpecs : IDisposable
{
    private const string First = "[base]\naws_access_key_id = AKIAFIRST\naws_secret_access_key = example\naws_session_token = example\n";
    private const string Second = "[base]\naws_access_key_id = AKIASECOND\naws_secret_access_key = example\naws_session_token = example\n";

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("streamops-aws-").FullName, "credentials");
    private readonly FakeTimeProvider _time = new();
    private readonly AWSCredentials _credentials;

    public ProfileKeysSpecs()
    {
        File.WriteAllText(_file, First);
        _credentials = AwsProfiles.Credentials("base", _file, _time);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public async Task The_file_is_looked_at_once_a_second()
    {
        await KeyAfter(ProfileKeys.BetweenLooks);

        await WriteAsync(Second);

        Assert.Equal("AKIAFIRST", await KeyAfter(ProfileKeys.BetweenLooks - TimeSpan.FromMilliseconds(1)));
        Assert.Equal("AKIASECOND", await KeyAfter(TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public async Task A_file_that_was_not_written_since_is_not_read()
    {
        await KeyAfter(ProfileKeys.BetweenLooks);
        await KeyAfter(ProfileKeys.BetweenLooks);
        var writtenAt = File.GetLastWriteTimeUtc(_file);

        await WriteAsync(First.Replace("AKIAFIRST", "AKIAOTHER", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(_file, writtenAt);

        Assert.Equal("AKIAFIRST", await KeyAfter(ProfileKeys.BetweenLooks));
        File.SetLastWriteTimeUtc(_file, writtenAt.AddSeconds(1));
        Assert.Equal("AKIAOTHER", await KeyAfter(ProfileKeys.BetweenLooks));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[base]\naws_acc")]
    [InlineData("[base]\naws_access_key_id = AKIASECOND\n")]
    [InlineData("[base]\naws_access_key_id = AKIASECOND\naws_secret_access_key = exa")]
    [InlineData("[base]\naws_access_key_id = AKIASECOND\naws_secret_access_key = example\n")]
    public async Task What_breaks_off_does_not_take_the_place_of_keys_that_are_whole(string written)
    {
        await WriteAsync(written);

        Assert.Equal("AKIAFIRST", await KeyAfter(ProfileKeys.BetweenLooks));
        await WriteAsync(Second);
        Assert.Equal("AKIASECOND", await KeyAfter(ProfileKeys.BetweenLooks));
    }

    [Theory]
    [InlineData("[base]\naws_access_key_id = AKIASECOND\naws_secret_access_key = example\naws_session_token = example")]
    [InlineData("[base]\naws_access_key_id = AKIASECOND\naws_secret_access_key = example\n")]
    public async Task What_may_have_broken_off_is_believed_once_it_stands(string written)
    {
        await WriteAsync(written);

        Assert.Equal("AKIAFIRST", await KeyAfter(ProfileKeys.BetweenLooks));
        Assert.Equal("AKIASECOND", await KeyAfter(ProfileKeys.BetweenLooks));
    }

    [Fact]
    public async Task Keys_behind_a_link_are_read_anew_when_it_leads_elsewhere()
    {
        var (old, next) = (_file + ".old", _file + ".next");
        File.Move(_file, old);
        File.CreateSymbolicLink(_file, old);
        await KeyAfter(ProfileKeys.BetweenLooks);

        await File.WriteAllTextAsync(next, Second, TestContext.Current.CancellationToken);
        File.Delete(_file);
        File.CreateSymbolicLink(_file, next);

        Assert.Equal("AKIASECOND", await KeyAfter(ProfileKeys.BetweenLooks));
    }

    [Fact]
    public async Task A_disk_that_does_not_answer_keeps_no_call_waiting()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no pipe to be opened that nobody writes.");
        File.Delete(_file);
        using (var made = Process.Start("mkfifo", _file))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // Whoever opens it to read waits until somebody opens it to write.
        var looking = _credentials.GetCredentialsAsync();
        var others = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _credentials.GetCredentialsAsync()));
        _time.Advance(ProfileKeys.Patience);

        Assert.All(others.Append(await looking), keys => Assert.Equal("AKIAFIRST", keys.AccessKey));
        await using var writer = new FileStream(_file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        File.Delete(_file);
    }

    private async Task<string> KeyAfter(TimeSpan time)
    {
        _time.Advance(time);
        return (await _credentials.GetCredentialsAsync()).AccessKey;
    }

    private Task WriteAsync(string lines) => File.WriteAllTextAsync(_file, lines, TestContext.Current.CancellationToken);
}
