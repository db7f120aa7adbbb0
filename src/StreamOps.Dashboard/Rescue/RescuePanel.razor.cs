using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Store;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Rescue;

/// <summary>One rescue: by link, by the game's open page, by hand, or as a takeover. Texts and secrets never pass through here.</summary>
public sealed partial class RescuePanel(
    RescueDesk desk,
    RescueLinkDesk linkDesk,
    LinkOffers linkOffers,
    StandByDesk standBy,
    ClaimDesk claims,
    ClaimActs claimActs,
    ClaimedOffers claimedOffers,
    Arrival arrival,
    PlayerLinks links,
    ServiceInView service,
    IOptions<RescueOptions> rescue,
    BackgroundWork work,
    StoreOutage outage,
    FleetClock clock,
    NavigationManager navigation,
    IOptions<OperationsOptions> options
)
{
    private long? _epoch;
    private (RescueAttempt? Before, bool MakesAttempt) _begun;
    private OperatorAct? _performing;
    private int _shown;
    private int _acts;
    private int _outages;
    private bool _isHealthy;
    private bool _hasBox;
    private bool _hasSent;
    private bool _hasEntered;
    private bool _wasNobody;
    private Person? _reader;
    private bool _isHandingOver;
    private string _problem = "";
    private bool _isOfStore;

    [Parameter, EditorRequired]
    public required StreamSessionArn Session { get; set; }

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    [CascadingParameter]
    public CurrentOperator? Operator { get; set; }

    /// <summary>What the newest picture says of it, and what the operator may.</summary>
    private EpisodeRescue Seen => new(Fleet, Session, _epoch, Operator?.Actor, options.Value.ReadOnly, clock.Now);

    // From the press until the board shows what it did, or the reply is here: then the attempt's own state says what may be done.
    private bool IsBusy => Performing.IsBusy;

    private OperatorAct Performing => _performing ??= new OperatorAct(work);

    // An act that makes an attempt is shown by one of its own, any other by what it did to the newest.
    private bool IsShown =>
        Seen.Attempt is { } attempt
        && (_begun.MakesAttempt ? attempt.Id != _begun.Before?.Id && Seen.IsMine(attempt) : !ReferenceEquals(attempt, _begun.Before));

    private bool MayHandOver => Seen is { IsLookingOnly: true, SessionVerdict.IsAllowed: true } && !_isHandingOver;

    private string Player => ShortIds.WholePlayer(Seen.Live?.Session.UserId ?? "");

    private bool ShowsLink => Seen is { Verdict.IsAllowed: true } or { IsLinkLive: true } or { IsByHand: false, Attempt: not null };

    private string CloseAddress => navigation.GetUriWithQueryParameter("rescue", (string?)null);

    private string SessionAddress =>
        navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["rescue"] = null, ["session"] = Session.Id }
        );

    // The end takes the window away, and not the episode the panel speaks of.
    protected override void OnParametersSet()
    {
        var epoch = Seen.Live?.Window?.Epoch ?? _epoch;
        (_problem, _epoch) = (_epoch is null || _epoch == epoch ? _problem : "", epoch);
        // Whoever goes on in this page begins anew.
        if (_reader is { } reader && Seen.Me?.Is(reader) != true)
        {
            (_isHandingOver, _hasSent, _isHealthy, _problem) = (false, false, false, "");
        }

        _reader = Seen.Me;
        _wasNobody |= Operator is null;
        if (IsBusy && IsShown)
        {
            Performing.IsShown();
            _shown++;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        outage.Changed -= OnStoreChanged;
        await base.DisposeAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            outage.Changed += OnStoreChanged;
        }

        // The box first: what is pasted and sent at once waits for no claim.
        if (_hasBox)
        {
            await EnterAsync();
        }
    }

    // To rescue is to claim: once, for who came by a step of theirs. A page that was loaded again, as after a restart, claims nothing by itself.
    private async Task EnterAsync()
    {
        if (_hasEntered || Operator is null || Seen.Live is null)
        {
            return;
        }

        _hasEntered = true;
        if (
            (arrival.IsByHand || _wasNobody)
            && Seen is { Claim: null, ClaimVerdict.IsAllowed: true } seen
            && seen.Attempt is not { IsOpen: true }
        )
        {
            await ClaimAsync();
        }
    }

    private void OnStoreChanged(object? sender, EventArgs arguments)
    {
        if (outage.Current is null)
        {
            OnRenderer(ForgetOfStore);
        }
    }

    // What the store alone refused; any other reason stands as it did.
    private void ForgetOfStore()
    {
        Tell(_isOfStore ? "" : _problem);
        _outages++;
    }

    private void Tell(string problem, bool isOfStore = false) => (_problem, _isOfStore) = (problem, isOfStore);

    // The desks say it in their own words, so it is not read out of them: work met a store that cannot be used while the act ran.
    private bool WasStoreInTheWay(long failuresBefore) => outage.Failures != failuresBefore;

    private Task ClaimAsync() => TellAsync(by => claimActs.ClaimAsync(Session, by));

    private Task ReleaseAsync() => TellAsync(by => claimActs.ReleaseAsync(Session, by));

    private Task TakeClaimAsync(Claim seen) => TellAsync(by => claimActs.TakeAsync(seen, by));

    private Task AnswerOfferAsync(bool isYes) =>
        IsBusy
            ? Task.CompletedTask
            : PerformAsync(
                (by, lifetime) => isYes ? claimedOffers.AllowAsync(Session, by, lifetime) : claimedOffers.DeclineAsync(Session, by)
            );

    private Task AnswerPageAsync(bool isYes) =>
        IsBusy
            ? Task.CompletedTask
            : PerformAsync((by, lifetime) => isYes ? standBy.ConfirmAsync(Session, by, lifetime) : standBy.DeclineAsync(Session, by));

    private void HandOver() => _isHandingOver = true;

    private Task RenewAsync() => Operator is null ? Task.CompletedTask : claims.RenewAsync(Session, Operator.Actor);

    // A button that was drawn away a moment ago may still be pressed: then nobody is here to act.
    private async Task TellAsync(Func<Actor, Task<string>> claim)
    {
        if (Operator is { Actor: var by })
        {
            var failures = outage.Failures;
            Tell(await claim(by), WasStoreInTheWay(failures));
            StateHasChanged();
        }
    }

    private async Task<CommandResult?> SendAsync(Offer offer)
    {
        _hasSent = true;
        var result = await PerformAsync((by, lifetime) => claimedOffers.SendAsync(Session, offer, by, lifetime), makesAttempt: true);
        StateHasChanged();
        return result;
    }

    private Task TryAgainAsync(Guid seen) => PerformAsync((by, lifetime) => desk.TryAgainAsync(seen, by, lifetime));

    private Task GiveUpAsync((Guid Attempt, string Reason) asked) =>
        PerformAsync((by, lifetime) => desk.AbandonAsync(asked.Attempt, by, asked.Reason, lifetime));

    private Task ActAsync(LinkAct act) =>
        (act, Seen.Link) switch
        {
            _ when IsBusy => Task.CompletedTask,
            (LinkAct.RescueOpenPage, _) => PerformAsync((by, lifetime) => standBy.AskOpenPageAsync(Session, by, lifetime)),
            (LinkAct.Revoke, { } link) => PerformAsync((by, _) => linkDesk.RevokeAsync(link.Id, by)),
            (LinkAct.SendOffer, { } link) => PerformAsync((by, lifetime) => linkOffers.ConfirmAsync(link.Id, by, lifetime)),
            (LinkAct.DeclineOffer, { } link) => PerformAsync((by, _) => linkOffers.DeclineAsync(link.Id, by)),
            _ => Task.CompletedTask,
        };

    private Task AllowAsync(RescueLink seen) => IsBusy ? Task.CompletedTask : PerformAsync((by, _) => linkDesk.AllowAsync(seen, by));

    /// <summary>Does something in the name of who presses now, whoever is at the page when it is done; null where that is nobody.</summary>
    private async Task<CommandResult?> PerformAsync(Func<Actor, CancellationToken, Task<CommandResult>> perform, bool makesAttempt = false)
    {
        if (Operator is not { Actor: var by })
        {
            return null;
        }

        _begun = (Seen.Attempt, makesAttempt);
        Tell("");
        _acts++;
        var failures = outage.Failures;
        var performing = Performing.PerformAsync(lifetime => perform(by, lifetime));
        StateHasChanged();
        var result = await performing;
        if (result is CommandResult.Refused refused)
        {
            Tell(refused.Reason, refused.ClaimedBy is null && WasStoreInTheWay(failures));
        }
        else if (result is CommandResult.Failed { Attempt: null } failed)
        {
            Tell(failed.Reason);
        }

        return result;
    }
}
