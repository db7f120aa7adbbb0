using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Commands;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Acts;

/// <summary>Every role at every desk, whatever a screen showed or hid: who may not gets the sentence of the one function, and nothing is done.</summary>
[Trait("Row", "A5")]
public class RolesAtTheDesksTests
{
    private const string Tom = "Tom";

    public static MatrixTheoryData<DeskAct, ActorRole, bool> Cells =>
        new(
            Enum.GetValues<DeskAct>().Except([DeskAct.Look, DeskAct.ReadAudit, DeskAct.ManageTokens]),
            Enum.GetValues<ActorRole>(),
            [false, true]
        );

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_desk_asks_before_it_acts(DeskAct act, ActorRole role, bool mayTakeOver)
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Rescue.RescueSettings.AllowTakeover = true;
        var actor = new Actor("id-mara", "Mara", role, mayTakeOver);
        var perform = await BeginAsync(stage, act, actor);
        var calls = stage.Rescue.Service.Calls.Count(IsAct);

        var refusal = await perform();

        var verdict = ActorPermissions.For(act, actor, OwnerOf(act));
        if (verdict.IsAllowed)
        {
            Assert.NotEqual(ActorPermissions.For(act, actor with { Role = ActorRole.Viewer }).Reason, refusal);
            Assert.DoesNotContain("permission of its own", refusal);
        }
        else
        {
            Assert.Equal(verdict.Reason, refusal);
            Assert.Equal(calls, stage.Rescue.Service.Calls.Count(IsAct));
            var entries = await stage.Rescue.Audit.ForSessionAsync(stage.Session, default);
            Assert.Contains(
                entries,
                entry => entry.Step == AuditSteps.Refused && entry.By == actor.Person && entry.Reason == verdict.Reason
            );
        }
    }

    /// <summary>What others began in this test.</summary>
    private static Person? OwnerOf(DeskAct act) => act is DeskAct.EndLink or DeskAct.EndTakeover ? new Person(Tom) : null;

    private static bool IsAct(ScriptedCall call) =>
        call.Operation is "CreateStreamSessionConnection" or "TerminateStreamSession" or "ExportStreamSessionFiles";

    /// <summary>What stands before the act, and the act, which says why it was refused; empty when it was done.</summary>
    private static async Task<Func<Task<string>>> BeginAsync(PlayerStage stage, DeskAct act, Actor actor)
    {
        var rescue = stage.Rescue;
        switch (act)
        {
            case DeskAct.Claim:
                return async () => await rescue.Claims.ClaimAsync(stage.Session, actor) is ClaimResult.Refused no ? no.Reason : "";
            case DeskAct.Rescue:
                return async () => Of(await rescue.Desk.SendAsync(stage.Session, Healthy(), actor, default));
            case DeskAct.GiveUp:
                await rescue.SendAsync(by: Tom);
                return async () => Of(await rescue.Desk.AbandonAsync(rescue.Attempt.Id, actor, "gone", default));
            case DeskAct.TakeAnswer:
                await rescue.SendAsync(by: actor.Name);
                return async () =>
                    await rescue.Answers.ReadAnswerAsync(rescue.Attempt.Id, actor, default) is null ? await LastRefusalAsync(rescue) : "";
            case DeskAct.MakeLink:
                return async () =>
                    await stage.LinkDesk.MakeAsync(stage.Session, actor, null, default) is LinkMaking.NotMade no ? no.Reason : "";
            case DeskAct.AnswerLink:
                var standing = await stage.MakeAsync(Tom);
                return async () =>
                {
                    var confirmed = Of(await stage.LinkOffers.ConfirmAsync(standing.Link.Id, actor, default));
                    Assert.Equal(ActorPermissions.For(act, actor).IsAllowed, confirmed != ActorPermissions.For(act, actor).Reason);
                    return Of(await stage.LinkDesk.AllowAsync(stage.Link, actor));
                };
            case DeskAct.EndLink:
                var made = await stage.MakeAsync(Tom);
                return async () => Of(await stage.LinkDesk.RevokeAsync(made.Link.Id, actor));
            case DeskAct.AskOpenPage:
                return async () => Of(await stage.StandByDesk.AskOpenPageAsync(stage.Session, actor, default));
            case DeskAct.TakeOver:
                return async () => Of(await rescue.Takeovers.BeginAsync(stage.Session, Healthy(), actor, "Ticket 12", default));
            case DeskAct.EndTakeover:
                await rescue.Takeovers.BeginAsync(stage.Session, Healthy(), Actor.Unproven(Tom), "Ticket 12", default);
                return async () => Of(await rescue.Desk.AbandonAsync(rescue.Attempt.Id, actor, "enough", default));
            case DeskAct.ExportFiles:
                return async () => Of(await CommandsOf(rescue).ExportFilesAsync(stage.Session, "s3://bucket/logs/", actor, default));
            case DeskAct.Terminate:
                return async () => Of(await CommandsOf(rescue).TerminateAsync(stage.Session, actor, "stuck", default));
            case DeskAct.SeeSensitive:
                return async () => (await CommandsOf(rescue).NoteSensitiveLookAsync(stage.Session, actor, "because")).Reason;
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act, "No desk for it here: add it.");
        }
    }

    private static Offer Healthy() => new(OfferText.Healthy().ToString());

    private static string Of(CommandResult result) => result is CommandResult.Refused refused ? refused.Reason : "";

    private static async Task<string> LastRefusalAsync(RescueStage stage) =>
        (await stage.Audit.ForSessionAsync(stage.Session, default)).Last(entry => entry.Step == "refused").Reason;

    private static StreamSessionCommands CommandsOf(RescueStage stage) =>
        new(stage.Service, stage.Fleet, stage.Desk, stage.Audit, Options.Create(stage.Settings), stage.Time, stage.Pace);
}
