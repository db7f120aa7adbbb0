using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Queue;

/// <summary>Home: who waits, the nearest deadline first.</summary>
public sealed partial class RescueQueuePage
{
    private readonly CancellationTokenSource _leaving = new();
    private QueueBoard _board = new();
    private IReadOnlyList<LiveStreamSession> _neverArrived = [];
    private ShortIds _ids = ShortIds.None;
    private ITimer? _nextChange;
    private bool _hasPointer;
    private bool _hasFocus;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required Terminations Terminations { get; init; }

    [Inject]
    public required FleetClock Clock { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required IOptions<OperationsOptions> Options { get; init; }

    [CascadingParameter]
    public FleetPicture Fleet { get; set; } = FleetPicture.Empty;

    [SupplyParameterFromQuery(Name = "session")]
    public string? SessionId { get; set; }

    [SupplyParameterFromQuery(Name = "rescue")]
    public string? RescueId { get; set; }

    private bool HasPanel => !string.IsNullOrEmpty(SessionId) || !string.IsNullOrEmpty(RescueId);

    private int Recovered =>
        Fleet.Ended.Count(episode =>
            episode.Outcome == EpisodeOutcome.Recovered
            && EpisodeAttempt.SightOf(Fleet, EpisodeAttempt.NewestIn(Fleet, episode), Clock.Now)
                is not (PictureSight.Missing or PictureSight.Awaited)
        );

    private string Summary =>
        string.Join(
            ", ",
            new[]
            {
                Fleet.Waiting.Count switch
                {
                    0 => "",
                    1 => "1 player waits",
                    <= QueueBoard.MostRows => $"{Fleet.Waiting.Count} players wait",
                    _ => $"{Fleet.Waiting.Count} players wait, the {QueueBoard.MostRows} with the nearest deadline are shown",
                },
                // Nobody waits for them, and they do not see their game.
                _board.Rows.Count(row => row.Ending?.Sight == PictureSight.Missing) switch
                {
                    0 => "",
                    var missing => $"{missing} connected without a picture",
                },
            }.Where(words => words.Length > 0)
        );

    private DateTimeOffset? LastDrop =>
        Fleet.Ended.IsEmpty ? null : Fleet.Ended.Max(episode => episode.LostAt) - Fleet.Snapshot.ServiceOffset;

    public override async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _leaving.Dispose();
        if (_nextChange is not null)
        {
            await _nextChange.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override void OnInitialized() => _board = new QueueBoard { TerminationOf = Terminations.Of };

    protected override void OnParametersSet() => Show();

    // Never awaited before the rows are drawn: who ended a session comes a moment after the end.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (await Terminations.LearnAsync(Terminated(), _leaving.Token))
            {
                Show();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page is left.
        }
    }

    private HashSet<StreamSessionArn> Terminated() =>
        [
            .. Fleet.Ended.Where(episode => episode.Outcome == EpisodeOutcome.Terminated).Select(episode => episode.Session),
            .. _board.Rows.Where(row => row.Ending?.Outcome == EpisodeOutcome.Terminated).Select(row => row.Arn),
        ];

    private void Show() => Show(_hasPointer || _hasFocus);

    private void Show(bool isHeld)
    {
        var now = Clock.Now;
        _board.Show(Fleet, isHeld, now, Options.Value.ReadOnly);
        _neverArrived = WaitingSessions.NeverArrived(Fleet, now);
        _ids = IdsInView();
        Schedule(now);
    }

    private void ApplyChanges() => Show(isHeld: false);

    // One for the whole page: a player reads the same in the queue and below it.
    private ShortIds IdsInView() =>
        ShortIds.Among([
            .. _board.Rows.SelectMany(row => new[] { row.Session.Session.UserId, row.Arn.StreamGroupId }),
            .. _neverArrived.Select(session => session.Session.UserId),
            .. Fleet.Ended.Select(episode => episode.UserId),
        ]);

    private void Hold(bool? pointer = null, bool? focus = null)
    {
        _hasPointer = pointer ?? _hasPointer;
        _hasFocus = focus ?? _hasFocus;
        Show();
    }

    // Ghosts fade and sessions become "never arrived" by the passing of time alone: one timer for whichever is next.
    private void Schedule(DateTimeOffset now)
    {
        DateTimeOffset?[] moments = [_board.NextChange(now), WaitingSessions.NextNeverArrived(Fleet.Snapshot, now)];
        var wait = moments.Min() is { } next ? Max(next - now, TimeSpan.FromMilliseconds(50)) : Timeout.InfiniteTimeSpan;
        _nextChange ??= Time.CreateTimer(_ => OnRenderer(Show), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _nextChange.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private string Address(string? session = null, string? rescue = null) =>
        Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["session"] = session, ["rescue"] = rescue }
        );
}
