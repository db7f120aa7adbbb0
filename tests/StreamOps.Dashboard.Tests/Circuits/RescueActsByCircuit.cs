using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Takeover;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>What hands do about attempts: those of offers that they bring, and takeovers.</summary>
internal static class RescueActsByCircuit
{
    private const string Connect = "CreateStreamSessionConnection";

    public static Dictionary<string, ActByCircuit> All =>
        new(StringComparer.Ordinal)
        {
            ["sends an offer by hand"] = new(DeskAct.Rescue, ScenePage.Panel)
            {
                Press = scene => scene.PasteAndSendAsync(),
                HasHappened = ActByCircuit.Once(scene => scene.Calls(Connect) > 0),
                Refusal = AuditActions.Rescue,
            },
            ["hands an offer to who is on it"] = new(DeskAct.Rescue, ScenePage.Panel)
            {
                Prepare = scene => ClaimActsByCircuit.HoldAsync(scene, CircuitScene.Ada),
                Press = async scene =>
                {
                    await scene.PressAsync("data-hand-over");
                    await scene.PasteAndSendAsync();
                },
                HasHappened = ActByCircuit.Once(scene => scene.Claim is { } claim && scene.Is(claim.OfferFrom)),
            },
            ["sends an attempt again"] = new(DeskAct.Rescue, ScenePage.Panel)
            {
                Prepare = async scene =>
                {
                    scene.Throttle(scene.Session, true);
                    Assert.IsType<CommandResult.Failed>(await SendAsync(scene));
                    scene.Throttle(scene.Session, false);
                },
                Press = scene => scene.PressAsync("data-try-again"),
                HasHappened = ActByCircuit.Once(scene => scene.Calls(Connect) > 1),
            },
            ["gives an attempt up"] = GivingUp(
                DeskAct.GiveUp,
                async scene => Assert.IsType<CommandResult.Accepted>(await SendAsync(scene))
            ),
            ["ends a takeover of their own"] = GivingUp(DeskAct.EndTakeover, scene => TakeOverAsync(scene, scene.Yesterday)),
            ["ends a colleague's takeover"] = GivingUp(DeskAct.EndTakeover, scene => TakeOverAsync(scene, CircuitScene.Ada)),
        };

    /// <summary>An offer as a browser makes it; no two are the same.</summary>
    public static Offer AnOffer() => new(OfferText.Healthy().ToString());

    private static Task<CommandResult> SendAsync(CircuitScene scene) =>
        scene.Get<RescueDesk>().SendAsync(scene.Session, AnOffer(), scene.Yesterday, CancellationToken.None);

    private static async Task TakeOverAsync(CircuitScene scene, Actor actor) =>
        Assert.IsType<CommandResult.Accepted>(
            await scene.Get<TakeoverDesk>().BeginAsync(scene.Session, AnOffer(), actor, "Ticket 12", CancellationToken.None)
        );

    private static ActByCircuit GivingUp(DeskAct act, Func<CircuitScene, Task> begin) =>
        new(act, ScenePage.Panel)
        {
            Prepare = begin,
            Press = scene => scene.PressAndAnswerAsync("data-give-up", ""),
            HasHappened = ActByCircuit.Once(scene => scene.Attempt is { State: RescueState.Abandoned }),
        };
}
