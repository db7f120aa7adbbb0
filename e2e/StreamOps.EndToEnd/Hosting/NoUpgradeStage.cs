using StreamOps.Testing;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>A dashboard under a base path behind a real nginx, from whose settings the two lines are missing that let WebSockets through.</summary>
public sealed class NoUpgradeStage : Stage
{
    private const string BasePath = "/ops";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly NginxProcess _nginx = new(Loopback.FreePort());

    /// <summary>The queue's address, as operators know it.</summary>
    public string Queue => $"{Front}{BasePath}/";

    protected override int Sessions => 20;

    protected override int ConnectionTimeoutSeconds => 600;

    private string Front => $"http://127.0.0.1:{_nginx.Port}";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if (NginxProcess.Program is not null)
        {
            await _nginx.StartAsync(Servers(passesUpgrade: false));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _nginx.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>A phone's browser in front of the proxy, that nobody used before.</summary>
    public Task<OperatorBrowser> OpenPhoneAsync() =>
        OperatorBrowser.OpenAsync(
            Browser,
            Queue,
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );

    /// <summary>Adds the two lines and lets nginx read them, as whoever set it up does. All that comes from then on is let through.</summary>
    public async Task MendProxyAsync()
    {
        await _nginx.ReloadAsync(Servers(passesUpgrade: true));
        using var http = new HttpClient();
        await Eventually.BeTrueAsync(
            "nginx goes by its new settings",
            Patience,
            async () => await http.GetStringAsync(new Uri($"{Front}/passes-upgrade")) == "True"
        );
    }

    protected override void Configure() =>
        Dashboard.Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["StreamOps__PathBase"] = BasePath };

    private string Servers(bool passesUpgrade) =>
        $$"""
            map $http_upgrade $connection_upgrade {
              default upgrade;
              ''      '';
            }
            server {
              listen 127.0.0.1:{{_nginx.Port}};
              proxy_http_version 1.1;
              proxy_set_header Host              $http_host;
              proxy_set_header X-Forwarded-For   $proxy_add_x_forwarded_for;
              proxy_set_header X-Forwarded-Proto $scheme;
              {{(passesUpgrade ? "proxy_set_header Upgrade    $http_upgrade;" : "")}}
              {{(passesUpgrade ? "proxy_set_header Connection $connection_upgrade;" : "")}}
              proxy_read_timeout 60s;
              location {{BasePath}} {
                proxy_pass {{Dashboard.Address}};
              }
              location = /passes-upgrade {
                keepalive_timeout 0;
                return 200 {{passesUpgrade}};
              }
            }
            """;
}
