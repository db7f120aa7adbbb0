using Microsoft.JSInterop;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Queue;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Demo;

/// <summary>The stage: it follows the windows and the board, and makes the next click when it is left alone.</summary>
public sealed partial class StageView(
    FleetClock clock,
    Attention attention,
    TimeProvider time,
    IJSRuntime js,
    NavigationManager navigation,
    ServiceInView service,
    IOptions<DemoOptions> demo,
    IOptions<OperationsOptions> options
)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _leaving = new();
    private readonly AutoPlay _auto = new();
    private ElementReference _element;
    private DotNetObjectReference<StageView>? _self;
    private StageWindows? _windows;
    private Task _playing = Task.CompletedTask;
    private IDisposable? _attention;
    private StoryStep _step;
    private StreamSessionArn? _session;
    private long? _epoch;
    private string _phase = "";
    private string _sessionId = "";
    private string _trouble = "";
    private string _problem = "";
    private bool _hasHost;
    private bool _isLinkOpen;
    private bool _isPageClosed;
    private int _run;

    [Inject]
    private StageActs Acts { get; init; } = null!;

    [Inject]
    private StageAudience Audience { get; init; } = null!;

    [CascadingParameter]
    public FleetPicture Fleet { get; set; } = FleetPicture.Empty;

    [CascadingParameter]
    public CurrentOperator? Operator { get; set; }

    [SupplyParameterFromQuery(Name = "session")]
    public string? SessionId { get; set; }

    [SupplyParameterFromQuery(Name = "rescue")]
    public string? RescueId { get; set; }

    private LiveStreamSession? Live => _session is { } arn ? Fleet.Snapshot.Sessions.GetValueOrDefault(arn) : null;

    private bool IsWaiting => Live?.Window is not null;

    private bool IsPlaying => _phase == "playing" || !_isPageClosed && Live?.Status == StreamSessionStatus.Connected;

    private bool IsUnderWay => Row is { Ending: null, IsLapsed: false, Attempt.IsOpen: true };

    private bool IsLinkLive =>
        _session is { } arn && EpisodeLink.Of(Fleet, arn, _epoch) is { } link && RescueLinkRules.LifeOf(link, Live, Fleet.At).IsOpen();

    private QueueRow? Row => _session is { } arn ? Fleet.RowOf(arn) : null;

    private string Missing => _problem.Length > 0 ? _problem : _trouble;

    private string Next => StageWords.Next(_step, _phase, _hasHost, _isPageClosed, Row);

    /// <summary>The host's window speaks.</summary>
    [JSInvokable]
    public void HostTold(bool isAttached, string problem) => OnRenderer(() => (_hasHost, _problem) = (_hasHost || isAttached, problem));

    /// <summary>The player's window speaks.</summary>
    [JSInvokable]
    public void ClientTold(string phase, string? sessionId, string trouble) =>
        OnRenderer(() =>
        {
            (_phase, _trouble) = (phase, trouble);
            if (!string.Equals(_sessionId, sessionId ?? "", StringComparison.Ordinal))
            {
                (_sessionId, _session, _epoch) = (sessionId ?? "", null, null);
            }

            Look();
        });

    public override async ValueTask DisposeAsync()
    {
        _attention?.Dispose();
        await _leaving.CancelAsync();
        await _playing;
        _leaving.Dispose();
        if (_windows is { } windows)
        {
            await windows.DisposeAsync();
        }

        _self?.Dispose();
        await Acts.EndGameAsync(_sessionId);
        await base.DisposeAsync();
    }

    // The story is told by whatever happens.
    protected override void OnInitialized() => _attention = attention.To((_, _) => true);

    protected override void OnParametersSet() => Look();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _self = DotNetObjectReference.Create(this);
        _windows = await StageWindows.AttachAsync(js, _element, _self, Acts.Emulator);
        _playing = PlayAsync();
    }

    private void Look()
    {
        _session ??= _sessionId.Length > 0 ? Fleet.Find(_sessionId) : null;
        var epoch = Live?.Window?.Epoch ?? _epoch;
        var step = Story.StepOf(Fleet, _session, epoch, _phase is "playing" or "lost", _session is { } arn && arn.Id == RescueId);
        // What was asked is answered and forgotten soon: within one loss the story goes on, not back.
        _step = epoch == _epoch && IsWaiting && step < _step ? _step : step;
        _epoch = epoch;
    }

    private async Task PlayAsync()
    {
        using var beats = new PeriodicTimer(Beat, time);
        try
        {
            while (await beats.WaitForNextTickAsync(_leaving.Token))
            {
                await InvokeAsync(BeatAsync);
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

    private async Task BeatAsync()
    {
        if (Audience.IsGone)
        {
            await Acts.EndGameAsync(_sessionId);
            return;
        }

        var (rules, due) = (Acts.Rules, _auto.DueAt);
        await Acts.ReadFaultsAsync(_leaving.Token);
        Look();
        if (_hasHost)
        {
            await ActAsync(_auto.Due(_step, clock.Now, IsUnderWay));
        }

        if (!rules.SequenceEqual(Acts.Rules) || due != _auto.DueAt)
        {
            StateHasChanged();
        }
    }

    private async Task ActAsync(StageAct act)
    {
        if (act == StageAct.Drop)
        {
            navigation.NavigateTo(BasePath.InPage(StageServices.Path));
            (_isLinkOpen, _isPageClosed) = (false, false);
            await DropAsync();
        }
        else if (act != StageAct.Play || _phase is "ready" or "ended")
        {
            await _windows!.ActAsync(act);
        }
    }

    private Task SkipAsync()
    {
        _auto.Skip(clock.Now);
        return BeatAsync();
    }

    // A tab that is closed, or opened again: the page itself is gone, and what it knew of its session stays with the browser.
    private void ClosePage()
    {
        _auto.Stop();
        _isPageClosed = !_isPageClosed;
        _phase = "lost";
        Look();
    }

    private Task DropAsync() => Acts.DropAsync(_sessionId, _leaving.Token);

    private Task TwoOperatorsAsync() =>
        _session is { } session ? Acts.TwoOperatorsAsync(session, Operator?.Actor ?? Actor.Unproven(DemoVisitor.Name)) : Task.CompletedTask;

    private Task RunAsync(DemoOptions evening) =>
        Acts.RunAsync(
            evening,
            () =>
            {
                service.Play(evening.Scenario, evening.Seed);
                (_run, _hasHost, _isLinkOpen, _isPageClosed) = (_run + 1, false, false, false);
                (_phase, _sessionId, _session, _epoch, _trouble) = ("", "", null, null, "");
                navigation.NavigateTo(BasePath.InPage(StageServices.Path));
                Look();
            },
            _leaving.Token
        );

    private async Task OpenLinkAsync()
    {
        _isLinkOpen = true;
        StateHasChanged();
        // The window has to stand before it can be led anywhere.
        await Task.Yield();
        if (!await _windows!.OpenLinkAsync(_sessionId))
        {
            _isLinkOpen = false;
            Acts.Told = "This link was made in another page, which alone knows its address. Press New link.";
        }
    }
}
