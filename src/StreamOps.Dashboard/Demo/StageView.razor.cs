using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Queue;
using StreamOps.Dashboard.SignIn;
using StreamOps.Emulator.Faults;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Demo;

/// <summary>The stage: it follows the windows and the board, and makes the next click when it is left alone.</summary>
public sealed partial class StageView
{
    private const string SecondOperator = "Second operator";
    private const int MostDropped = 60;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TimeToAct = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _leaving = new();
    private readonly AutoPlay _auto = new();
    private readonly QueueBoard _board = new();
    private ElementReference _element;
    private DotNetObjectReference<StageView>? _self;
    private IJSObjectReference? _windows;
    private Task _playing = Task.CompletedTask;
    private IReadOnlyList<FaultRule> _rules = [];
    private StoryStep _step;
    private StreamSessionArn? _session;
    private long? _epoch;
    private string _phase = "";
    private string _sessionId = "";
    private string _endedId = "";
    private string _trouble = "";
    private string _problem = "";
    private string _told = "";
    private bool _hasHost;
    private bool _isLinkOpen;
    private bool _isPageClosed;
    private int _run;

    [Inject]
    private EmulatorControl Emulator { get; init; } = null!;

    [Inject]
    private StageAudience Audience { get; init; } = null!;

    [Inject]
    public required RescueLinkDesk LinkDesk { get; init; }

    [Inject]
    public required FleetClock Clock { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required IJSRuntime Js { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ServiceInView Service { get; init; }

    [Inject]
    public required IOptions<DemoOptions> Demo { get; init; }

    [Inject]
    public required IOptions<OperationsOptions> Options { get; init; }

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

    private bool IsLinkLive => _session is { } arn && EpisodeLink.Of(Fleet, arn, _epoch) is { RevokedAt: null } && IsWaiting;

    private QueueRow? Row => _board.Rows.FirstOrDefault(row => row.Arn == _session);

    private string Missing => _problem.Length > 0 ? _problem : _trouble;

    private string Next => StageWords.Next(_step, _phase, _hasHost, _isPageClosed, Row?.Ladder.Words ?? "");

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
        await _leaving.CancelAsync();
        await _playing;
        _leaving.Dispose();
        try
        {
            if (_windows is { } windows)
            {
                await windows.InvokeVoidAsync("dispose");
                await windows.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or TaskCanceledException)
        {
            // The browser is gone, and its windows with it.
        }

        _self?.Dispose();
        await EndGameAsync();
        await base.DisposeAsync();
    }

    // The player of the stage leaves with it: nobody would ever bring back who stays behind in the queue.
    private async Task EndGameAsync()
    {
        if (_sessionId == _endedId)
        {
            return;
        }

        _endedId = _sessionId;
        try
        {
            await Emulator.EndAsync(_endedId, CancellationToken.None);
        }
        catch (EmulatorRefusedException)
        {
            // The game is over already, or the emulator is.
        }
    }

    protected override void OnParametersSet() => Look();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _self = DotNetObjectReference.Create(this);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "/js/demo-stage.js");
        _windows = await module.InvokeAsync<IJSObjectReference>(
            "attach",
            _element,
            _self,
            Emulator.Address.GetLeftPart(UriPartial.Authority)
        );
        _playing = PlayAsync();
    }

    private void Look()
    {
        _board.Show(Fleet, isHeld: false, Clock.Now);
        _session ??= _sessionId.Length > 0 ? Fleet.Find(_sessionId) : null;
        var epoch = Live?.Window?.Epoch ?? _epoch;
        var step = Story.StepOf(Fleet, _session, epoch, _phase is "playing" or "lost", _session is { } arn && arn.Id == RescueId);
        // What was asked is answered and forgotten soon: within one loss the story goes on, not back.
        _step = epoch == _epoch && IsWaiting && step < _step ? _step : step;
        _epoch = epoch;
    }

    private async Task PlayAsync()
    {
        using var beats = new PeriodicTimer(Beat, Time);
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
            await EndGameAsync();
            return;
        }

        var (rules, due) = (_rules, _auto.DueAt);
        await TryAsync(async () => _rules = await Emulator.FaultsAsync(_leaving.Token));
        Look();
        if (_hasHost)
        {
            await ActAsync(_auto.Due(_step, Clock.Now, IsUnderWay));
        }

        if (!rules.SequenceEqual(_rules) || due != _auto.DueAt)
        {
            StateHasChanged();
        }
    }

    // The clicks are the page's own: what stands there is pressed, so the stage can do nothing that a visitor cannot.
    private async Task ActAsync(StageAct act)
    {
        try
        {
            switch (act)
            {
                case StageAct.Play when _phase is "ready" or "ended":
                    await _windows!.InvokeVoidAsync("command", TimeToAct, "play");
                    break;
                case StageAct.Drop:
                    Navigation.NavigateTo(StageServices.Path);
                    (_isLinkOpen, _isPageClosed) = (false, false);
                    await DropAsync();
                    break;
                case StageAct.OpenRescue:
                    await _windows!.InvokeVoidAsync("press", TimeToAct, ".stage-operator [data-rescue][href]");
                    break;
                case StageAct.AskOpenPage:
                    await _windows!.InvokeVoidAsync("press", TimeToAct, ".stage-operator [data-rescue-open-page]");
                    break;
            }
        }
        catch (Exception away) when (away is JSDisconnectedException or TaskCanceledException)
        {
            // The browser is away. It may come back, and the play goes on; else the player leaves.
        }
    }

    private Task SkipAsync()
    {
        _auto.Skip(Clock.Now);
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

    private Task DropAsync() =>
        TryAsync(async () =>
        {
            await Emulator.DropAsync(_sessionId, _leaving.Token);
            _told = "";
        });

    private Task RegionOutAsync() =>
        TryAsync(async () =>
        {
            var playing = Fleet.Snapshot.Sessions.Values.Where(session => session.Status == StreamSessionStatus.Connected);
            var most = playing.GroupBy(session => session.Session.Location, StringComparer.Ordinal).MaxBy(location => location.Count());
            if (most is not { Key: { Length: > 0 } location })
            {
                _told = "Nobody plays in any region.";
                return;
            }

            var lost = await Emulator.DropManyAsync(MostDropped, location, _leaving.Token);
            _told = $"Region out: {lost} players lost in {location}. Run a scenario to begin anew.";
        });

    private Task SetFaultsAsync(IReadOnlyList<FaultRule> rules) =>
        TryAsync(async () => _rules = await Emulator.SetFaultsAsync(rules, _leaving.Token));

    private async Task TwoOperatorsAsync()
    {
        if (_session is not { } session)
        {
            return;
        }

        var names = new[] { Operator?.Name ?? DemoVisitor.Name, SecondOperator };
        var outcomes = await Task.WhenAll(names.Select(name => LinkDesk.MakeAsync(session, name, replaces: null, CancellationToken.None)));
        _told = string.Join(' ', names.Zip(outcomes, StageWords.OfLink));
    }

    private Task RunAsync(DemoOptions evening) =>
        TryAsync(async () =>
        {
            await Emulator.ResetAsync(evening.Scenario, evening.Seed, _leaving.Token);
            Service.Play(evening.Scenario, evening.Seed);
            (_run, _hasHost, _isLinkOpen, _isPageClosed, _rules) = (_run + 1, false, false, false, []);
            (_phase, _sessionId, _session, _epoch, _trouble, _told) = ("", "", null, null, "", "");
            Navigation.NavigateTo(StageServices.Path);
            Look();
        });

    private async Task OpenLinkAsync()
    {
        _isLinkOpen = true;
        StateHasChanged();
        // The window has to stand before it can be led anywhere.
        await Task.Yield();
        if (!await _windows!.InvokeAsync<bool>("openLink", _sessionId))
        {
            _isLinkOpen = false;
            _told = "This link was made in another page, which alone knows its address. Press New link.";
        }
    }

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (EmulatorRefusedException refused)
        {
            _told = refused.Message;
        }
    }
}
