using StreamOps.Dashboard.Parts;

namespace StreamOps.Dashboard.Live;

/// <summary>A component that is told from outside its circuit: by a timer, or by an event of the process. What it was told is done before it is put away.</summary>
public abstract class LiveComponent : FacedComponent, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task _told = Task.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        Task told;
        lock (_lock)
        {
            told = _told;
        }

        await told;
        GC.SuppressFinalize(this);
    }

    /// <summary>What comes from above is drawn, unless a component says when not.</summary>
    protected override bool ShowsOther() => true;

    /// <summary>Does the work on the renderer and draws again; a fault goes to the page's error panel.</summary>
    protected void OnRenderer(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var doing = DoAsync(work);
        lock (_lock)
        {
            _told = Task.WhenAll(_told, doing);
        }
    }

    private async Task DoAsync(Action work)
    {
        try
        {
            await InvokeAsync(() =>
            {
                work();
                StateHasChanged();
            });
        }
        catch (ObjectDisposedException)
        {
            // The page was left meanwhile.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
