using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>A certificate for two days, with its key, as files; and the way of clients that believe it and no other.</summary>
/// <param name="folder">Where the files are written.</param>
/// <param name="name">Whose it is, as <c>ops.example.com</c>.</param>
internal sealed class TlsCertificate(DirectoryInfo folder, string name) : IDisposable
{
    private X509Certificate2? _certificate;

    public string CertificateFile { get; } = Path.Combine(folder.FullName, "certificate.pem");

    public string KeyFile { get; } = Path.Combine(folder.FullName, "key.pem");

    public void Write()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", pair, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(CertificateFile, _certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, pair.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Sends requests for these names to this machine, and to other names as usual.</summary>
    public SocketsHttpHandler WayTo(params string[] names) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                var host = names.Contains(context.DnsEndPoint.Host, StringComparer.Ordinal) ? "127.0.0.1" : context.DnsEndPoint.Host;
                await socket.ConnectAsync(host, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    certificate?.GetCertHashString() == _certificate!.GetCertHashString(),
            },
        };

    public void Dispose() => _certificate?.Dispose();
}
