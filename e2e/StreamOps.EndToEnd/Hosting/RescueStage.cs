using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>All that a rescue with a picture needs: a game host, the game's page, and a dashboard whose players' page and takeovers have a Web SDK and whose game pages stand by.</summary>
public sealed class RescueStage : Stage
{
    /// <summary>How long a client may be silent, in seconds: so that a busy machine loses nobody.</summary>
    public const double Patience = 10;

    private const string TicketKey = "a key that only these journeys have, 32 bytes";

    private IBrowserContext? _hostBrowser;
    private DashboardServer? _plain;
    private int _players;

    public GameBackend Backend { get; private set; } = null!;

    /// <summary>The one host of all games on this stage.</summary>
    public HostPage Host { get; private set; } = null!;

    /// <summary>The emulator's own reader of the counter in a picture, as a script that leaves <c>FrameCodeReader</c> behind.</summary>
    public string FrameCodeScript { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Backend = new GameBackend(Emulator.Address);
        FrameCodeScript = (await Emulator.Control.ReadFileAsync("media/frame-code.js"))
            .Replace("export class FrameCodeReader", "window.FrameCodeReader = class", StringComparison.Ordinal)
            .Replace("export ", "", StringComparison.Ordinal);
        _hostBrowser = await NewGameBrowserAsync();
        Host = new HostPage(await _hostBrowser.NewPageAsync());
        await Host.Page.GotoAsync($"{Emulator.Address}/_emulator/host");
        await Host.UntilAttachedAsync();
    }

    /// <summary>A second dashboard on the same service: nobody takes over, offers wait for a yes, and the players' page speaks plain WebRTC.</summary>
    public async Task<DashboardServer> PlainDashboardAsync()
    {
        if (_plain is null)
        {
            _plain = new DashboardServer(Emulator)
            {
                Settings = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["StreamOps__Player__TrustedProxies"] = "127.0.0.1",
                    ["StreamOps__Rescue__ConfirmLinkOffers"] = "true",
                },
            };
            await _plain.StartAsync();
            await _plain.UntilReadyAsync();
        }

        return _plain;
    }

    /// <summary>A browser that plays. With the permissions it gathers candidates on a machine without a route, too.</summary>
    /// <remarks>At the players' listener each has an address of its own, as behind a proxy: else all of them would share one player's limits.</remarks>
    public async Task<IBrowserContext> NewGameBrowserAsync()
    {
        var player = Interlocked.Increment(ref _players);
        var context = await Browser.NewContextAsync(
            new()
            {
                Permissions = ["camera", "microphone"],
                // A phone's: a large picture drawn without a graphics card is the machine's whole work.
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        foreach (var path in (string[])["**/rescue/open", "**/rescue/code"])
        {
            await context.RouteAsync(
                path,
                route =>
                    route.ContinueAsync(
                        new()
                        {
                            Headers = new Dictionary<string, string>(route.Request.Headers, StringComparer.Ordinal)
                            {
                                ["X-Forwarded-For"] = $"10.1.{player / 250}.{(player % 250) + 1}",
                            },
                        }
                    )
            );
        }

        return context;
    }

    /// <summary>A browser with a name in it, at any dashboard of the stage.</summary>
    public async Task<OperatorBrowser> OpenNamedAsync(DashboardServer dashboard, string name)
    {
        var opened = await OperatorBrowser.OpenAsync(Browser, dashboard.Address, options: null);
        await opened.GiveNameAsync(name);
        return opened;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_hostBrowser is not null)
        {
            await _hostBrowser.DisposeAsync();
        }

        if (_plain is not null)
        {
            await _plain.DisposeAsync();
        }

        Backend?.Dispose();
        await base.DisposeAsync();
    }

    protected override void Configure()
    {
        Emulator.Options = ["--ticket-key", TicketKey, "--player-url", Dashboard.PlayerAddress];
        Dashboard.Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["StreamOps__Player__TrustedProxies"] = "127.0.0.1",
            ["StreamOps__Player__TicketKey"] = TicketKey,
            ["StreamOps__Player__AllowedOrigins"] = Emulator.Address,
            // The published one, where somebody who may use it has it; else the emulator's stand-in.
            ["StreamOps__Player__WebSdk"] = Environment.GetEnvironmentVariable("STREAMOPS_WEB_SDK") is { Length: > 0 } file
                ? Path.GetFullPath(file)
                : $"{Emulator.Address}/_emulator/web-sdk.js",
            ["StreamOps__Player__WebSdkProtocolHosts"] = Emulator.Address,
            ["StreamOps__Rescue__AllowTakeover"] = "true",
        };
    }

    // The quiet evening as it is; games are started by their players.
    protected override Task PrepareAsync(EmulatorControl emulator) =>
        emulator.SetAsync(new { clientLostAfterSeconds = Patience, reconnectingSeconds = 0.5 });
}

/// <summary>One stage for journeys of rescues with a picture: each starts a game of its own and ends it.</summary>
[CollectionDefinition]
public sealed class RescuedStage : ICollectionFixture<RescueStage>;

/// <summary>A second one of the same kind beside it, for the journeys of links and of the page they lead to.</summary>
[CollectionDefinition]
public sealed class LinkedStage : ICollectionFixture<RescueStage>;
