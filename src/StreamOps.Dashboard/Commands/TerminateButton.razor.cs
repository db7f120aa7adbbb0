using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Commands;

public sealed partial class TerminateButton
{
    private bool _isBusy;
    private CommandOutcome? _outcome;

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required StreamSessionCommands Commands { get; init; }

    [Inject]
    public required FleetClock Clock { get; init; }

    [Inject]
    public required IOptions<OperationsOptions> Options { get; init; }

    [Parameter, EditorRequired]
    public required LiveStreamSession Session { get; set; }

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    /// <summary>Null: the press asks for a name first, and then goes on.</summary>
    [Parameter]
    public CurrentOperator? Operator { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    private ActionVerdict Verdict =>
        StreamSessionActions.For(
            StreamSessionAction.Terminate,
            Session.Status,
            Fleet.Snapshot.Groups.GetValueOrDefault(Session.Arn.StreamGroupId)?.Group.Status,
            Options.Value.ReadOnly
        );

    private ReasonQuestion Question =>
        new("Terminate this session?", "The game ends for the player; unsaved progress is lost.", "Terminate session")
        {
            Player = ShortIds.WholePlayer(Session.Session.UserId),
            About = About,
            IsDanger = true,
            CancelLabel = "Keep it",
            Presets = ["The player asked for it", "The game hangs", "It holds a slot that is needed"],
            TypeToConfirm = Session.Status == StreamSessionStatus.Connected ? Session.Arn.Id[^Math.Min(4, Session.Arn.Id.Length)..] : "",
        };

    private IReadOnlyList<string> About =>
        [
            Fleet.Snapshot.ApplicationName(Session.Session.ApplicationArn),
            Session.Session.Location,
            .. Session.Session.CreatedAt is { } created
                ? [$"{Math.Max(0, (int)(Clock.Now + Fleet.Snapshot.ServiceOffset - created).TotalMinutes)} min played"]
                : Array.Empty<string>(),
        ];

    private async Task TerminateAsync()
    {
        if (_isBusy || Operator is null || !Verdict.IsAllowed || await ReasonDialog.AskAsync(Dialogs, Question) is not { } reason)
        {
            return;
        }

        _isBusy = true;
        _outcome = null;
        StateHasChanged();
        try
        {
            _outcome = await Commands.TerminateAsync(Session.Arn, Operator.Name, reason, CancellationToken.None);
        }
        finally
        {
            _isBusy = false;
        }

        await OnDone.InvokeAsync();
    }
}
