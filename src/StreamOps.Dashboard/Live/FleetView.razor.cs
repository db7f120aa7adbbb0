using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Live;

/// <summary>A circuit's one live subscription. All below it is a function of the picture it hands down.</summary>
public sealed partial class FleetView : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private FleetPicture _picture = FleetPicture.Empty;
    private Task _watching = Task.CompletedTask;

    [Inject]
    public required LiveQueue Queue { get; init; }

    [Inject]
    public required Attention Attention { get; init; }

    [Parameter, EditorRequired]
    public required RenderFragment<FleetPicture> ChildContent { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _watching;
        _leaving.Dispose();
    }

    protected override void OnInitialized() => _picture = Queue.Current;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _watching = FollowAsync();
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var picture in Queue.WatchAsync(_leaving.Token))
            {
                if (Attention.IsCaught(_picture, picture))
                {
                    await InvokeAsync(() =>
                    {
                        _picture = picture;
                        StateHasChanged();
                    });
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
