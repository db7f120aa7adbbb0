using MudBlazor;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Rescue;

public sealed partial class AttemptPanel(IDialogService dialogs)
{
    private ElementReference _copyAnswer;
    private Guid _focused;
    private Guid _stamped;
    private DateTimeOffset _sentAt;

    [Parameter, EditorRequired]
    public required RescueAttempt Attempt { get; set; }

    /// <summary>Whose session it is, whole.</summary>
    [Parameter]
    public string Player { get; set; } = "";

    /// <summary>The episode it belongs to, once that has ended.</summary>
    [Parameter]
    public Episode? Episode { get; set; }

    /// <summary>Whether the player sees the game.</summary>
    [Parameter]
    public PictureSight Sight { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Whether the viewer may send it again.</summary>
    [Parameter]
    public ActionVerdict MayTryAgain { get; set; } = ActionVerdict.Allowed;

    /// <summary>Whether the viewer may give it up.</summary>
    [Parameter]
    public ActionVerdict MayGiveUp { get; set; } = ActionVerdict.Allowed;

    /// <summary>Whether the answer's button takes the focus when the answer comes: in the page that sent the offer.</summary>
    [Parameter]
    public bool TakesFocus { get; set; }

    /// <summary>Service time minus fleet clock time.</summary>
    [Parameter]
    public TimeSpan ServiceOffset { get; set; }

    /// <summary>The attempt as it was shown: by now another one may be the newest.</summary>
    [Parameter]
    public EventCallback<Guid> OnTryAgain { get; set; }

    /// <summary>The attempt that was asked about, and why it is given up.</summary>
    [Parameter]
    public EventCallback<(Guid Attempt, string Reason)> OnGiveUp { get; set; }

    /// <summary>Who reads; null for somebody who is nobody yet.</summary>
    [Parameter]
    public Actor? Reader { get; set; }

    /// <summary>Whether the viewer brought the offer: the answer is for nobody else.</summary>
    [Parameter]
    public bool IsMine { get; set; } = true;

    // The service may call a client connected before anybody took the answer, as the emulator's scripted one: then it can still be handed over.
    private bool HasAnswer =>
        IsMine
        && Attempt.Source == OfferSource.Paste
        && (
            Attempt.State is RescueState.Answered or RescueState.Delivered
            || Attempt is { State: RescueState.Connected, DeliveredAt: null, AnsweredAt: not null }
        );

    private bool StandsStill => Attempt is { State: RescueState.Requested, IsCalling: false };

    // A call that never failed has no code: it is only under way.
    private bool RepeatsByItself =>
        Attempt is { State: RescueState.Unknown, IsCalling: true } or { State: RescueState.Requested, IsCalling: true, Error: not null };

    private string Summary =>
        Attempt.State switch
        {
            RescueState.Connected => Sight is PictureSight.Missing or PictureSight.Awaited
                ? $"{OutcomeWords.Connected(Sight)}: {OutcomeWords.Sentence(Sight)}"
                : $"recovered {OutcomeWords.InTime(Episode)}".TrimEnd(),
            _ => RescueLadder.Of(Attempt).Words,
        };

    private string SummaryClass =>
        Attempt.State switch
        {
            RescueState.Connected => OutcomeWords.Tone(EpisodeOutcome.Recovered, Sight),
            RescueState.Failed or RescueState.Expired => "tone-critical",
            _ => "muted",
        };

    // The offset is measured anew all the time; a stamp that was read once stays.
    protected override void OnParametersSet()
    {
        if (_stamped != Attempt.Id)
        {
            (_stamped, _sentAt) = (Attempt.Id, Attempt.RequestedAt + ServiceOffset);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (TakesFocus && HasAnswer && _focused != Attempt.Id)
        {
            _focused = Attempt.Id;
            await _copyAnswer.FocusAsync();
        }
    }

    private Task TryAgainAsync() => MayTryAgain.IsAllowed ? OnTryAgain.InvokeAsync(Attempt.Id) : Task.CompletedTask;

    private async Task GiveUpAsync()
    {
        if (IsBusy || !MayGiveUp.IsAllowed)
        {
            return;
        }

        // While it is asked another attempt may begin, and somebody else may go on in this page.
        var (asked, who) = (Attempt.Id, Reader?.Person);
        if (
            await ReasonDialog.AskAsync(dialogs, ReasonDialog.GiveUp with { Player = Player }) is { Length: > 0 } reason
            && Reader is { } reader
            && who?.Is(reader.Person) == true
        )
        {
            await OnGiveUp.InvokeAsync((asked, reason));
        }
    }
}
