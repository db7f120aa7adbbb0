namespace StreamOps.EndToEnd.Hosting;

/// <summary>One player waits for long, and a healthy offer is at hand.</summary>
public sealed class OfferClinicStage(ChromiumBrowser browser) : Stage(browser)
{
    /// <summary>The session that waits.</summary>
    public string Session { get; private set; } = "";

    public string Offer { get; private set; } = "";

    public string OfferWithoutVideo { get; private set; } = "";

    protected override int ConnectionTimeoutSeconds => 1800;

    protected override async Task PrepareAsync(EmulatorControl emulator)
    {
        await base.PrepareAsync(emulator);
        Session = await emulator.DropAnyAsync();
        await using var player = await OpenPlayerAsync();
        Offer = await player.MakeOfferAsync();
        OfferWithoutVideo = await player.MakeOfferAsync(hasVideo: false);
    }
}
