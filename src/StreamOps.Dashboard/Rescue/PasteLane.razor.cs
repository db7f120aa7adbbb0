using Microsoft.JSInterop;
using StreamOps.Dashboard.Live;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Rescue;

/// <summary>The offer that an operator brings by hand: its box, its draft and what the clinic makes of it. The text itself never passes through here.</summary>
public sealed partial class PasteLane(OfferDrafts drafts, IJSRuntime js)
{
    private const string Placeholder = """{"type":"offer","sdp":"v=0…""";

    private ElementReference _box;
    private PasteBox? _pasteBox;
    private Task _attaching = Task.CompletedTask;
    private OfferDraft? _draft;
    private bool _isRightPerson;
    private bool _isOfferOut;
    private (long Serial, Guid? Before)? _waiting;
    private bool _isToldHealthy;
    private bool _isClosed;
    private int _forgotten;

    /// <summary>What the panel's newest picture says of the episode.</summary>
    [Parameter, EditorRequired]
    public required EpisodeRescue Seen { get; set; }

    /// <summary>Whose offer it should be, whole.</summary>
    [Parameter, EditorRequired]
    public required string Player { get; set; }

    /// <summary>Who pastes.</summary>
    [Parameter, EditorRequired]
    public required Actor Reader { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Whether the reader, who only looks, brings an offer for who is on it.</summary>
    [Parameter]
    public bool IsHandingOver { get; set; }

    /// <summary>How often an act of the reader's was seen on the board before its reply came: the offer that it sent is forgotten then.</summary>
    [Parameter]
    public int Shown { get; set; }

    /// <summary>Sends it; null where nobody is here to send.</summary>
    [Parameter, EditorRequired]
    public required Func<Offer, Task<CommandResult?>> Send { get; set; }

    /// <summary>The box takes what is pasted into it.</summary>
    [Parameter]
    public EventCallback OnOpen { get; set; }

    /// <summary>Whether an offer without a stop lies ready.</summary>
    [Parameter]
    public EventCallback<bool> OnHealthy { get; set; }

    /// <summary>Why nothing could be sent, as a sentence.</summary>
    [Parameter]
    public EventCallback<string> OnProblem { get; set; }

    private bool IsHealthy => _draft?.Verdict is { IsStopped: false, CanRepair: false };

    private bool TakesOffer => Seen.TakesOffer(IsHandingOver || _draft?.Offer is not null);

    private string WhyNotSend =>
        IsBusy ? "On its way."
        : IsWaiting ? $"It waits for the yes of {Seen.Claim!.Operator}."
        : _draft?.Verdict is null ? "Paste the offer first."
        : _draft.Verdict.IsStopped ? "It cannot be sent as it is."
        : _draft.Verdict.CanRepair ? "Repair it first."
        : !_isRightPerson ? "Confirm the person first."
        : "";

    // What was handed over waits with the claim, and is still what stands in the box.
    private bool IsWaiting =>
        _waiting is { } waiting && waiting.Serial == _draft?.Serial && Seen.Claim?.OfferFrom is { } from && Reader.Person.Is(from);

    public override async ValueTask DisposeAsync()
    {
        CloseDraft();
        // What comes of a sending after this touches no box.
        (_pasteBox, var box, _isOfferOut, _isClosed) = (null, _pasteBox, false, true);
        if (box is not null)
        {
            await box.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        // Whoever goes on in this page pastes their own, and says anew whom they speak to.
        if (_draft is { } draft && !Reader.Person.Is(draft.Owner))
        {
            CloseDraft();
            (_isRightPerson, _isOfferOut, _waiting) = (false, false, null);
        }

        // The yes came: what waited is an attempt. What was pasted since stays.
        if (
            _waiting is { } waiting
            && Seen.Attempt is { Source: OfferSource.Paste } attempt
            && attempt.Id != waiting.Before
            && Seen.IsMine(attempt)
        )
        {
            (_waiting, _isOfferOut) = (null, waiting.Serial == _draft?.Serial);
            await ForgetOfferAsync();
        }

        if (_forgotten != Shown)
        {
            _forgotten = Shown;
            await ForgetOfferAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_draft is null)
        {
            _draft = drafts.Open(Seen.Session, Reader);
            _draft.Changed += OnDraftChanged;
            _attaching = AttachAsync(_draft, _attaching);
            await OnOpen.InvokeAsync();
        }

        if (_isToldHealthy != IsHealthy)
        {
            _isToldHealthy = IsHealthy;
            await OnHealthy.InvokeAsync(_isToldHealthy);
        }

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

        var box = await PasteBox.AttachAsync(js, _box, draft);
        if (_isClosed)
        {
            await box.DisposeAsync();
            return;
        }

        _pasteBox = box;
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

    private void OnDraftChanged(object? sender, EventArgs arguments) => OnRenderer(() => { });

    private async Task SendAsync()
    {
        // Whose hands are quicker than the page: the press counts as soon as the box listens.
        await _attaching;
        // Whoever goes on in this page meanwhile has a box of their own.
        if (IsBusy || _pasteBox is not { } box)
        {
            return;
        }

        // What stands in the box now is what is sent: also when it was pasted a moment ago, or so long ago that the server forgot it.
        if (!await box.FlushAsync(again: _draft?.Verdict is null))
        {
            await OnProblem.InvokeAsync("The text could not be brought to the server. Try again.");
            return;
        }

        if (WhyNotSend.Length == 0 && _draft?.Offer is { } offer)
        {
            (_isOfferOut, _waiting) = (true, null);
            var sent = (_draft.Serial, Seen.Attempt?.Id);
            var result = await Send(offer);
            if (result is CommandResult.Accepted or CommandResult.Failed)
            {
                await ForgetOfferAsync();
            }
            else if (result is CommandResult.Waits && box == _pasteBox)
            {
                _waiting = sent;
            }

            _isOfferOut = false;
            if (result is CommandResult.Failed && box == _pasteBox)
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

    private async Task RepairAsync()
    {
        if (_pasteBox is { } box)
        {
            await box.RepairAsync();
        }
    }
}
