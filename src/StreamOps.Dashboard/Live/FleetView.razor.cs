using Microsoft.AspNetCore.Components;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;

namespace StreamOps.Dashboard.Live;

/// <summary>A page's one live subscription: fleet, rescues, links, open pages and ended episodes. All below it is a function of what it hands down.</summary>
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

    [Inject]
    public required LinkBoard Links { get; init; }

    [Inject]
    public required StandByBoard StandBy { get; init; }

    [Parameter, EditorRequired]
    public required RenderFragment<FleetPicture> ChildContent { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _watching;
        _leaving.Dispose();
    }

    protected override void OnInitialized() => _picture = Newest();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _watching = Task.WhenAll(
                FollowAsync(Fleet.WatchAsync),
                FollowAsync(Board.WatchAsync),
                FollowAsync(Episodes.WatchAsync),
                FollowAsync(Links.WatchAsync),
                FollowAsync(StandBy.WatchAsync)
            );
        }
    }

    // Whichever source spoke, the picture is of now: what did not change is the same object, and is not drawn again.
    private FleetPicture Newest() =>
        new(Fleet.Current, Board.Current, Episodes.EndedWithinTheHour, Board.Pace) { Links = Links.Current, StandBy = StandBy.Current };

    private async Task FollowAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> watch)
    {
        try
        {
            await foreach (var _ in watch(_leaving.Token))
            {
                await InvokeAsync(() =>
                {
                    _picture = Newest();
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
