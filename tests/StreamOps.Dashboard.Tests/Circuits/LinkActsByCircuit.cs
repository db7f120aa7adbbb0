using StreamOps.Operations.Acts;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>What hands do about rescue links and those who opened one.</summary>
internal static class LinkActsByCircuit
{
    public static Dictionary<string, ActByCircuit> All =>
        new(StringComparer.Ordinal)
        {
            ["ends a link of their own"] = Revoking(scene => scene.Yesterday),
            ["ends a colleague's link"] = Revoking(_ => CircuitScene.Ada),
            ["allows a second browser at a link"] = new(DeskAct.AnswerLink, ScenePage.Panel)
            {
                Prepare = async scene =>
                {
                    var link = await MakeAsync(scene, CircuitScene.Ada);
                    await SpendAsync(scene, link);
                    await scene
                        .Get<PlayerDesk>()
                        .OpenAsync(link.Secret, Page('b'), "Safari, iOS", isLoadedAnew: false, CancellationToken.None);
                    Assert.NotNull(scene.Link?.SecondBrowserAt);
                },
                Press = scene => scene.PressAsync("data-allow-second"),
                HasHappened = ActByCircuit.Once(scene => scene.Link is { SecondBrowserAt: null }),
            },
            ["says yes to an offer at a link"] = Answering("data-send-offer", scene => scene.Calls("CreateStreamSessionConnection") > 0),
            ["says no to an offer at a link"] = Answering(
                "data-decline-link-offer",
                scene => scene.Link is { IsOfferWaiting: false, OfferStop.Length: > 0 }
            ),
        };

    private static ActByCircuit Revoking(Func<CircuitScene, Actor> maker) =>
        new(DeskAct.EndLink, ScenePage.Panel)
        {
            Prepare = scene => MakeAsync(scene, maker(scene)),
            Press = scene => scene.PressAsync("data-revoke-link"),
            HasHappened = ActByCircuit.Once(scene => scene.Link is { RevokedAt: not null }),
        };

    // Somebody else than the link's maker has the player in hand by now: what its page offers waits for their yes.
    private static ActByCircuit Answering(string button, Func<CircuitScene, bool> isDone) =>
        new(DeskAct.AnswerLink, ScenePage.Panel)
        {
            Prepare = async scene =>
            {
                var pass = await SpendAsync(scene, await MakeAsync(scene, CircuitScene.Ada));
                await ClaimActsByCircuit.HoldAsync(scene, scene.Yesterday);
                Assert.IsType<OfferReply.Waits>(
                    await scene.Get<PlayerDesk>().OfferAsync(pass, Page('a'), RescueActsByCircuit.AnOffer(), CancellationToken.None)
                );
            },
            Press = scene => scene.PressAsync(button),
            HasHappened = ActByCircuit.Once(isDone),
        };

    private static async Task<LinkMaking.Made> MakeAsync(CircuitScene scene, Actor actor) =>
        Assert.IsType<LinkMaking.Made>(
            await scene.Get<RescueLinkDesk>().MakeAsync(scene.Session, actor, replaces: null, CancellationToken.None)
        );

    /// <summary>A player opens it and goes on.</summary>
    private static async Task<PlayerPass> SpendAsync(CircuitScene scene, LinkMaking.Made link)
    {
        var players = scene.Get<PlayerDesk>();
        var entry = await players.OpenAsync(link.Secret, Page('a'), "Firefox, Windows", isLoadedAnew: false, CancellationToken.None);
        var pass = Assert.IsType<PlayerEntry.Admitted>(entry).Pass;
        Assert.IsType<PlayerEntry.Admitted>(await players.ContinueAsync(pass, Page('a'), CancellationToken.None));
        return pass;
    }

    private static PageKey Page(char letter) =>
        PageKey.TryParse(new string(letter, 22), out var key) ? key : throw new InvalidOperationException("It is no key.");
}
