using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Tokens;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>All that the circuit of a page brings about, by what it is; and the acts that none does.</summary>
internal static class ActsByCircuit
{
    /// <summary>By its name in the table.</summary>
    public static IReadOnlyDictionary<string, ActByCircuit> All { get; } =
        new[] { ClaimActsByCircuit.All, RescueActsByCircuit.All, LinkActsByCircuit.All, OpenPageActsByCircuit.All, Others }
            .SelectMany(acts => acts)
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>Acts without anything that listens for them, and where they are asked for.</summary>
    public static IReadOnlyDictionary<DeskAct, string> None { get; } =
        new Dictionary<DeskAct, string>
        {
            [DeskAct.MakeLink] = "POST /rescue/links, by the page's script: address and code never pass through a circuit",
            [DeskAct.TakeAnswer] =
                "GET /rescue/answers/{attemptId} and POST …/taken, by the page's script: no answer passes through a circuit",
            [DeskAct.TakeOver] = "POST /rescue/takeovers, by the page's script: no offer passes through a circuit",
        };

    private static Dictionary<string, ActByCircuit> Others =>
        new(StringComparer.Ordinal)
        {
            ["looks at a session"] = new(DeskAct.Look, ScenePage.Drawer) { HasHappened = IsTold(scene => scene.Player) },
            ["asks for a session's files"] = new(DeskAct.ExportFiles, ScenePage.Drawer)
            {
                Press = scene =>
                    scene.PressAndAnswerAsync(
                        "data-needs-name",
                        "export",
                        "why-not-export",
                        () => scene.Page.TypeAsync("input", "id", "output-uri", "s3://bucket/logs/")
                    ),
                HasHappened = ActByCircuit.Once(scene => scene.Calls("ExportStreamSessionFiles") > 0),
            },
            ["ends a session, in the drawer"] = Ending(ScenePage.Drawer),
            ["ends a session, in the panel"] = Ending(ScenePage.Panel),
            ["reveals what is masked"] = new(DeskAct.SeeSensitive, ScenePage.Drawer)
            {
                Press = scene => scene.PressAndAnswerAsync("data-needs-name", "look"),
                HasHappened = IsTold(scene => scene.Secret),
            },
            ["reads the audit"] = Reading(ScenePage.Audit) with { Refusal = AuditActions.ReadAudit },
            ["reads the audit of a session"] = Reading(ScenePage.Drawer),
            ["makes an access token"] = new(DeskAct.ManageTokens, ScenePage.Tokens)
            {
                Press = async scene =>
                {
                    await scene.Page.TypeAsync("change", "data-token-name", "", scene.TokenName);
                    await scene.Page.SubmitAsync("class", "board token-form");
                },
                HasHappened = async scene => await TokenOfAsync(scene) is not null,
                Refusal = AuditActions.AccessToken,
            },
            ["revokes an access token"] = new(DeskAct.ManageTokens, ScenePage.Tokens)
            {
                Prepare = async scene =>
                    Assert.IsType<TokenMaking.Made>(
                        await scene.Get<TokenDesk>().MakeAsync(scene.TokenName, ActorRole.Viewer, 3, CircuitScene.Lea)
                    ),
                Press = async scene =>
                {
                    await scene.PressAsync("aria-label", $"Revoke {scene.TokenName}");
                    await scene.PressAsync("data-revoke-token-yes");
                },
                HasHappened = async scene => await TokenOfAsync(scene) is { RevokedAt: not null },
                Refusal = AuditActions.AccessToken,
            },
        };

    private static ActByCircuit Ending(ScenePage page) =>
        new(DeskAct.Terminate, page)
        {
            Press = scene => scene.PressAndAnswerAsync("data-needs-name", "terminate"),
            HasHappened = ActByCircuit.Once(scene => scene.Calls("TerminateStreamSession") > 0),
        };

    private static ActByCircuit Reading(ScenePage page) =>
        new(DeskAct.ReadAudit, page)
        {
            Prepare = scene => scene.Get<StreamSessionCommands>().NoteSensitiveLookAsync(scene.Session, CircuitScene.Ada, scene.Reason),
            HasHappened = IsTold(scene => scene.Reason),
        };

    private static Func<CircuitScene, Task<bool>> IsTold(Func<CircuitScene, string> text) =>
        ActByCircuit.Once(scene => scene.Told.Contains(text(scene), StringComparison.Ordinal));

    private static async Task<AccessToken?> TokenOfAsync(CircuitScene scene) =>
        (await scene.Get<TokenDesk>().ListAsync(CircuitScene.Lea, CancellationToken.None)).Tokens.FirstOrDefault(token =>
            token.Name == scene.TokenName
        );
}
