namespace StreamOps.EndToEnd.Hosting;

/// <summary>One player's browser for a whole class of journeys that look at offers.</summary>
public sealed class PlayerAtHand(ChromiumBrowser browser) : IAsyncLifetime
{
    private PlayerBrowser? _player;

    public async ValueTask InitializeAsync() => _player = await PlayerBrowser.OpenAsync(browser);

    /// <summary>A new offer: one that was pasted before belongs to the session it was pasted for.</summary>
    public Task<string> MakeOfferAsync(bool hasVideo = true) => _player!.MakeOfferAsync(hasVideo);

    public async ValueTask DisposeAsync()
    {
        if (_player is not null)
        {
            await _player.DisposeAsync();
        }
    }
}
