using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Looks;
using StreamOps.Dashboard.Parts;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.Commands;

public sealed partial class TerminateButton
{
    private string _typed = "";

    [Inject]
    public required FleetClock Clock { get; init; }

    private protected override DeskAct DeskAct => DeskAct.Terminate;

    private protected override StreamSessionAction Action => StreamSessionAction.Terminate;

    private ReasonQuestion Question =>
        new("Terminate this session?", WhatIsLost, "Terminate session")
        {
            Player = ShortIds.WholePlayer(Session.Session.UserId),
            About = About,
            IsDanger = true,
            CancelLabel = "Keep it",
            Presets = ["The player asked for it", "The game hangs", "It holds a slot that is needed"],
            Confirmation = Operator is { } who ? Commands.ConfirmationOf(Session.Arn, Session.Status, who.Actor) : null,
        };

    // Who ends it from elsewhere may not know that somebody brings the player back in this moment.
    private string WhoIsOnIt =>
        EpisodeClaim.OfAnother(Fleet, Session.Arn, Session.Window?.Epoch, Operator?.Actor.Person) is { } claim
            ? ClaimWords.Holds(claim.Operator) + " "
            : "";

    private string WhatIsLost =>
        WhoIsOnIt
        + "The game ends for the player; unsaved progress is lost. It cannot be undone."
        + (
            Operator is { } who && Commands.EndedMany(who.Actor)
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

    private protected override async Task<string?> AskAsync()
    {
        var reply = await ReasonDialog.AskToConfirmAsync(Dialogs, Question);
        _typed = reply?.Typed ?? "";
        return reply?.Reason;
    }

    private protected override Task<CommandResult> PerformAsync(string reply, Actor actor, CancellationToken lifetime) =>
        Commands.TerminateAsync(Session.Arn, actor, reason: reply, lifetime, _typed);
}
