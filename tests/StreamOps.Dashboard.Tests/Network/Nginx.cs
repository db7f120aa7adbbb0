using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>A real nginx in a folder of its own, with TLS by a certificate made for it, as docs/network.md sets it up.</summary>
public sealed class Nginx : IAsyncDisposable
{
    public const string Host = "ops.example.com";

    /// <summary>The players' name: another origin than the operators'.</summary>
    public const string PlayerHost = "rescue.example.com";

    private readonly NginxProcess _process = new(FreePort());
    private readonly TlsCertificate _certificate;

    public Nginx() => _certificate = new TlsCertificate(_process.Folder, Host);

    /// <summary>Known before it runs: settings of the dashboard name it.</summary>
    public int Port => _process.Port;

    /// <summary>Where operators reach the dashboard.</summary>
    public Uri Operators => new($"https://{Host}:{Port}/ops/");

    public string Origin => $"https://{Host}:{Port}";

    /// <summary>Where players reach theirs.</summary>
    public string PlayerOrigin => $"https://{PlayerHost}:{Port}";

    /// <summary>Begins to serve.</summary>
    /// <param name="operators">Where the dashboard listens.</param>
    /// <param name="players">Where the players' listener does.</param>
    public Task StartAsync(Uri operators, Uri players)
    {
        _certificate.Write();
        return _process.StartAsync(Servers(operators, players));
    }

    /// <summary>Sends requests for its names to it, and to other names as usual. Believes its certificate and no other.</summary>
    public SocketsHttpHandler Way() => _certificate.WayTo(Host, PlayerHost);

    /// <summary>A WebSocket through it, as a page of that origin opens one.</summary>
    public async Task<WebSocket> SocketAsync(string path, CookieContainer cookies, string? origin)
    {
        var socket = new ClientWebSocket();
        // The container's own idea of ports and prefixes is not a browser's.
        socket.Options.SetRequestHeader("Cookie", cookies.GetCookieHeader(new Uri($"https://{Host}/")));
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        var address = new UriBuilder(new Uri(Operators, path)) { Scheme = "wss" }.Uri;
        using var client = new HttpMessageInvoker(Way());
        await socket.ConnectAsync(address, client, TestContext.Current.CancellationToken);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _certificate.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Servers(Uri operators, Uri players) =>
        $$"""
              map $http_upgrade $connection_upgrade {
                default upgrade;
                ''      '';
              }
              server {
                listen 127.0.0.1:{{Port}} ssl;
                server_name {{Host}};
                ssl_certificate     certificate.pem;
                ssl_certificate_key key.pem;
                proxy_http_version 1.1;
                proxy_set_header Host              $http_host;
                proxy_set_header X-Forwarded-For   $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header Upgrade           $http_upgrade;
                proxy_set_header Connection        $connection_upgrade;
                proxy_read_timeout 60s;
                location /ops {
                  proxy_pass {{operators.GetLeftPart(UriPartial.Authority)}};
                }
              }
              server {
                listen 127.0.0.1:{{Port}} ssl;
                server_name {{PlayerHost}};
                ssl_certificate     certificate.pem;
                ssl_certificate_key key.pem;
                proxy_http_version 1.1;
                proxy_set_header Host              $http_host;
                proxy_set_header X-Forwarded-For   $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header Connection        '';
                proxy_read_timeout 60s;
                location / {
                  proxy_pass {{players.GetLeftPart(UriPartial.Authority)}};
                }
              }
            """;
}
