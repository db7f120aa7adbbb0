using Microsoft.JSInterop;

namespace StreamOps.Dashboard.Rescue;

/// <summary>The box that an offer is pasted into, in the operator's browser: its text goes to its draft by a post of its own, and never through here.</summary>
internal sealed class PasteBox : IAsyncDisposable
{
    private readonly IJSObjectReference _box;

    private PasteBox(IJSObjectReference box) => _box = box;

    /// <summary>Makes a field of the page one.</summary>
    /// <param name="js">The page's scripts.</param>
    /// <param name="field">The field.</param>
    /// <param name="draft">Where its text goes.</param>
    public static async Task<PasteBox> AttachAsync(IJSRuntime js, ElementReference field, OfferDraft draft)
    {
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/paste-box.js");
        return new PasteBox(await module.InvokeAsync<IJSObjectReference>("attach", field, draft.Key));
    }

    /// <summary>Brings what stands in it to the server, also when it was pasted a moment ago.</summary>
    /// <param name="again">Also where it was brought before: so long ago that the server forgot it.</param>
    /// <returns>Whether it is there.</returns>
    public ValueTask<bool> FlushAsync(bool again) => _box.InvokeAsync<bool>("flush", again);

    /// <summary>Puts the repaired text in its place.</summary>
    public ValueTask RepairAsync() => _box.InvokeVoidAsync("repair");

    /// <summary>Empties it.</summary>
    public ValueTask ClearAsync() => _box.InvokeVoidAsync("clear");

    /// <summary>Makes ready for the next offer.</summary>
    public ValueTask NextAsync() => _box.InvokeVoidAsync("next");

    public ValueTask DisposeAsync() => LeaveAsync(empties: false);

    /// <summary>Lets go of the field.</summary>
    /// <param name="empties">Whether what stands in it goes too: it is not for whoever comes next.</param>
    public async ValueTask LeaveAsync(bool empties)
    {
        try
        {
            await _box.InvokeVoidAsync("dispose", empties);
            await _box.DisposeAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and its box with it.
        }
    }
}
