using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.Preferences;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>All sessions, the newest first; what is shown stands in the address.</summary>
public sealed partial class StreamSessionsPage
{
    private const float ComfortableRow = 44;
    private const float CompactRow = 32;

    private readonly HeldOrder _order = new();
    private StreamSessionsQuery _query = StreamSessionsQuery.All;
    private Dictionary<StreamSessionArn, LiveStreamSession> _last = [];
    private List<ShownSession> _shown = [];
    private ShortIds _ids = ShortIds.None;
    private ShortIds _names = ShortIds.None;
    private bool _hasPointer;
    private bool _hasFocus;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IJSRuntime Js { get; init; }

    [Inject]
    public required BrowserPreferences Preferences { get; init; }

    [CascadingParameter]
    public FleetPicture Fleet { get; set; } = FleetPicture.Empty;

    [SupplyParameterFromQuery(Name = "session")]
    public string? SessionId { get; set; }

    [SupplyParameterFromQuery(Name = "rescue")]
    public string? RescueId { get; set; }

    /// <summary>Set by the key for search, pressed on another page.</summary>
    [SupplyParameterFromQuery(Name = "search")]
    public string? Search { get; set; }

    private bool HasPanel => !string.IsNullOrEmpty(SessionId) || !string.IsNullOrEmpty(RescueId);

    private float RowHeight => Preferences.Look.Density == Density.Compact ? CompactRow : ComfortableRow;

    private string Summary =>
        !Fleet.Snapshot.IsComplete && _shown.Count == 0 ? ""
        : _query.Filters == 0 ? $"{_shown.Count} sessions"
        : $"{_shown.Count} of {Math.Max(_shown.Count, Fleet.LiveSessionCount)} sessions";

    public override ValueTask DisposeAsync()
    {
        Preferences.Changed -= OnLookChanged;
        return base.DisposeAsync();
    }

    protected override void OnInitialized() => Preferences.Changed += OnLookChanged;

    protected override void OnParametersSet()
    {
        var query = StreamSessionsQuery.Parse(new Uri(Navigation.Uri).Query);
        // Another question is another list: nothing of the old one has to wait.
        Show(_hasPointer || _hasFocus, isOther: query != _query, query);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Search is not null)
        {
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("search", (string?)null), replace: true);
            await using var keys = await Js.InvokeAsync<IJSObjectReference>("import", "/js/keys.js");
            await keys.InvokeVoidAsync("focusSearch");
        }
    }

    private void Show(bool isHeld, bool isOther, StreamSessionsQuery query)
    {
        _query = query;
        var wanted = Fleet
            .Snapshot.Sessions.Values.Where(session => _query.Shows(session, Fleet.Snapshot))
            .OrderByDescending(session => session.Session.CreatedAt)
            .ThenBy(session => session.Arn.Value, StringComparer.Ordinal)
            .Select(session => session.Arn)
            .ToList();
        var shown = new List<ShownSession>(wanted.Count);
        foreach (var arn in _order.Arrange(wanted, isHeld && !isOther))
        {
            // A row that waits to go shows the last that is known of it.
            if (Fleet.Snapshot.Sessions.GetValueOrDefault(arn) is { } session || _last.TryGetValue(arn, out session))
            {
                shown.Add(new ShownSession(session, shown.Count));
            }
        }

        if (!shown.Select(row => row.Session.Arn).SequenceEqual(_shown.Select(row => row.Session.Arn)))
        {
            _ids = ShortIds.Among(shown.SelectMany(row => new[] { row.Session.Session.UserId, row.Session.Arn.StreamGroupId }));
        }

        _names = ShortIds.AmongNames(
            shown.Select(row => row.Session.Session.ApplicationArn).Distinct(StringComparer.Ordinal).Select(Fleet.Snapshot.ApplicationName)
        );
        _shown = shown;
        _last = isHeld ? shown.ToDictionary(row => row.Session.Arn, row => row.Session) : [];
    }

    private void ApplyChanges() => Show(isHeld: false, isOther: false, _query);

    private void Hold(bool? pointer = null, bool? focus = null)
    {
        _hasPointer = pointer ?? _hasPointer;
        _hasFocus = focus ?? _hasFocus;
        Show(_hasPointer || _hasFocus, isOther: false, _query);
    }

    private void Go(FilterStep step) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(step.Query.ToParameters()), replace: !step.IsNew);

    private void OnLookChanged(object? sender, EventArgs arguments) => OnRenderer(() => { });

    private string AddressOf(string sessionId) =>
        Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["session"] = sessionId, ["rescue"] = null }
        );

    private readonly record struct ShownSession(LiveStreamSession Session, int Index);
}
