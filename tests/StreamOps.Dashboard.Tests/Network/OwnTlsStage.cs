using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>A dashboard on a network address, with https of its own and nothing in front.</summary>
public sealed class OwnTlsStage : IAsyncLifetime
{
    private const string Host = "ops.example.com";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamops-tls-");
    private readonly TlsCertificate _certificate;
    private SignedInDashboard _stage = null!;

    public OwnTlsStage() => _certificate = new TlsCertificate(_folder, Host);

    /// <summary>Where people know it.</summary>
    public Uri Known => new($"https://{Host}:{_stage.Dashboard.Address.Port}/");

    /// <summary>The same, as a browser writes it in its Origin header.</summary>
    public string Origin => Known.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        _certificate.Write();
        _stage = await SignedInDashboard.StartAsync(
            null,
            "--urls=https://0.0.0.0:0",
            $"--Kestrel:Certificates:Default:Path={_certificate.CertificateFile}",
            $"--Kestrel:Certificates:Default:KeyPath={_certificate.KeyFile}"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    public SignedInDashboard Anew() => _stage.Anew();

    /// <summary>How a client gets there.</summary>
    public SocketsHttpHandler Way() => _certificate.WayTo(Host);
}
