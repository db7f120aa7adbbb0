using MudBlazor;
using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Commands;

namespace StreamOps.Dashboard.Commands;

public sealed partial class ExportDialog
{
    private ElementReference _field;
    private string _outputUri = "";

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>Whose session it is, whole.</summary>
    [Parameter]
    public string Player { get; set; } = "";

    // The rule that the desk asks again.
    private string WhyNot => ExportDestination.ProblemOf(_outputUri);

    /// <summary>Asks; null when the operator cancelled.</summary>
    public static Task<string?> AskAsync(IDialogService dialogs, string player) =>
        dialogs.AskAsync<ExportDialog, string>(new DialogParameters<ExportDialog> { { dialog => dialog.Player, player } });

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _field.FocusAsync();
        }
    }

    private void Confirm()
    {
        if (WhyNot.Length == 0)
        {
            Dialog.Close(DialogResult.Ok(_outputUri));
        }
    }
}
