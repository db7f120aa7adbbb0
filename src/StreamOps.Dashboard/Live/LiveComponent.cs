using Microsoft.AspNetCore.Components;

namespace StreamOps.Dashboard.Live;

/// <summary>A component that is told from outside its circuit: by a timer, or by an event of the process.</summary>
public abstract class LiveComponent : ComponentBase
{
    /// <summary>Does the work on the renderer and draws again; a fault goes to the page's error panel.</summary>
    protected void OnRenderer(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        OnRenderer(() =>
        {
            work();
            return Task.CompletedTask;
        });
    }

    /// <inheritdoc cref="OnRenderer(Action)"/>
    protected void OnRenderer(Func<Task> work)
    {
        _ = InvokeAsync(async () =>
        {
            try
            {
                await work();
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
