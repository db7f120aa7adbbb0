using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Keys;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Operations;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Keys;

/// <summary>Data Protection's keys are locked by the certificate that the settings name.</summary>
[Trait("Row", "F29")]
public sealed class KeyCertificateTests : IDisposable
{
    private const string Password = "open-sesame-7";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("streamops-certificate-");
    private readonly KeyedStarts _starts;

    public KeyCertificateTests() => _starts = new KeyedStarts(_data);

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_kept_key_holds_nothing_in_clear_and_a_second_start_opens_what_the_first_locked()
    {
        var settings = With(MakeCertificate("first"));
        var locked = await _starts.LockAsync(settings);

        var text = await File.ReadAllTextAsync(Assert.Single(_starts.Files()), TestContext.Current.CancellationToken);
        Assert.Contains("EncryptedData", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", text, StringComparison.Ordinal);
        Assert.Equal("kept", await _starts.OpenAsync(locked, settings));
    }

    [Fact]
    public async Task Without_its_certificate_the_start_is_refused_and_the_certificate_is_named()
    {
        var first = MakeCertificate("first");
        await _starts.LockAsync(With(first));
        using var held = X509CertificateLoader.LoadPkcs12FromFile(first, Password);

        foreach (
            var settings in (string[][])
                [
                    [],
                    With(MakeCertificate("other")),
                ]
        )
        {
            var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => _starts.LockAsync(settings));
            Assert.Contains(held.Thumbprint, Assert.Single(refusal.Reasons), StringComparison.Ordinal);
            Assert.Contains("StreamOps:Keys:CertificateFile", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Single(_starts.Files());
    }

    [Fact]
    public async Task The_refusal_is_the_sentence_alone()
    {
        await _starts.LockAsync(With(MakeCertificate("first")));
        await using var dashboard = DashboardProcess.Start(("StreamOps__DataDirectory", _data.FullName));

        var (exitCode, errors, output) = await dashboard.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, ""), (exitCode, output.Trim()));
        Assert.StartsWith("The key file ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_certificate_opens_old_keys_with_the_old_one_beside_it()
    {
        var first = MakeCertificate("first");
        var locked = await _starts.LockAsync(With(first));

        Assert.Equal(
            "kept",
            await _starts.OpenAsync(locked, [.. With(MakeCertificate("second")), $"--StreamOps:Keys:OldCertificateFiles={first}"])
        );
    }

    [Fact]
    public async Task One_of_the_personal_store_locks_them_opens_them_while_it_lies_there_and_is_named_once_it_is_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the store is the system's own, and may ask its user.");
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(
            MakeCertificate("stored"),
            Password,
            X509KeyStorageFlags.Exportable
        );
        string[] settings = [$"--StreamOps:Keys:CertificateThumbprint={certificate.Thumbprint}"];
        using (var personal = new X509Store(StoreName.My, StoreLocation.CurrentUser, OpenFlags.ReadWrite))
        {
            personal.Add(certificate);
            try
            {
                var locked = await _starts.LockAsync(settings);

                var text = await File.ReadAllTextAsync(Assert.Single(_starts.Files()), TestContext.Current.CancellationToken);
                Assert.DoesNotContain("<masterKey", text, StringComparison.Ordinal);
                Assert.Equal("kept", await _starts.OpenAsync(locked, settings));
                // Another one has come: the old one is found without being named.
                Assert.Equal("kept", await _starts.OpenAsync(locked, With(MakeCertificate("next"))));
            }
            finally
            {
                personal.Remove(certificate);
            }
        }

        var without = Assert.Throws<StartRefusedException>(() => _starts.Build(settings));
        Assert.Contains($"CertificateThumbprint names {certificate.Thumbprint}", Assert.Single(without.Reasons), StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<StartRefusedException>(() => _starts.LockAsync([]));
        Assert.Contains(certificate.Thumbprint, Assert.Single(missing.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_database_they_are_locked_and_missed_as_well()
    {
        if (PostgresServer.Shared is null)
        {
            Assert.SkipUnless(
                string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal),
                PostgresServer.WhyNone
            );
        }

        using var kept = await PostgresTestDatabase.TakeAsync();
        string[] store = ["--StreamOps:Store=postgres", $"--StreamOps:Postgres:ConnectionString={kept.ConnectionString}"];
        string[] settings = [.. store, .. With(MakeCertificate("first"))];
        await using (var first = _starts.Build(settings))
        {
            await first.Services.OpenStoreAsync(TestContext.Current.CancellationToken);
            first.Services.RefuseBrokenKeys();
            var xml = Assert.Single(await first.Services.GetRequiredService<KeyElements>().AllAsync());
            Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal);
        }

        await using var second = _starts.Build(store);
        var refusal = Assert.Throws<StartRefusedException>(second.Services.RefuseBrokenKeys);
        Assert.Contains("table DataProtectionKeys is locked by the certificate", refusal.Message, StringComparison.Ordinal);
        Assert.Single(await second.Services.GetRequiredService<KeyElements>().AllAsync());
    }

    [Fact]
    public async Task Keys_in_clear_are_told_once_and_quietly_and_those_from_before_a_certificate_too()
    {
        var logs = new CapturedLogs();
        await _starts.LockAsync([], logs);
        Assert.Single(logs.Text.Split('\n'), line => line.Contains("lie in clear", StringComparison.Ordinal));

        var later = new CapturedLogs();
        await _starts.LockAsync(With(MakeCertificate("first")), later);
        Assert.Single(later.Text.Split('\n'), line => line.Contains("from before that still lie in clear", StringComparison.Ordinal));
    }

    public static TheoryData<string, string[]> Wrong =>
        new()
        {
            { "CertificateFile", ["CertificateFile=/no/such.pfx"] },
            { "CertificateFile", ["CertificateFile={first}", "CertificatePassword=wrong-secret"] },
            { "CertificateFile", ["CertificateFile={elliptic}", $"CertificatePassword={Password}"] },
            { "CertificateFile", [$"CertificatePassword={Password}"] },
            {
                "CertificatePasswordFile",
                ["CertificateFile={first}", $"CertificatePassword={Password}", "CertificatePasswordFile={first}"]
            },
            { "CertificatePasswordFile", ["CertificateFile={first}", "CertificatePasswordFile=/no/such/file"] },
            { "CertificateThumbprint", ["CertificateThumbprint=00112233445566778899AABBCCDDEEFF00112233"] },
            { "CertificateThumbprint", ["CertificateFile={first}", $"CertificatePassword={Password}", "CertificateThumbprint=00"] },
            { "OldCertificateFiles", ["CertificateFile={first}", $"CertificatePassword={Password}", "OldCertificateFiles=/no/such.pfx"] },
            { "OldCertificateFiles", ["OldCertificateFiles={first}", $"OldCertificatePassword={Password}"] },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_stops_the_start_by_its_key_and_tells_no_password(string key, string[] settings)
    {
        var first = MakeCertificate("first");
        var elliptic = MakeCertificate("elliptic", isElliptic: true);
        var typed = settings.Select(setting =>
            "--StreamOps:Keys:"
            + setting.Replace("{first}", first, StringComparison.Ordinal).Replace("{elliptic}", elliptic, StringComparison.Ordinal)
        );

        var refusal = Assert.Throws<StartRefusedException>(() => _starts.Build([.. typed]));

        Assert.StartsWith($"StreamOps:Keys:{key} ", Assert.Single(refusal.Reasons), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_may_lie_in_a_file()
    {
        var file = Path.Combine(_data.FullName, "password");
        await File.WriteAllTextAsync(file, Password + "\n", TestContext.Current.CancellationToken);
        string[] settings =
        [
            $"--StreamOps:Keys:CertificateFile={MakeCertificate("first")}",
            $"--StreamOps:Keys:CertificatePasswordFile={file}",
        ];

        Assert.Equal("kept", await _starts.OpenAsync(await _starts.LockAsync(settings), settings));
    }

    private static string[] With(string file) =>
        [$"--StreamOps:Keys:CertificateFile={file}", $"--StreamOps:Keys:CertificatePassword={Password}"];

    private string MakeCertificate(string name, bool isElliptic = false)
    {
        using var rsa = RSA.Create(2048);
        using var elliptic = ECDsa.Create();
        var request = isElliptic
            ? new CertificateRequest($"CN={name}", elliptic, HashAlgorithmName.SHA256)
            : new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        // Long ended: a key that lies still is opened by it nevertheless.
        using var certificate = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        var file = Path.Combine(_data.FullName, $"{name}.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, Password));
        return file;
    }
}
