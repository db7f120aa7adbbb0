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
        : Question.TypeToConfirm.Length > 0 && !string.Equals(_typed, Question.TypeToConfirm, StringComparison.Ordinal)
            ? "Type the four characters."
        : "";

    /// <summary>What giving up asks.</summary>
    public static ReasonQuestion GiveUp { get; } =
        new("Give up this rescue?", "The attempt ends here. The session keeps its window and can be rescued with a new offer.", "Give up")
        {
            CancelLabel = "Keep trying",
            Presets = ["The player does not answer", "The player starts a new session", "Another way was found"],
        };

    /// <summary>Asks; null when the operator cancelled.</summary>
    public static Task<string?> AskAsync(IDialogService dialogs, ReasonQuestion question) =>
        dialogs.AskAsync(new DialogParameters<ReasonDialog> { { dialog => dialog.Question, question } });

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
            Dialog.Close(DialogResult.Ok(_reason.Trim()));
        }
    }
}
