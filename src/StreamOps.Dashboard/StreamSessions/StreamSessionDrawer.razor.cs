using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>One session beside the list: facts, what was seen, what was done, and what can be done.</summary>
public sealed partial class StreamSessionDrawer(
    StreamSessionCommands commands,
    EpisodeTable episodes,
    AuditDesk audit,
    FleetAccess access,
    NavigationManager navigation,
    IOptions<OperationsOptions> options,
    TimeProvider time
)
{
    /// <summary>Between two looks at a database that was away.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _leaving = new();
    private SessionReading? _reading;
    private IReadOnlyList<SeenStatus>? _timeline;
    private (Actor? Reader, IReadOnlyList<AuditEntry> Entries)? _audit;
    private (StreamSessionStatus? Status, RescueAttempt? Attempt, Actor? Reader, bool IsInteractive) _loaded;
    private Task _loading = Task.CompletedTask;
    private string _unread = "";
    private ITimer? _timer;

    [Parameter, EditorRequired]
    public required StreamSessionArn Session { get; set; }

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    [CascadingParameter]
    public CurrentOperator? Operator { get; set; }

    private LiveStreamSession? Live => Fleet.Snapshot.Sessions.GetValueOrDefault(Session);

    /// <summary>Whether neither the fleet nor a memory of it holds the session any more: what the database keeps is all there is.</summary>
    private bool IsGone => Live is null && Fleet.Snapshot.IsComplete && Fleet.Find(Session.Id) is null;

    private StreamSession? Known => Live?.Session ?? _reading?.Details?.Session;

    private string UserId => Known?.UserId ?? "";

    private string Location => Known?.Location ?? "";

    private string ApplicationName => Known is null ? "Session" : Fleet.Snapshot.ApplicationName(Known.ApplicationArn);

    /// <summary>Who else has the player in hand; null when nobody has.</summary>
    private string? Holder => EpisodeClaim.OfAnother(Fleet, Session, Live?.Window?.Epoch, Operator?.Actor.Person)?.Operator;

    private RescueWay Way => RescueWay.Of(Fleet, Live!, Operator?.Actor, options.Value.ReadOnly);

    private ActionVerdict AuditVerdict => ActorPermissions.ForReasons(Operator?.Actor);

    private string WhyNoAudit => AuditVerdict.Reason;

    // What was read for one reader is not shown to the next, or to the same in another role.
    private IReadOnlyList<AuditEntry>? Audit => _audit is { } read && read.Reader == Operator?.Actor ? read.Entries : null;

    private string CloseAddress => navigation.GetUriWithQueryParameter("session", (string?)null);

    private string RescueAddress =>
        navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["session"] = null, ["rescue"] = Session.Id }
        );

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

    // Read when the drawer opens, and again when the session or its rescue took a step, or for another reader: never per snapshot.
    protected override void OnAfterRender(bool firstRender)
    {
        _timer ??= time.CreateTimer(static drawer => ((StreamSessionDrawer)drawer!).LookAgain(), this, Interval, Interval);
        var now = (Live?.Status, Fleet.Rescues.GetValueOrDefault(Session), Operator?.Actor, IsInteractive: true);
        if (now != _loaded)
        {
            _loaded = now;
            _loading = AfterAsync(_loading, ReadAsync);
        }
    }

    // The service was read already: only what the database keeps is read again.
    private void LookAgain()
    {
        if (_unread.Length > 0 && _loading.IsCompleted)
        {
            OnRenderer(() => _loading = AfterAsync(_loading, ReadStoreAsync));
        }
    }

    private async Task AfterAsync(Task before, Func<Task> read)
    {
        try
        {
            await before;
            await read();
            await InvokeAsync(StateHasChanged);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The drawer was closed.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task ReadAsync()
    {
        await ReadStoreAsync();
        await InvokeAsync(StateHasChanged);
        if (!IsGone)
        {
            _reading = await commands.ReadAsync(Session, Operator?.Actor, _leaving.Token);
        }
    }

    /// <summary>Reads what the database keeps. Where it cannot be used what was read before stays, with a sentence.</summary>
    private async Task ReadStoreAsync()
    {
        try
        {
            var reader = Operator?.Actor;
            _timeline = access.IsInSight(reader, Session) ? await episodes.TimelineOfAsync(Session, _leaving.Token) : [];
            var entries = await audit.ForSessionAsync(Session, reader, _leaving.Token);
            if (reader == Operator?.Actor)
            {
                _audit = (reader, entries);
            }

            _unread = "";
        }
        catch (StoreUnavailableException unavailable)
        {
            _unread = unavailable.Message;
        }
    }

    private async Task<ActionVerdict> NoteLookAsync(string reason)
    {
        var verdict = await commands.NoteSensitiveLookAsync(Session, Operator!.Actor, reason);
        await ReadStoreAsync();
        StateHasChanged();
        return verdict;
    }
}
