using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Live;

/// <summary>A circuit's one live subscription. All below it is a function of the picture it hands down.</summary>
public sealed partial class FleetView : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private volatile FleetPicture _newest = FleetPicture.Empty;
    private volatile FleetPicture _drawn = FleetPicture.Empty;
    private Task _watching = Task.CompletedTask;

    [Inject]
    public required LiveQueue Queue { get; init; }

    [Inject]
    public required Attention Attention { get; init; }

    /// <summary>Asked for here, with the circuit's first drawing, so that it misses no step.</summary>
    [Inject]
    public required Arrival Arrival { get; init; }

    /// <summary>The stream groups that whoever looks may see: of others nothing comes into the circuit. Another sight is another view.</summary>
    [Parameter, EditorRequired]
    public required GroupSight Sight { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<FleetPicture> ChildContent { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _watching;
        _leaving.Dispose();
    }

    protected override void OnInitialized() => _newest = Queue.CurrentFor(Sight);

    // Whatever makes it draw, another page or a change, it hands down the newest picture.
    private FleetPicture Draw() => _drawn = _newest;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _watching = FollowAsync();
        }

        // A page looks from its first drawing on: what came meanwhile was nothing to anybody then.
        if (!ReferenceEquals(_drawn, _newest) && Attention.IsCaught(_drawn, _newest))
        {
            StateHasChanged();
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var picture in Queue.WatchAsync(Sight, _leaving.Token))
            {
                _newest = picture;
                if (Attention.IsCaught(_drawn, picture))
                {
                    await InvokeAsync(StateHasChanged);
                }
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page is left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
