using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>A real nginx in a folder of its own, with TLS by a certificate made for it, as docs/network.md sets it up.</summary>
public sealed class Nginx : IAsyncDisposable
{
    public const string Host = "ops.example.com";

    /// <summary>The players' name: another origin than the operators'.</summary>
    public const string PlayerHost = "rescue.example.com";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamops-nginx-");
    private readonly TlsCertificate _certificate;
    private Process? _process;

    public Nginx() => _certificate = new TlsCertificate(_folder, Host);

    /// <summary>Known before it runs: settings of the dashboard name it.</summary>
    public int Port { get; } = FreePort();

    /// <summary>Where operators reach the dashboard.</summary>
    public Uri Operators => new($"https://{Host}:{Port}/ops/");

    public string Origin => $"https://{Host}:{Port}";

    /// <summary>Where players reach theirs.</summary>
    public string PlayerOrigin => $"https://{PlayerHost}:{Port}";

    /// <summary>The program; null where there is none.</summary>
    public static string? Program { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, "nginx"))
            .FirstOrDefault(File.Exists);

    /// <summary>Begins to serve.</summary>
    /// <param name="operators">Where the dashboard listens.</param>
    /// <param name="players">Where the players' listener does.</param>
    public async Task StartAsync(Uri operators, Uri players)
    {
        _certificate.Write();
        var settings = Path.Combine(_folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(settings, Settings(operators, players));
        _process = Process.Start(
            new ProcessStartInfo(Program!, ["-p", _folder.FullName, "-c", settings, "-e", "stderr"])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var since = TimeProvider.System.GetTimestamp();
        while (!await IsThereAsync())
        {
            Assert.False(_process.HasExited, _process.HasExited ? await _process.StandardError.ReadToEndAsync() : "");
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, "nginx does not answer.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
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
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsThereAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // No right is needed: a port above 1024, and every file in the folder.
    private string Settings(Uri operators, Uri players) =>
        $$"""
            daemon off;
            pid nginx.pid;
            worker_processes 1;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            events { }
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
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
            }
            """;
}
