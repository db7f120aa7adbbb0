using Microsoft.JSInterop;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.Outside;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Queue;

/// <summary>Home: who waits, the nearest deadline first.</summary>
public sealed partial class RescueQueuePage : IAsyncDisposable
{
    /// <summary>The most rows of players who wait.</summary>
    private const int MostRows = 200;

    private readonly CancellationTokenSource _leaving = new();
    private readonly QueueBoard _board = new();
    private readonly StandingRows<RescueQueueRow> _table = new();
    private Lengths _most = new(MoreRows.Step, 0, 0);
    private IReadOnlyList<LiveStreamSession> _neverArrived = [];
    private IReadOnlyList<Episode> _ended = [];
    private ShortIds _ids = ShortIds.None;
    private readonly EventCallback<QueueRow> _toggle;
    private PanelAddress _addresses = new("/");
    private QueueReading _reading = new(new PanelAddress("/"));
    private StreamSessionArn? _first;
    private StreamSessionArn? _firstUnclaimed;
    private string _uri = "";
    private long _version = -1;
    private Face _face;
    private Around _around;
    private bool _hasPointer;
    private bool _hasFocus;

    public RescueQueuePage() => _toggle = EventCallback.Factory.Create<QueueRow>(this, ToggleClaimAsync);

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required Terminations Terminations { get; init; }

    [Inject]
    public required IOptions<OperationsOptions> Options { get; init; }

    [CascadingParameter]
    public FleetPicture Fleet { get; set; } = FleetPicture.Empty;

    [Inject]
    public required ClaimActs Claims { get; init; }

    [Inject]
    public required IJSRuntime Js { get; init; }

    [CascadingParameter]
    public CurrentOperator? Operator { get; set; }

    /// <summary>Whether the reader's own are shown alone.</summary>
    [SupplyParameterFromQuery(Name = "mine")]
    public bool? Mine { get; set; }

    [SupplyParameterFromQuery(Name = "session")]
    public string? SessionId { get; set; }

    [SupplyParameterFromQuery(Name = "rescue")]
    public string? RescueId { get; set; }

    private bool IsMineAlone => Mine == true;

    private string MineAddress => Navigation.GetUriWithQueryParameter("mine", IsMineAlone ? null : (bool?)true);

    private bool HasPanel => !string.IsNullOrEmpty(SessionId) || !string.IsNullOrEmpty(RescueId);

    private string Summary =>
        string.Join(
            ", ",
            new[]
            {
                Fleet.Waiting.Count switch
                {
                    0 => "",
                    1 => "1 player waits",
                    <= MostRows => $"{Fleet.Waiting.Count} players wait",
                    _ => $"{Fleet.Waiting.Count} players wait, the {MostRows} with the nearest deadline are shown",
                },
                // Nobody waits for them, and they do not see their game.
                Fleet.WithoutPicture switch
                {
                    0 => "",
                    var missing => $"{missing} connected without a picture",
                },
            }.Where(words => words.Length > 0)
        );

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _leaving.Dispose();
    }

    protected override bool ShowsOther()
    {
        if (Navigation.Uri != _uri)
        {
            _uri = Navigation.Uri;
            _addresses = PanelAddress.Of(Navigation);
        }

        var isOther = Changes(
            ref _face,
            new Face(
                Fleet.Snapshot.IsComplete,
                Fleet.Snapshot.Health,
                Fleet.Snapshot.Groups,
                Fleet.Snapshot.Applications,
                _addresses,
                Operator,
                IsMineAlone,
                SessionId,
                RescueId,
                HasPanel ? Fleet : null
            )
        );
        // A picture that differs elsewhere alone is passed over.
        if (!isOther && _version == Fleet.QueueVersion)
        {
            return false;
        }

        var (first, firstUnclaimed) = (_first, _firstUnclaimed);
        if (Show() || isOther || _board.Changed is not { } changed)
        {
            return true;
        }

        // Most changes are of one row in its place: the table around it is left as it is.
        Tell(changed);
        if (first != _first || firstUnclaimed != _firstUnclaimed)
        {
            Mark(first, firstUnclaimed);
        }

        return false;
    }

    // Never awaited before the rows are drawn: who ended a session comes a moment after the end.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (await Terminations.LearnAsync(Terminated(), Operator?.Actor, _leaving.Token))
            {
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page is left.
        }
    }

    private async Task ToggleClaimAsync(QueueRow row)
    {
        if (Operator is null)
        {
            // The panel asks for a name, and claims with it.
            Navigation.NavigateTo(_addresses.Rescue(row.Arn.Id));
            return;
        }

        var why = row.IsOf(Operator.Actor.Person)
            ? await Claims.ReleaseAsync(row.Arn, Operator.Actor)
            : await Claims.ClaimAsync(row.Arn, Operator.Actor);
        if (why.Length > 0)
        {
            await using var connection = await Js.InvokeAsync<IJSObjectReference>("import", "./js/connection.js");
            await connection.InvokeVoidAsync("refuse", VisibleText.Of(why));
        }
    }

    private HashSet<StreamSessionArn> Terminated() =>
        [
            .. _ended.Where(episode => episode.Outcome == EpisodeOutcome.Terminated).Select(episode => episode.Session),
            .. _board.Rows.Where(shown => shown.Row.Ending?.Outcome == EpisodeOutcome.Terminated).Select(shown => shown.Row.Arn),
        ];

    private StreamSessionArn? Selected =>
        (string.IsNullOrEmpty(RescueId) ? SessionId : RescueId) is { Length: > 0 } id
            ? _board.Rows.Select(shown => (StreamSessionArn?)shown.Row.Arn).FirstOrDefault(arn => arn?.Id == id)
            : null;

    private bool Show() => Show(_hasPointer || _hasFocus);

    // What stands open below the rows tells of rescues, too.
    private FleetPicture? Below => _neverArrived.Count + _ended.Count > 0 ? Fleet : null;

    /// <summary>Takes the newest picture.</summary>
    /// <returns>Whether anything around the rows shows something else.</returns>
    private bool Show(bool isHeld)
    {
        _version = Fleet.QueueVersion;
        (_first, _firstUnclaimed) = (Fleet.First?.Arn, Fleet.FirstUnclaimed?.Arn);
        _board.Show(Fleet, isHeld, Math.Min(_most.Waiting, MostRows), Selected, Operator?.Actor.Person, IsMineAlone);
        _neverArrived = [.. Fleet.NeverArrived.Take(_most.NeverArrived)];
        _ended = [.. Fleet.Ended.Take(_most.Ended)];
        var isOther = Changes(
            ref _around,
            new Around(
                Fleet.Waiting.Count,
                Fleet.WithoutPicture,
                _board.Mine,
                _board.Waiting,
                Fleet.NeverArrived,
                Fleet.Ended,
                Fleet.Recovered,
                Fleet.LastDropAt,
                _most,
                Below
            )
        );
        if (isOther || _board.Changed is null)
        {
            _ids = IdsInView();
        }

        Read();

        return isOther;
    }

    // Another object where anything in it is another: the rows compare what they show of it.
    private void Read()
    {
        var (reader, isReadOnly) = (Operator?.Actor, Options.Value.ReadOnly);
        if (
            _reading.Table is null
            || _reading.Addresses != _addresses
            || _reading.Reader != reader
            || _reading.IsReadOnly != isReadOnly
            || !ReferenceEquals(_reading.Ids, _ids)
        )
        {
            _reading = new QueueReading(_addresses)
            {
                Reader = reader,
                IsReadOnly = isReadOnly,
                Ids = _ids,
                TerminationOf = session => Terminations.Of(session, reader),
                OnToggleClaim = _toggle,
                Table = _table,
            };
        }
    }

    private void Tell(IReadOnlyList<QueueRow> changed)
    {
        foreach (var row in changed)
        {
            _table.Tell(row.Arn, new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(RescueQueueRow.Row)] = row });
        }
    }

    /// <summary>Tells those that were the first, and those that are.</summary>
    private void Mark(StreamSessionArn? first, StreamSessionArn? firstUnclaimed)
    {
        foreach (var shown in _board.Rows)
        {
            var session = shown.Row.Arn;
            if (session == first || session == _first || session == firstUnclaimed || session == _firstUnclaimed)
            {
                _table.Tell(
                    session,
                    new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(RescueQueueRow.Marks)] = MarksOf(shown) }
                );
            }
        }
    }

    private RowMarks MarksOf(ShownRow shown) =>
        (shown.IsNew ? RowMarks.New : RowMarks.None)
        | (shown.Row.Arn.Id == SessionId || shown.Row.Arn.Id == RescueId ? RowMarks.Selected : RowMarks.None)
        | (shown.Row.Arn == _first ? RowMarks.First : RowMarks.None)
        | (shown.Row.Arn == _firstUnclaimed ? RowMarks.FirstUnclaimed : RowMarks.None);

    private void Show(Lengths most)
    {
        _most = most;
        Show();
    }

    private void ApplyChanges() => Show(isHeld: false);

    // One for the whole page: a player reads the same in the queue and below it.
    private ShortIds IdsInView() =>
        ShortIds.Among([
            .. _board.Rows.SelectMany(shown => new[] { shown.Row.Session.Session.UserId, shown.Row.Arn.StreamGroupId }),
            .. _neverArrived.Select(session => session.Session.UserId),
            .. _ended.Select(episode => episode.UserId),
        ]);

    private void Hold(bool? pointer = null, bool? focus = null)
    {
        _hasPointer = pointer ?? _hasPointer;
        _hasFocus = focus ?? _hasFocus;
        Show();
    }

    /// <summary>How many rows each part shows; none while it is folded.</summary>
    private sealed record Lengths(int Waiting, int NeverArrived, int Ended);

    /// <summary>What the page is drawn by, but for the queue.</summary>
    private readonly record struct Face(
        bool IsComplete,
        PollHealth? Health,
        IReadOnlyDictionary<string, LiveStreamGroup>? Groups,
        IReadOnlyDictionary<string, Application>? Applications,
        PanelAddress? Addresses,
        CurrentOperator? Operator,
        bool IsMineAlone,
        string? SessionId,
        string? RescueId,
        FleetPicture? InPanel
    );

    /// <summary>What of the queue stands around its rows.</summary>
    private readonly record struct Around(
        int Waiting,
        int WithoutPicture,
        int Mine,
        string? Held,
        IReadOnlySet<LiveStreamSession>? NeverArrived,
        ImmutableArray<Episode> Ended,
        int Recovered,
        DateTimeOffset? LastDropAt,
        Lengths? Most,
        FleetPicture? Below
    );
}
