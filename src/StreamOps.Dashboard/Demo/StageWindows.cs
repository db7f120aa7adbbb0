using Microsoft.JSInterop;

namespace StreamOps.Dashboard.Demo;

/// <summary>The stage's windows in the visitor's browser. The clicks are the page's own: what stands there is pressed, so the stage can do nothing that a visitor cannot.</summary>
internal sealed class StageWindows(IJSObjectReference windows) : IAsyncDisposable
{
    private static readonly TimeSpan TimeToAct = TimeSpan.FromSeconds(5);

    /// <summary>Finds the windows within the stage and tells <paramref name="listener"/> what they say.</summary>
    public static async Task<StageWindows> AttachAsync(
        IJSRuntime js,
        ElementReference stage,
        DotNetObjectReference<StageView> listener,
        Uri emulator
    )
    {
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/demo-stage.js");
        return new(await module.InvokeAsync<IJSObjectReference>("attach", stage, listener, emulator.GetLeftPart(UriPartial.Authority)));
    }

    /// <summary>Makes the click; a browser that is away may come back, and the play goes on.</summary>
    public async Task ActAsync(StageAct act)
    {
        try
        {
            await (
                act switch
                {
                    StageAct.Play => windows.InvokeVoidAsync("command", TimeToAct, "play"),
                    StageAct.OpenRescue => windows.InvokeVoidAsync("press", TimeToAct, ".stage-operator [data-rescue][href]"),
                    StageAct.AskOpenPage => windows.InvokeVoidAsync("press", TimeToAct, ".stage-operator [data-rescue-open-page]"),
                    _ => ValueTask.CompletedTask,
                }
            );
        }
        catch (Exception away) when (away is JSDisconnectedException or TaskCanceledException)
        {
            // Who stays away leaves the game.
        }
    }

    /// <summary>Leads the player's window to the link; false when another page made it, which alone knows its address.</summary>
    public ValueTask<bool> OpenLinkAsync(string sessionId) => windows.InvokeAsync<bool>("openLink", sessionId);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await windows.InvokeVoidAsync("dispose");
            await windows.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or TaskCanceledException)
        {
            // The browser is gone, and its windows with it.
        }
    }
}
