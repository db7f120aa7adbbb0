using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Commands;

public sealed partial class TerminateButton
{
    private bool _isConfirmed;

    [Inject]
    public required FleetClock Clock { get; init; }

    [Parameter, EditorRequired]
    public required FleetPicture Fleet { get; set; }

    private protected override DeskAct DeskAct => DeskAct.Terminate;

    private protected override ActionVerdict SessionVerdict =>
        StreamSessionActions.For(
            StreamSessionAction.Terminate,
            Session.Status,
            Fleet.Snapshot.Groups.GetValueOrDefault(Session.Arn.StreamGroupId)?.Group.Status,
            Options.Value.ReadOnly
        );

    private bool MustConfirm => Session.Status == StreamSessionStatus.Connected || (Operator is { } who && Commands.MustConfirm(who.Actor));

    private ReasonQuestion Question =>
        new("Terminate this session?", WhatIsLost, "Terminate session")
        {
            Player = ShortIds.WholePlayer(Session.Session.UserId),
            About = About,
            IsDanger = true,
            CancelLabel = "Keep it",
            Presets = ["The player asked for it", "The game hangs", "It holds a slot that is needed"],
            TypeToConfirm = MustConfirm ? Session.Arn.Id[^Math.Min(4, Session.Arn.Id.Length)..] : "",
        };

    private string WhatIsLost =>
        "The game ends for the player; unsaved progress is lost. It cannot be undone."
        + (
            Operator is { } who && Commands.MustConfirm(who.Actor)
                ? $" You ended {ActorPace.ConfirmAbove} sessions or more within ten minutes."
                : ""
        );

    private IReadOnlyList<string> About =>
        [
            Fleet.Snapshot.ApplicationName(Session.Session.ApplicationArn),
            Session.Session.Location,
            .. Session.Session.CreatedAt is { } created
                ? [$"{Math.Max(0, (int)(Clock.Now + Fleet.Snapshot.ServiceOffset - created).TotalMinutes)} min played"]
                : Array.Empty<string>(),
        ];

    private protected override Task<string?> AskAsync()
    {
        // As it was asked: what others end meanwhile changes nothing of what was confirmed.
        _isConfirmed = MustConfirm;
        return ReasonDialog.AskAsync(Dialogs, Question);
    }

    private protected override Task<CommandResult> PerformAsync(string reply, Actor actor, CancellationToken lifetime) =>
        Commands.TerminateAsync(Session.Arn, actor, reason: reply, lifetime, _isConfirmed);
}
