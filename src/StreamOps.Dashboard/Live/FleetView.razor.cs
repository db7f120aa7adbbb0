using Microsoft.AspNetCore.Components;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Live;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Live;

/// <summary>A page's one live subscription: fleet, rescues and ended episodes. All below it is a function of what it hands down.</summary>
public sealed partial class FleetView : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private FleetPicture _picture = FleetPicture.Empty;
    private Task _watching = Task.CompletedTask;

    [Inject]
    public required LiveFleet Fleet { get; init; }

    [Inject]
    public required RescueBoard Board { get; init; }

    [Inject]
    public required EpisodeLog Episodes { get; init; }

    [Parameter, EditorRequired]
    public required RenderFragment<FleetPicture> ChildContent { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _watching;
        _leaving.Dispose();
    }

    protected override void OnInitialized() =>
        _picture = new FleetPicture(Fleet.Current, Board.Current, Episodes.EndedWithinTheHour, Board.Pace);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _watching = Task.WhenAll(
                FollowAsync(
                    Fleet.WatchAsync,
                    (picture, update) => new FleetPicture(update.Snapshot, picture.Rescues, picture.Ended, Board.Pace)
                ),
                FollowAsync(Board.WatchAsync, (picture, rescues) => new FleetPicture(picture.Snapshot, rescues, picture.Ended, Board.Pace)),
                FollowAsync(Episodes.WatchAsync, (picture, ended) => new FleetPicture(picture.Snapshot, picture.Rescues, ended, Board.Pace))
            );
        }
    }

    private async Task FollowAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> watch, Func<FleetPicture, T, FleetPicture> take)
    {
        try
        {
            await foreach (var item in watch(_leaving.Token))
            {
                await InvokeAsync(() =>
                {
                    _picture = take(_picture, item);
                    StateHasChanged();
                });
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
