using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.JSInterop;

namespace StreamOps.Dashboard.Preferences;

/// <summary>What this browser prefers, kept in it: protected storage, and a plain cookie so that the first paint is right.</summary>
/// <remarks>To be used after the first interactive render only: a prerendered page has no browser yet.</remarks>
public sealed class BrowserPreferences(ProtectedLocalStorage storage, IJSRuntime js) : IAsyncDisposable
{
    private const string Key = "streamops-preferences";

    private IJSObjectReference? _module;

    /// <summary>The preferences as last read or written.</summary>
    public Look Look { get; private set; } = Look.Default;

    /// <summary>Raised after <see cref="Look"/> was read or changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Reads the stored preferences; unreadable ones (their key is gone) are dropped.</summary>
    /// <param name="scale">What the page's address asks for: kept like a choice of the menu. Null for nothing.</param>
    public async Task LoadAsync(string? scale = null)
    {
        try
        {
            var stored = await storage.GetAsync<Look>(Key);
            Look = stored is { Success: true, Value: { } look } ? look : await FirstPaintAsync();
        }
        catch (Exception exception) when (exception is CryptographicException or System.Text.Json.JsonException)
        {
            await storage.DeleteAsync(Key);
        }

        if (Look.AskedBy(scale) is var asked && asked != Look)
        {
            await SaveAsync(asked);
            return;
        }

        await ApplyAsync();
    }

    /// <summary>Keeps new preferences and shows them at once.</summary>
    public async Task SaveAsync(Look look)
    {
        Look = look;
        await storage.SetAsync(Key, look);
        await ApplyAsync();
    }

    /// <summary>Whether the page is dark now.</summary>
    public async Task<bool> IsDarkAsync() =>
        Look.Theme switch
        {
            ThemeChoice.Dark => true,
            ThemeChoice.Light => false,
            _ => await (await ModuleAsync()).InvokeAsync<bool>("systemIsDark"),
        };

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is { } module)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the module with it.
        }
    }

    // Nothing stored: what the first paint took from the cookie stays.
    private async Task<Look> FirstPaintAsync() => Look.FromCookie(await (await ModuleAsync()).InvokeAsync<string>("current"));

    private async Task ApplyAsync()
    {
        await (await ModuleAsync()).InvokeVoidAsync("apply", Look.ThemeWord, Look.DensityWord, Look.ScaleWord);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private async Task<IJSObjectReference> ModuleAsync() =>
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/preferences.js");
}
