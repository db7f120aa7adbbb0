using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.StandBy;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>What hands do about a page of the player's that stands by.</summary>
internal static class OpenPageActsByCircuit
{
    private static readonly string Hash = new('a', 64);

    public static Dictionary<string, ActByCircuit> All =>
        new(StringComparer.Ordinal)
        {
            ["asks the open page for an offer"] = new(DeskAct.AskOpenPage, ScenePage.Panel)
            {
                Prepare = StandByAsync,
                Press = scene => scene.PressAsync("data-rescue-open-page"),
                HasHappened = ActByCircuit.Once(scene => scene.OpenPage?.AskedBy == scene.Yesterday.Name),
            },
            ["says yes to the open page's offer"] = Answering(
                "data-allow-page-offer",
                scene => scene.Calls("CreateStreamSessionConnection") > 0
            ),
            ["says no to the open page's offer"] = Answering(
                "data-decline-page-offer",
                scene => scene.OpenPage is { OfferFrom: null, OfferStop.Length: > 0 }
            ),
        };

    // Asked by a colleague, and since then they have the player in hand: what the page offered waits for their yes.
    private static ActByCircuit Answering(string button, Func<CircuitScene, bool> isDone) =>
        new(DeskAct.AskOpenPage, ScenePage.Panel)
        {
            Prepare = async scene =>
            {
                await StandByAsync(scene);
                await ClaimActsByCircuit.HoldAsync(scene, scene.Yesterday);
                var epoch = scene.Claim!.WindowEpoch;
                scene
                    .Get<StandByOffers>()
                    .Put(
                        scene.Session,
                        Hash,
                        new StandByOffer(
                            new StandByAsk(epoch, CircuitScene.Ada.Person, scene.Now),
                            new OfferOrigin(OfferSource.StandBy) { PageHash = Hash, Epoch = epoch },
                            scene.Get<OfferVault>().Lock(RescueActsByCircuit.AnOffer())
                        )
                    );
                Assert.NotNull(scene.OpenPage?.OfferFrom);
            },
            Press = scene => scene.PressAsync(button),
            HasHappened = ActByCircuit.Once(isDone),
        };

    private static Task StandByAsync(CircuitScene scene)
    {
        scene
            .Get<StandByAsks>()
            .Enter(
                new StandByPage
                {
                    Session = scene.Session,
                    Since = scene.Now,
                    Browser = "Chrome, Android",
                    PageHash = Hash,
                }
            );
        return Task.CompletedTask;
    }
}
