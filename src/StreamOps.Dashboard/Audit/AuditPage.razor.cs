using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.Audit;

/// <summary>Who did what: what is shown stands in the address, and goes on by itself.</summary>
public sealed partial class AuditPage(AuditDesk desk, NavigationManager navigation, TimeProvider time)
{
    /// <summary>Between two looks at what came since.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _leaving = new();
    private AuditAddress _address = new(new AuditQuery(), AuditPlace.Newest);
    private PanelAddress _addresses = new("audit");
    private AuditSheet? _sheet;
    private IReadOnlyList<string> _people = [];
    private ShortIds _ids = ShortIds.None;
    private string _problem = "";
    private int _round;
    private (AuditAddress Address, Actor? Actor, int Round)? _loaded;
    private Task _loading = Task.CompletedTask;
    private ITimer? _timer;

    [CascadingParameter]
    public FleetPicture Fleet { get; set; } = FleetPicture.Empty;

    [CascadingParameter]
    public CurrentOperator? Operator { get; set; }

    [SupplyParameterFromQuery(Name = "session")]
    public string? SessionId { get; set; }

    [SupplyParameterFromQuery(Name = "rescue")]
    public string? RescueId { get; set; }

    private bool HasPanel => !string.IsNullOrEmpty(SessionId) || !string.IsNullOrEmpty(RescueId);

    public override async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
        {
            await timer.DisposeAsync();
        }

        await _leaving.CancelAsync();
        await _loading;
        await base.DisposeAsync();
        _leaving.Dispose();
    }

    protected override void OnParametersSet()
    {
        _address = AuditAddress.Parse(new Uri(navigation.Uri).Query);
        _addresses = PanelAddress.Of(navigation);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        _timer ??= time.CreateTimer(static page => ((AuditPage)page!).LookAgain(), this, Interval, Interval);
        var now = (_address, Operator?.Actor, _round);
        if (now != _loaded)
        {
            _loaded = now;
            _loading = LoadAfterAsync(_loading);
        }
    }

    // An older sheet stays what it is; a refusal too, until somebody else asks.
    private void LookAgain()
    {
        if (_problem.Length > 0 || (_address.Place == AuditPlace.Newest && _sheet is { Refusal.Length: 0 }))
        {
            OnRenderer(() => _round++);
        }
    }

    private async Task LoadAfterAsync(Task before)
    {
        try
        {
            await before;
            await ReadAsync();
            await InvokeAsync(StateHasChanged);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            var sheet = await desk.ReadAsync(_address.Query, _address.Place, Operator?.Actor, _leaving.Token);
            _people = _people.Count == 0 ? await desk.PeopleAsync(Operator?.Actor, _leaving.Token) : _people;
            (_sheet, _problem) = (sheet, "");
            _ids = ShortIds.Among(sheet.Lines.Select(line => line.Session).OfType<string>().Select(AuditLineRow.IdOf));
        }
        catch (StoreUnavailableException unavailable)
        {
            _problem = unavailable.Message;
        }
    }

    /// <summary>By what an address names the session of an entry: its id while the fleet holds it, and then its whole ARN; null where it is none.</summary>
    private string? NameOf(AuditLine line) =>
        !StreamSessionArn.TryParse(line.Session, out var arn) ? null
        : IsInFleet(line) ? arn.Id
        : arn.Value;

    private bool IsInFleet(AuditLine line) =>
        StreamSessionArn.TryParse(line.Session, out var arn) && Fleet.Snapshot.Sessions.ContainsKey(arn);

    private string SubjectName =>
        _sheet?.Lines.FirstOrDefault(line => line.Subject is { Length: > 0 } one && one == _address.Query.Person)?.Person ?? "";

    private string AddressAt(AuditPlace place) => navigation.GetUriWithQueryParameters((_address with { Place = place }).Parameters);

    private string AddressOf(Func<AuditQuery, AuditQuery> narrow) =>
        navigation.GetUriWithQueryParameters(new AuditAddress(narrow(_address.Query), AuditPlace.Newest).Parameters);

    private void Go(AuditQuery query) => navigation.NavigateTo(AddressOf(_ => query));
}
