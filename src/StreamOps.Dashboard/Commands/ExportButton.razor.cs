using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Commands;

public sealed partial class ExportButton
{
    private bool _isBusy;
    private CommandOutcome? _outcome;

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required StreamSessionCommands Commands { get; init; }

    [Inject]
    public required IOptions<OperationsOptions> Options { get; init; }

    [Parameter, EditorRequired]
    public required LiveStreamSession Session { get; set; }

    /// <summary>Null: the press asks for a name first, and then goes on.</summary>
    [Parameter]
    public CurrentOperator? Operator { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    private ActionVerdict Verdict =>
        StreamSessionActions.For(StreamSessionAction.ExportFiles, Session.Status, groupStatus: null, Options.Value.ReadOnly);

    private async Task ExportAsync()
    {
        if (
            _isBusy
            || Operator is null
            || !Verdict.IsAllowed
            || await ExportDialog.AskAsync(Dialogs, ShortIds.WholePlayer(Session.Session.UserId)) is not { } outputUri
        )
        {
            return;
        }

        _isBusy = true;
        _outcome = null;
        StateHasChanged();
        try
        {
            _outcome = await Commands.ExportFilesAsync(Session.Arn, outputUri, Operator.Name, CancellationToken.None);
        }
        finally
        {
            _isBusy = false;
        }

        await OnDone.InvokeAsync();
    }
}
