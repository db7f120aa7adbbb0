namespace StreamOps.EndToEnd.Hosting;

/// <summary>What a class of journeys plays on: an emulator in which nothing happens by itself, and a dashboard that has read it.</summary>
public class Stage : IAsyncLifetime
{
    /// <summary>The name the operators of the journeys give.</summary>
    public const string OperatorName = "Mara Reyes";

    private string? _signedIn;

    public EmulatorServer Emulator { get; } = new();

    /// <summary>A browser of the stage alone: a browser has one clipboard, and stages play side by side.</summary>
    protected ChromiumBrowser Browser { get; } = new();

    public DashboardServer Dashboard { get; private set; } = null!;

    /// <summary>How many sessions play, in one stream group.</summary>
    protected virtual int Sessions => 200;

    /// <summary>How long each waits for a lost client, in seconds.</summary>
    protected virtual int ConnectionTimeoutSeconds => 120;

    public virtual async ValueTask InitializeAsync()
    {
        await Browser.InitializeAsync();
        Dashboard = new DashboardServer(Emulator);
        Configure();
        await Emulator.StartAsync();
        await PrepareAsync(Emulator.Control);
        await Dashboard.StartAsync();
        await Dashboard.UntilReadyAsync();
    }

    /// <summary>A browser whose operator has given a name before.</summary>
    public async Task<OperatorBrowser> OpenBrowserAsync(BrowserNewContextOptions? options = null)
    {
        _signedIn ??= await GiveNameAsync();
        return await OpenNewBrowserAsync(new(options ?? new()) { StorageState = _signedIn });
    }

    /// <summary>A browser that nobody used before.</summary>
    public Task<OperatorBrowser> OpenNewBrowserAsync(BrowserNewContextOptions? options = null) =>
        OperatorBrowser.OpenAsync(Browser, Dashboard.Address, options);

    /// <summary>A player's browser, on another page than ours.</summary>
    public Task<PlayerBrowser> OpenPlayerAsync() => PlayerBrowser.OpenAsync(Browser);

    public virtual async ValueTask DisposeAsync()
    {
        if (Dashboard is not null)
        {
            await Dashboard.DisposeAsync();
        }

        await Emulator.DisposeAsync();
        await Browser.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Options and settings of the two servers, before they start.</summary>
    protected virtual void Configure() { }

    /// <summary>Sets the scene before the dashboard starts.</summary>
    protected virtual Task PrepareAsync(EmulatorControl emulator) => emulator.PopulateAsync(1, Sessions, ConnectionTimeoutSeconds);

    private async Task<string> GiveNameAsync()
    {
        await using var first = await OpenNewBrowserAsync();
        await first.GiveNameAsync(OperatorName);
        return await first.Context.StorageStateAsync();
    }
}
