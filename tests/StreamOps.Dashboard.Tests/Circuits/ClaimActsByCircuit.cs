using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>What hands do about who has a player in hand.</summary>
internal static class ClaimActsByCircuit
{
    private const string Toggle = "data-claim-toggle";

    public static Dictionary<string, ActByCircuit> All =>
        new(StringComparer.Ordinal)
        {
            ["claims a player, in the queue"] = Claiming(ScenePage.Queue),
            ["claims a player, in the panel"] = Claiming(ScenePage.Panel),
            ["gives back, in the queue"] = GivingBack(ScenePage.Queue),
            ["gives back, in the panel"] = GivingBack(ScenePage.Panel),
            ["gives back what a colleague holds"] = GivingBack(ScenePage.Queue) with
            {
                Prepare = scene => HoldAsync(scene, CircuitScene.Ada),
            },
            ["takes the claim of a colleague"] = new(DeskAct.Claim, ScenePage.Panel)
            {
                Prepare = scene => HoldAsync(scene, CircuitScene.Ada),
                Press = async scene =>
                {
                    await scene.PressAsync("data-take-claim");
                    await scene.PressAsync("data-take-it");
                },
                HasHappened = ActByCircuit.Once(HasClaim),
            },
            ["keeps their claim by an act in the panel"] = new(DeskAct.Claim, ScenePage.Panel)
            {
                Prepare = scene => HoldAsync(scene, scene.Yesterday),
                Press = async scene =>
                {
                    // A lease that would gain less than a second is not written anew.
                    await CircuitScene.UntilAsync(() => scene.Now - scene.Claim!.Since > TimeSpan.FromSeconds(1.5), "A moment is gone.");
                    await scene.PressAsync("aria-label", "Rescue");
                },
                HasHappened = ActByCircuit.Once(scene => scene.Claim is { } claim && claim.Until - claim.Since > ClaimRules.Lease),
            },
            ["says yes to a colleague's offer"] = Answering("data-allow-offer", scene => scene.Calls("CreateStreamSessionConnection") > 0),
            ["says no to a colleague's offer"] = Answering("data-decline-offer", scene => scene.Claim?.DeclinedTo is not null),
        };

    /// <summary>Somebody has the player in hand.</summary>
    public static async Task HoldAsync(CircuitScene scene, Actor actor) =>
        Assert.IsType<ClaimResult.Done>(await scene.Get<ClaimDesk>().ClaimAsync(scene.Session, actor));

    private static bool HasClaim(CircuitScene scene) => scene.Claim is { } claim && claim.StandsAt(scene.Now) && scene.Is(claim.By);

    private static ActByCircuit Claiming(ScenePage page) =>
        new(DeskAct.Claim, page) { Press = scene => scene.PressAsync(Toggle), HasHappened = ActByCircuit.Once(HasClaim) };

    private static ActByCircuit GivingBack(ScenePage page) =>
        new(DeskAct.Claim, page)
        {
            Prepare = scene => HoldAsync(scene, scene.Yesterday),
            Press = scene => scene.PressAsync(Toggle),
            HasHappened = ActByCircuit.Once(scene => scene.Claim is { IsReleased: true }),
        };

    private static ActByCircuit Answering(string button, Func<CircuitScene, bool> isDone) =>
        new(DeskAct.Claim, ScenePage.Panel)
        {
            Prepare = async scene =>
            {
                await HoldAsync(scene, scene.Yesterday);
                var offer = RescueActsByCircuit.AnOffer();
                Assert.IsType<CommandResult.Waits>(
                    await scene.Get<ClaimedOffers>().SendAsync(scene.Session, offer, CircuitScene.Ada, CancellationToken.None)
                );
            },
            Press = scene => scene.PressAsync(button),
            HasHappened = ActByCircuit.Once(isDone),
        };
}
