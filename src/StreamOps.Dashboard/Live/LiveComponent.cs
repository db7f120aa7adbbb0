using Microsoft.AspNetCore.Components;

namespace StreamOps.Dashboard.Live;

/// <summary>A component that is told from outside its circuit: by a timer, or by an event of the process.</summary>
public abstract class LiveComponent : ComponentBase
{
    /// <summary>Does the work on the renderer and draws again; a fault goes to the page's error panel.</summary>
    protected void OnRenderer(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        // Nobody waits for it: each way it can end is dealt with inside.
        _ = InvokeAsync(async () =>
        {
            try
            {
                work();
                StateHasChanged();
            }
            catch (ObjectDisposedException)
            {
                // The page was left meanwhile.
            }
            catch (Exception exception)
            {
                await DispatchExceptionAsync(exception);
            }
        });
    }
}
