using Microsoft.JSInterop;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Rescue;

/// <summary>One rescue: by link, by the game's open page, by hand, or as a takeover. Texts and secrets never pass through here.</summary>
public sealed partial class RescuePanel(
    RescueDesk desk,
    RescueLinkDesk linkDesk,
    StandByDesk standBy,
    ClaimDesk claims,
    ClaimActs claimActs,
    ClaimedOffers claimedOffers,
    Arrival arrival,
    PlayerLinks links,
    ServiceInView service,
    IOptions<RescueOptions> rescue,
    BackgroundWork work,
    OfferDrafts drafts,
    FleetClock clock,
    NavigationManager navigation,
    IJSRuntime js,
    IOptions<OperationsOptions> options
)
{
    private const string Placeholder = """{"type":"offer","sdp":"v=0…""";

    private ElementReference _box;
    private PasteBox? _pasteBox;
    private Task _attaching = Task.CompletedTask;
    private OfferDraft? _draft;
    private long? _epoch;
    private bool _isRightPerson;
    private (RescueAttempt? Before, bool MakesAttempt) _begun;
    private OperatorAct? _performing;
    private bool _isOfferOut;
    private bool _hasSent;
    private bool _hasEntered;
    private bool _wasNobody;
    private bool _isHandingOver;
    private string _problem = "";

    [Parameter, EditorRequired]
    public required StreamSessionArn Session { get; set; }

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    [CascadingParameter]
    public CurrentOperator? Operator { get; set; }

    /// <summary>What the newest picture says of it, and what the operator may.</summary>
    private PanelEpisode Seen => new(Fleet, Session, _epoch, Operator?.Actor, options.Value.ReadOnly, clock.Now);

    // From the press until the board shows what it did, or the reply is here: then the attempt's own state says what may be done.
    private bool IsBusy => Performing.IsBusy;

    private OperatorAct Performing => _performing ??= new OperatorAct(work);

    // An act that makes an attempt is shown by one of its own, any other by what it did to the newest.
    private bool IsShown =>
        Seen.Attempt is { } attempt
        && (_begun.MakesAttempt ? attempt.Id != _begun.Before?.Id && Seen.IsMine(attempt) : !ReferenceEquals(attempt, _begun.Before));

    private bool IsHealthy => _draft?.Verdict is { IsStopped: false, CanRepair: false };

    private bool MayHandOver => Seen is { IsLookingOnly: true, SessionVerdict.IsAllowed: true } && !_isHandingOver;

    // While a call is on its way, or its outcome is unknown, a second offer would only confuse the player's page.
    private bool TakesOffer =>
        (Seen.IsLookingOnly ? Seen.SessionVerdict.IsAllowed && (_isHandingOver || _draft?.Offer is not null) : Seen.Verdict.IsAllowed)
        && Seen.Attempt is not { State: RescueState.Requested or RescueState.Sent or RescueState.Unknown };

    private string WhyNotSend =>
        IsBusy ? "On its way."
        : _draft?.Verdict is null ? "Paste the offer first."
        : _draft.Verdict.IsStopped ? "It cannot be sent as it is."
        : _draft.Verdict.CanRepair ? "Repair it first."
        : !_isRightPerson ? "Confirm the person first."
        : "";

    private string CloseAddress => navigation.GetUriWithQueryParameter("rescue", (string?)null);

    private string SessionAddress =>
        navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["rescue"] = null, ["session"] = Session.Id }
        );

    public override async ValueTask DisposeAsync()
    {
        CloseDraft();
        if (_pasteBox is { } box)
        {
            await box.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    // The end takes the window away, and not the episode the panel speaks of.
    protected override async Task OnParametersSetAsync()
    {
        _epoch = Seen.Live?.Window?.Epoch ?? _epoch;
        // Whoever goes on in this page pastes their own, and says anew whom they speak to.
        if (_draft is { } draft && Seen.Me?.Is(draft.Owner) != true)
        {
            CloseDraft();
            (_isRightPerson, _isHandingOver, _isOfferOut, _hasSent, _problem) = (false, false, false, false, "");
        }

        if (IsBusy && IsShown)
        {
            Performing.IsShown();
            await ForgetOfferAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The box first: what is pasted and sent at once waits for no claim.
        if (_draft is null && Operator is not null)
        {
            _draft = drafts.Open(Session, Operator.Actor);
            _draft.Changed += OnDraftChanged;
            _attaching = AttachAsync(_draft, _attaching);
        }

        await EnterAsync();
        await _attaching;
    }

    private async Task AttachAsync(OfferDraft draft, Task before)
    {
        await before;
        if (_pasteBox is { } former)
        {
            _pasteBox = null;
            await former.LeaveAsync(empties: true);
        }

        _pasteBox = await PasteBox.AttachAsync(js, _box, draft);
    }

    private void CloseDraft()
    {
        if (_draft is { } draft)
        {
            draft.Changed -= OnDraftChanged;
            drafts.Close(draft);
            _draft = null;
        }
    }

    // To rescue is to claim: once, for who came by a step of theirs. A page that was loaded again, as after a restart, claims nothing by itself.
    private async Task EnterAsync()
    {
        _wasNobody |= Operator is null;
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
            _problem = await claim(by);
            StateHasChanged();
        }
    }

    private void OnDraftChanged(object? sender, EventArgs arguments) => OnRenderer(() => { });

    private async Task SendAsync()
    {
        // Whose hands are quicker than the page: the press counts as soon as the box listens.
        await _attaching;
        // Whoever goes on in this page meanwhile has a box of their own.
        if (IsBusy || _pasteBox is not { } box || Operator is null)
        {
            return;
        }

        // What stands in the box now is what is sent: also when it was pasted a moment ago, or so long ago that the server forgot it.
        if (!await box.FlushAsync(again: _draft?.Verdict is null))
        {
            _problem = "The text could not be brought to the server. Try again.";
            return;
        }

        if (WhyNotSend.Length == 0 && _draft?.Offer is { } offer)
        {
            _hasSent = true;
            _isOfferOut = true;
            var result = await PerformAsync((by, lifetime) => claimedOffers.SendAsync(Session, offer, by, lifetime), makesAttempt: true);
            if (result is CommandResult.Accepted or CommandResult.Failed or CommandResult.Waits)
            {
                await ForgetOfferAsync();
            }

            _isOfferOut = false;
            if (result is CommandResult.Failed)
            {
                await box.NextAsync();
            }
        }
    }

    // A new attempt needs a new offer, and a fresh look at who is speaking. Once: what is pasted after it stays.
    private async Task ForgetOfferAsync()
    {
        if (_isOfferOut && _pasteBox is { } box)
        {
            _isOfferOut = false;
            _isRightPerson = false;
            await box.ClearAsync();
        }
    }

    private Task TryAgainAsync(Guid seen) => PerformAsync((by, lifetime) => desk.TryAgainAsync(seen, by, lifetime));

    private Task GiveUpAsync((Guid Attempt, string Reason) asked) =>
        PerformAsync((by, lifetime) => desk.AbandonAsync(asked.Attempt, by, asked.Reason, lifetime));

    private Task ActAsync(LinkAct act) =>
        (act, Seen.Link) switch
        {
            _ when IsBusy => Task.CompletedTask,
            (LinkAct.RescueOpenPage, _) => PerformAsync((by, lifetime) => standBy.AskOpenPageAsync(Session, by, lifetime)),
            (LinkAct.Revoke, { } link) => PerformAsync((by, lifetime) => linkDesk.RevokeAsync(link.Id, by, lifetime)),
            (LinkAct.SendOffer, { } link) => PerformAsync((by, lifetime) => linkDesk.ConfirmAsync(link.Id, by, lifetime)),
            (LinkAct.DeclineOffer, { } link) => PerformAsync((by, _) => linkDesk.DeclineAsync(link.Id, by)),
            _ => Task.CompletedTask,
        };

    private Task AllowAsync(RescueLink seen) =>
        IsBusy ? Task.CompletedTask : PerformAsync((by, lifetime) => linkDesk.AllowAsync(seen, by, lifetime));

    /// <summary>Does something in the name of who presses now, whoever is at the page when it is done; null where that is nobody.</summary>
    private async Task<CommandResult?> PerformAsync(Func<Actor, CancellationToken, Task<CommandResult>> perform, bool makesAttempt = false)
    {
        if (Operator is not { Actor: var by })
        {
            return null;
        }

        _begun = (Seen.Attempt, makesAttempt);
        _problem = "";
        var performing = Performing.PerformAsync(lifetime => perform(by, lifetime));
        StateHasChanged();
        var result = await performing;
        _problem = result switch
        {
            CommandResult.Refused refused => refused.Reason,
            CommandResult.Failed { Attempt: null } failed => failed.Reason,
            _ => _problem,
        };
        return result;
    }

    private async Task RepairAsync()
    {
        if (_pasteBox is { } box)
        {
            await box.RepairAsync();
        }
    }
}
