using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Rescue;

public sealed partial class ClaimBar
{
    private ElementReference _leave;
    private Claim? _asked;
    private bool _isAsking;

    /// <summary>The claim that stands; null when nobody has the player in hand.</summary>
    [Parameter, EditorRequired]
    public required Claim? Claim { get; set; }

    /// <summary>The newest claim of the episode, also when it is over.</summary>
    [Parameter]
    public Claim? Last { get; set; }

    /// <summary>Who reads.</summary>
    [Parameter]
    public Person? Me { get; set; }

    /// <summary>Who looks at the session now.</summary>
    [Parameter]
    public IReadOnlyList<Person> Onlookers { get; set; } = [];

    /// <summary>Whether the reader may claim.</summary>
    [Parameter, EditorRequired]
    public required ActionVerdict May { get; set; }

    /// <summary>Whether the reader may give their own claim back.</summary>
    [Parameter]
    public ActionVerdict MayRelease { get; set; } = ActionVerdict.Allowed;

    /// <summary>Whether an offer can be handed over to who is on it.</summary>
    [Parameter]
    public bool MayHandOver { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback OnClaim { get; set; }

    [Parameter]
    public EventCallback OnRelease { get; set; }

    /// <summary>The claim as it was seen when the reader was asked: nobody else's is taken.</summary>
    [Parameter]
    public EventCallback<Claim> OnTake { get; set; }

    [Parameter]
    public EventCallback OnHandOver { get; set; }

    /// <summary>Whether the reader may answer the offer that waits.</summary>
    [Parameter]
    public ActionVerdict MayAnswer { get; set; } = ActionVerdict.Allowed;

    /// <summary>The reader's yes or no to the offer that waits.</summary>
    [Parameter]
    public EventCallback<bool> OnAnswer { get; set; }

    /// <summary>Who asked the player's open page for an offer that waits; null when none does.</summary>
    [Parameter]
    public Person? PageOfferFrom { get; set; }

    /// <summary>What became of the open page's last offer; empty when nothing stopped it, or the panel says it elsewhere.</summary>
    [Parameter]
    public string PageOfferStop { get; set; } = "";

    /// <summary>Whether the reader may answer the offer of the open page.</summary>
    [Parameter]
    public ActionVerdict MayAnswerPage { get; set; } = ActionVerdict.Allowed;

    /// <summary>The reader's yes or no to the offer of the open page.</summary>
    [Parameter]
    public EventCallback<bool> OnAnswerPage { get; set; }

    private bool IsMine => EpisodeClaim.IsOf(Claim, Me);

    private bool CanClaim => IsMine ? MayRelease.IsAllowed : May.IsAllowed && !IsBusy;

    private bool CanAnswer => MayAnswer.IsAllowed && !IsBusy;

    private bool CanAnswerPage => MayAnswerPage.IsAllowed && !IsBusy;

    private string Face =>
        IsMine ? "mine"
        : Claim is not null ? "other"
        : "open";

    private IReadOnlyList<Person> Others => EpisodeClaim.OthersBeside(Onlookers, Claim, Me);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isAsking)
        {
            _isAsking = false;
            await _leave.FocusAsync();
        }
    }

    private void Ask()
    {
        // The press may have been on its way while the claim lapsed: then there is nobody to take it from, and no question to be drawn.
        if (CanClaim && !IsMine && Claim is { } other)
        {
            _asked = other;
            _isAsking = true;
        }
    }

    private Task TakeAsync(Claim seen)
    {
        _asked = null;
        return OnTake.InvokeAsync(seen);
    }

    private Task ToggleAsync() =>
        !CanClaim ? Task.CompletedTask
        : IsMine ? OnRelease.InvokeAsync()
        : OnClaim.InvokeAsync();

    private Task HandOverAsync() => OnHandOver.InvokeAsync();

    private Task AnswerPageAsync(bool isYes) => CanAnswerPage ? OnAnswerPage.InvokeAsync(isYes) : Task.CompletedTask;

    private Task AnswerAsync(bool isYes) => CanAnswer ? OnAnswer.InvokeAsync(isYes) : Task.CompletedTask;
}
