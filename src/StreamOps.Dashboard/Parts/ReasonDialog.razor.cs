using MudBlazor;

namespace StreamOps.Dashboard.Parts;

public sealed partial class ReasonDialog
{
    private ElementReference _cancel;
    private string _reason = "";
    private string _typed = "";

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required ReasonQuestion Question { get; set; }

    private string WhyNot =>
        _reason.Trim().Length == 0 ? "Give a reason."
        : Question.Confirmation?.IsMetBy(_typed) == false ? "Type the four characters."
        : "";

    /// <summary>What giving up asks.</summary>
    public static ReasonQuestion GiveUp { get; } =
        new("Give up this rescue?", "The attempt ends here. The session keeps its window and can be rescued with a new offer.", "Give up")
        {
            CancelLabel = "Keep trying",
            Presets = ["The player does not answer", "The player starts a new session", "Another way was found"],
        };

    /// <summary>Asks for the reason alone; null when the operator cancelled.</summary>
    public static async Task<string?> AskAsync(IDialogService dialogs, ReasonQuestion question) =>
        (await AskToConfirmAsync(dialogs, question))?.Reason;

    /// <summary>Asks; null when the operator cancelled.</summary>
    public static Task<ReasonReply?> AskToConfirmAsync(IDialogService dialogs, ReasonQuestion question) =>
        dialogs.AskAsync<ReasonDialog, ReasonReply>(new DialogParameters<ReasonDialog> { { dialog => dialog.Question, question } });

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _cancel.FocusAsync();
        }
    }

    private void Confirm()
    {
        if (WhyNot.Length == 0)
        {
            Dialog.Close(DialogResult.Ok(new ReasonReply(_reason.Trim(), _typed)));
        }
    }
}
