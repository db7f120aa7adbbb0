using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.Keys;

/// <summary>Data Protection's keys are locked by the key of AWS KMS that the settings name.</summary>
public sealed class KmsKeysTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("streamops-kms-");
    private readonly KeyedStarts _starts;
    private TestKms _kms = null!;

    public KmsKeysTests() => _starts = new KeyedStarts(_data);

    public async ValueTask InitializeAsync()
    {
        _kms = await TestKms.StartAsync();
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "profiles"),
            "[kms]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example-secret\n"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _kms.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_kept_key_holds_nothing_in_clear_and_a_second_start_opens_what_the_first_locked()
    {
        var logs = new CapturedLogs();
        var locked = await _starts.LockAsync(With(TestKms.First), logs);

        var text = await File.ReadAllTextAsync(Assert.Single(_starts.Files()), TestContext.Current.CancellationToken);
        Assert.Contains($"<kmsKey>{TestKms.First}</kmsKey>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", text, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", string.Concat(_kms.Bodies), StringComparison.Ordinal);
        Assert.Equal("kept", await _starts.OpenAsync(locked, With(TestKms.First)));
        Assert.Contains("TrentService.Decrypt", _kms.Asked);
        Assert.DoesNotContain("lie in clear", logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_key_the_start_is_refused_and_the_key_is_named()
    {
        await _starts.LockAsync(With(TestKms.First));

        foreach (
            var settings in (string[][])
                [
                    [],
                    With(TestKms.Second),
                ]
        )
        {
            var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => _starts.LockAsync(settings));
            Assert.Contains($"is locked by the key {TestKms.First} of AWS KMS", Assert.Single(refusal.Reasons), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_newer_key_opens_what_the_one_before_locked_where_it_is_named()
    {
        var locked = await _starts.LockAsync(With(TestKms.First));

        Assert.Equal("kept", await _starts.OpenAsync(locked, [.. With(TestKms.Second), $"--StreamOps:Keys:OldKmsKeys={TestKms.First}"]));
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("NotFoundException")]
    [InlineData("DisabledException")]
    [InlineData("KMSInvalidStateException")]
    public async Task A_key_that_cannot_be_used_refuses_the_start_with_a_sentence(string code)
    {
        _kms.Refusal = code;

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => _starts.LockAsync(With(TestKms.First)));

        var reason = Assert.Single(refusal.Reasons);
        Assert.StartsWith("StreamOps:Keys:KmsKey cannot be used. AWS KMS answered ", reason, StringComparison.Ordinal);
        Assert.Contains(code, reason, StringComparison.Ordinal);
        Assert.DoesNotContain("example-secret", reason, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_data.FullName, "keys")) && _starts.Files().Length > 0);
    }

    [Fact]
    public async Task A_refusal_without_a_code_is_told_by_its_status()
    {
        _kms.Refusal = "";

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => _starts.LockAsync(With(TestKms.First)));

        Assert.Contains(
            $"AWS KMS answered HTTP 400 for {TestKms.First}. Check the key",
            Assert.Single(refusal.Reasons),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_locked_key_that_was_changed_refuses_the_start()
    {
        await _starts.LockAsync(With(TestKms.First));
        var file = Assert.Single(_starts.Files());
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var at = text.IndexOf("<tag>", StringComparison.Ordinal) + "<tag>".Length;
        var other = text[at] == 'A' ? 'B' : 'A';
        await File.WriteAllTextAsync(file, $"{text[..at]}{other}{text[(at + 1)..]}", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<StartRefusedException>(() => _starts.LockAsync(With(TestKms.First)));
    }

    public static TheoryData<string, string[]> Wrong =>
        new()
        {
            { "KmsKey", ["KmsKey=alias/streamops"] },
            { "KmsKey", ["KmsKey=arn:aws:kms:us-west-2:111122223333:alias/streamops"] },
            { "KmsKey", ["KmsKey=1234abcd-12ab-34cd-56ef-1234567890ab"] },
            { "KmsKey", ["KmsServiceUrl=http://127.0.0.1:1"] },
            { "KmsKey", [$"KmsKey={TestKms.First}", "CertificateThumbprint=00112233445566778899AABBCCDDEEFF00112233"] },
            { "OldKmsKeys", [$"KmsKey={TestKms.First}", "OldKmsKeys=alias/x"] },
            { "OldKmsKeys", [$"KmsKey={TestKms.First}", $"OldKmsKeys:0={TestKms.Second}"] },
            { "KmsServiceUrl", [$"KmsKey={TestKms.First}", "KmsServiceUrl=https://169.254.169.254"] },
            { "KmsServiceUrl", [$"KmsKey={TestKms.First}", "KmsServiceUrl=https://kms.us-west-2.amazonaws.com.evil.example"] },
            { "KmsServiceUrl", [$"KmsKey={TestKms.First}", "KmsServiceUrl=https://s3.us-west-2.amazonaws.com"] },
            { "KmsServiceUrl", [$"KmsKey={TestKms.First}", "KmsServiceUrl=http://kms.us-west-2.amazonaws.com"] },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_stops_the_start_by_its_key(string key, string[] settings)
    {
        var refusal = Assert.Throws<StartRefusedException>(() =>
            _starts.Build([.. settings.Select(setting => $"--StreamOps:Keys:{setting}")])
        );

        Assert.Contains(refusal.Reasons, reason => reason.StartsWith($"StreamOps:Keys:{key} ", StringComparison.Ordinal));
    }

    private string[] With(string key) =>
        [
            $"--StreamOps:Keys:KmsKey={key}",
            $"--StreamOps:Keys:KmsServiceUrl={_kms.Url}",
            "--AWS:Profile=kms",
            $"--AWS:ProfilesLocation={Path.Combine(_data.FullName, "profiles")}",
        ];
}
