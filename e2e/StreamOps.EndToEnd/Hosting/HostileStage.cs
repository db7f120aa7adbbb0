namespace StreamOps.EndToEnd.Hosting;

/// <summary>A dashboard whose service tells hostile texts in place of words, and whose players wait, all of them, for as long as a journey lasts.</summary>
public sealed class HostileStage : Stage
{
    private HostileService _service = null!;

    /// <summary>As many as the queue shows at once.</summary>
    protected override int Sessions => 50;

    protected override int ConnectionTimeoutSeconds => 1_800;

    public override async ValueTask InitializeAsync()
    {
        _service = await HostileService.StartAsync(Emulator.Address, Sessions);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _service.DisposeAsync();
    }

    protected override void Configure() =>
        Dashboard.Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["AWS__ServiceURL"] = _service.Address };

    protected override async Task PrepareAsync(EmulatorControl emulator)
    {
        await base.PrepareAsync(emulator);
        await emulator.DropAsync(Sessions);
    }
}
