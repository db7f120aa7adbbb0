using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Operations.StreamSessions;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>All sessions, the newest first; what is shown stands in the address. Only rows in view are looked at.</summary>
public sealed partial class StreamSessionsPage(
    NavigationManager navigation,
    IJSRuntime js,
    BrowserPreferences preferences,
    StreamSessionLists lists,
    Attention attention
)
{
    private const float ComfortableRow = 44;
    private const float CompactRow = 32;

    // What is in view is compared with the newest list off the renderer, and read on it.
    private readonly Lock _gate = new();
    private readonly HeldSessions _rows = new();
    private readonly StandingRows<StreamSessionRow> _table = new();
    private StreamSessionsQuery _query = StreamSessionsQuery.All;
    private IReadOnlyList<ShownSession> _inView = [];
    private FleetSnapshot _newest = FleetSnapshot.Empty;
    private Virtualize<ShownSession>? _list;
    private IDisposable? _attention;
    private ShortIds _ids = ShortIds.None;
    private ShortIds _names = ShortIds.None;
    private PanelAddress _addresses = new("sessions");
    private bool _hasPointer;
    private bool _hasFocus;
    private string _uri = "";
    private Face _face;
    private bool _isTold;

    [CascadingParameter]
    public FleetPicture Fleet { get; set; } = FleetPicture.Empty;

    [CascadingParameter]
    public CurrentOperator? Operator { get; set; }

    [SupplyParameterFromQuery(Name = "session")]
    public string? SessionId { get; set; }

    [SupplyParameterFromQuery(Name = "rescue")]
    public string? RescueId { get; set; }

    /// <summary>Set by the key for search, pressed on another page.</summary>
    [SupplyParameterFromQuery(Name = "search")]
    public string? Search { get; set; }

    private bool HasPanel => !string.IsNullOrEmpty(SessionId) || !string.IsNullOrEmpty(RescueId);

    private bool IsHeld => _hasPointer || _hasFocus;

    private Face FaceNow =>
        new(
            _query,
            _rows.Count,
            _rows.Departures,
            _rows.IsOutOfOrder,
            Fleet.Snapshot.IsComplete,
            // Without a filter it is the list that says how many there are.
            _query.Filters == 0
                ? 0
                : Fleet.Totals.Live,
            Fleet.Snapshot.Health,
            Fleet.Snapshot.Groups,
            Fleet.Snapshot.Applications,
            // By name: how many are in each changes with every session.
            string.Join('\n', Fleet.Totals.Locations.Keys),
            _addresses,
            Operator,
            SessionId,
            RescueId,
            HasPanel ? Fleet : null
        );

    private float RowHeight => preferences.Look.Density == Density.Compact ? CompactRow : ComfortableRow;

    private string Summary =>
        !Fleet.Snapshot.IsComplete && _rows.Count == 0 ? ""
        : _query.Filters == 0 ? $"{_rows.Count} sessions"
        : $"{_rows.Count} of {Math.Max(_rows.Count, Fleet.Totals.Live)} sessions";

    public override ValueTask DisposeAsync()
    {
        _attention?.Dispose();
        preferences.Changed -= OnLookChanged;
        return base.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        preferences.Changed += OnLookChanged;
        _attention = attention.To((_, after) => LooksOther(after));
    }

    // Most changes are of one row in its place: the table around it is left as it is.
    protected override bool ShowsOther()
    {
        if (navigation.Uri != _uri)
        {
            _uri = navigation.Uri;
            _query = StreamSessionsAddress.Parse(new Uri(_uri).Query);
            _addresses = PanelAddress.Of(navigation);
        }

        lock (_gate)
        {
            Take(IsHeld);
        }

        _isTold = !Changes(ref _face, FaceNow) && TellRows();
        return !_isTold;
    }

    protected override Task OnParametersSetAsync() => _isTold ? Task.CompletedTask : _list?.RefreshDataAsync() ?? Task.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Search is not null)
        {
            navigation.NavigateTo(navigation.GetUriWithQueryParameter("search", (string?)null), replace: true);
            await using var keys = await js.InvokeAsync<IJSObjectReference>("import", "./js/keys.js");
            await keys.InvokeVoidAsync("focusSearch");
        }
    }

    private Task ShowAsync(bool isHeld)
    {
        lock (_gate)
        {
            Take(isHeld);
        }

        _face = FaceNow;
        return _list?.RefreshDataAsync() ?? Task.CompletedTask;
    }

    private void Take(bool isHeld)
    {
        _newest = _newest.Version > Fleet.Snapshot.Version ? _newest : Fleet.Snapshot;
        _rows.Show(lists.Of(_query, _newest), isHeld, lists.Between);
    }

    // A change below the rows in view, or above them, does not wake anybody as long as the count stays and nobody holds the rows.
    private bool LooksOther(FleetPicture after)
    {
        lock (_gate)
        {
            _newest = after.Snapshot;
            var list = lists.Of(_query, after.Snapshot);
            return list.Sessions.Count != _rows.Newest.Sessions.Count
                || (IsHeld && !ReferenceEquals(list.Sessions, _rows.Newest.Sessions))
                || _inView.Any(row => row.Place >= list.Sessions.Count || !ReferenceEquals(list.Sessions[row.Place], row.Session));
        }
    }

    private ValueTask<ItemsProviderResult<ShownSession>> InView(ItemsProviderRequest request)
    {
        lock (_gate)
        {
            Take(IsHeld);
            var count = Math.Clamp(_rows.Count - request.StartIndex, 0, request.Count);
            _inView = [.. Enumerable.Range(request.StartIndex, count).Select(place => InViewAt(place))];
        }

        _ids = ShortIds.Among(_inView.SelectMany(row => new[] { row.Session.Session.UserId, row.Session.Arn.StreamGroupId }));
        _names = ShortIds.AmongNames(
            _inView
                .Select(row => row.Session.Session.ApplicationArn)
                .Distinct(StringComparer.Ordinal)
                .Select(Fleet.Snapshot.ApplicationName)
        );
        return ValueTask.FromResult(new ItemsProviderResult<ShownSession>(_inView, _rows.Count));
    }

    private ShownSession InViewAt(int place)
    {
        var session = _rows[place];
        return new ShownSession(place) { Session = session, Claim = ClaimOn(session) };
    }

    /// <summary>Tells each row in view what changed in it.</summary>
    /// <returns>False where they do not stand as they did, or are called by other names: then all of it is drawn.</returns>
    private bool TellRows()
    {
        List<ShownSession> changed = [];
        lock (_gate)
        {
            foreach (var row in _inView)
            {
                if (row.Place >= _rows.Count)
                {
                    return false;
                }

                var now = _rows[row.Place];
                if (!IsSame(row.Session, now))
                {
                    return false;
                }

                if (!ReferenceEquals(row.Session, now) || ClaimOn(now) != row.Claim)
                {
                    changed.Add(row);
                }
            }

            foreach (var row in changed)
            {
                row.Session = _rows[row.Place];
            }
        }

        foreach (var row in changed)
        {
            row.Claim = ClaimOn(row.Session);
            _table.Tell(
                row.Session.Arn,
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    [nameof(StreamSessionRow.Session)] = row.Session,
                    [nameof(StreamSessionRow.Holder)] = row.Claim?.Operator ?? "",
                    [nameof(StreamSessionRow.IsMine)] = IsMine(row.Claim),
                }
            );
        }

        return true;
    }

    private static bool IsSame(LiveStreamSession was, LiveStreamSession now) =>
        ReferenceEquals(was, now)
        || (
            was.Arn == now.Arn
            && string.Equals(was.Session.UserId, now.Session.UserId, StringComparison.Ordinal)
            && string.Equals(was.Session.ApplicationArn, now.Session.ApplicationArn, StringComparison.Ordinal)
        );

    private Claim? ClaimOn(LiveStreamSession session) => EpisodeClaim.Of(Fleet, session.Arn, session.Window?.Epoch);

    private bool IsMine(Claim? claim) => EpisodeClaim.IsOf(claim, Operator?.Actor.Person);

    private Task ApplyChangesAsync() => ShowAsync(isHeld: false);

    private Task HoldAsync(bool? pointer = null, bool? focus = null)
    {
        _hasPointer = pointer ?? _hasPointer;
        _hasFocus = focus ?? _hasFocus;
        return ShowAsync(IsHeld);
    }

    private void Go(FilterStep step) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(StreamSessionsAddress.ParametersOf(step.Query)), replace: !step.IsNew);

    private void OnLookChanged(object? sender, EventArgs arguments) => OnRenderer(() => { });

    /// <summary>A row in view: what of it changes later is kept here, so that whatever draws the table again finds it.</summary>
    private sealed class ShownSession(int place)
    {
        public int Place { get; } = place;

        public required LiveStreamSession Session { get; set; }

        public Claim? Claim { get; set; }
    }

    /// <summary>What stands around the rows.</summary>
    private readonly record struct Face(
        StreamSessionsQuery? Query,
        int Count,
        int Departures,
        bool IsOutOfOrder,
        bool IsComplete,
        int Live,
        PollHealth? Health,
        IReadOnlyDictionary<string, LiveStreamGroup>? Groups,
        IReadOnlyDictionary<string, Application>? Applications,
        string? Locations,
        PanelAddress? Addresses,
        CurrentOperator? Operator,
        string? SessionId,
        string? RescueId,
        FleetPicture? InPanel
    );
}
