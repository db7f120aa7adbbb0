using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.SignIn;
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

    protected override Task OnParametersSetAsync()
    {
        _query = StreamSessionsAddress.Parse(new Uri(navigation.Uri).Query);
        _addresses = PanelAddress.Of(navigation);
        return ShowAsync(IsHeld);
    }

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
            _inView = [.. Enumerable.Range(request.StartIndex, count).Select(place => new ShownSession(_rows[place], place))];
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

    private readonly record struct ShownSession(LiveStreamSession Session, int Place);
}
