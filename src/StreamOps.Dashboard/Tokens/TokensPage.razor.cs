using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tokens;

namespace StreamOps.Dashboard.Tokens;

/// <summary>Where leads make access tokens, see when they were used and end them. A token is seen once: in the page that made it, until it is left.</summary>
public sealed partial class TokensPage(TokenDesk desk, TimeProvider time)
{
    /// <summary>Between two looks at when tokens were used.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _leaving = new();
    private readonly Dictionary<Guid, ElementReference> _revokes = [];
    private TokenList? _list;
    private TokenMaking.Made? _made;
    private string _problem = "";
    private string _unread = "";
    private string _name = "";
    private string _groups = "";
    private ActorRole _role = ActorRole.Viewer;
    private int _days = 90;
    private Guid? _asked;
    private bool _isAtWork;
    private Func<ElementReference>? _takesFocus;
    private ElementReference _madeTitle;
    private ElementReference _keep;
    private PageHeading? _heading;
    private int _round;
    private (Actor? Actor, int Round)? _loaded;
    private Task _loading = Task.CompletedTask;
    private ITimer? _timer;

    [CascadingParameter]
    public CurrentOperator? Operator { get; set; }

    private DateTimeOffset Now => time.GetUtcNow();

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

    // To what the last press asked for: a token just made, the question whether to revoke one, or back from there. Where the button went with the press, to the heading.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_takesFocus is { } target)
        {
            _takesFocus = null;
            await target().FocusAsync();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        _timer ??= time.CreateTimer(static page => ((TokensPage)page!).LookAgain(), this, Interval, Interval);
        var now = (Operator?.Actor, _round);
        if (now != _loaded)
        {
            // Whoever this page is of now, it is not who made the token.
            _made = _loaded is { } before && before.Actor != now.Actor ? null : _made;
            _loaded = now;
            _loading = LoadAfterAsync(_loading);
        }
    }

    // The token may have expired since its row was drawn: then there is no question.
    private void Ask(Guid id)
    {
        _asked = id;
        _takesFocus = () => IsLive(id) ? _keep : Heading();
    }

    private void Keep(Guid id)
    {
        _asked = null;
        _takesFocus = () => BackTo(id);
    }

    private void HideMade()
    {
        _made = null;
        _takesFocus = Heading;
    }

    private ElementReference Heading() => _heading!.Element;

    // A token that ended meanwhile has no button any more.
    private ElementReference BackTo(Guid id) => IsLive(id) ? _revokes[id] : Heading();

    private bool IsLive(Guid id) => _list?.Tokens.Any(token => token.Id == id && token.IsLive(Now)) == true;

    // A refusal stays what it is until somebody else asks.
    private void LookAgain()
    {
        if (_list is not { Refusal.Length: > 0 })
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
            (_list, _unread) = (await desk.ListAsync(Operator?.Actor, _leaving.Token), "");
        }
        catch (StoreUnavailableException unavailable)
        {
            _unread = unavailable.Message;
        }
    }

    private async Task MakeAsync()
    {
        if (_isAtWork)
        {
            return;
        }

        _isAtWork = true;
        try
        {
            switch (await desk.MakeAsync(_name, _role, _days, Operator?.Actor, _groups))
            {
                case TokenMaking.Made made:
                    (_made, _name, _groups, _problem, _asked, _takesFocus) = (made, "", "", "", null, () => _madeTitle);
                    break;
                case TokenMaking.NotMade no:
                    _problem = no.Reason;
                    break;
            }

            _round++;
        }
        finally
        {
            _isAtWork = false;
        }
    }

    private async Task RevokeAsync(Guid id)
    {
        if (_isAtWork)
        {
            return;
        }

        _isAtWork = true;
        try
        {
            var verdict = await desk.RevokeAsync(id, Operator?.Actor);
            _problem = verdict.Reason;
            _asked = null;
            _takesFocus = verdict.IsAllowed ? Heading : () => BackTo(id);
            _made = _made?.Token.Id == id ? null : _made;
            _round++;
        }
        finally
        {
            _isAtWork = false;
        }
    }
}
