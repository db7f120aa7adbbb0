using Microsoft.AspNetCore.Components;
using MudBlazor;
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
    public static async Task<string?> AskAsync(IDialogService dialogs, string player)
    {
        var reference = await dialogs.ShowAsync<ExportDialog>(
            title: null,
            new DialogParameters<ExportDialog> { { dialog => dialog.Player, player } },
            new DialogOptions
            {
                CloseOnEscapeKey = true,
                MaxWidth = MaxWidth.Small,
                FullWidth = true,
            }
        );
        return await reference.Result is { Canceled: false, Data: string outputUri } ? outputUri : null;
    }

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
