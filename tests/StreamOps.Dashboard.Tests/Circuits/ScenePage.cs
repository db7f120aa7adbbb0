namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>Where an act is done.</summary>
/// <param name="Path">The address, with <c>{0}</c> for the session's id.</param>
/// <param name="IsDrawn">Whether the page shows it, or says why it does not.</param>
internal sealed record ScenePage(string Path, Func<CircuitScene, bool> IsDrawn)
{
    private const string NotInView = "Not in view";

    /// <summary>The row in the queue; who does not see the session has an empty queue.</summary>
    public static readonly ScenePage Queue = new("/", scene => Tells(scene, scene.Player) || Tells(scene, "Nobody is waiting."));

    /// <summary>The rescue's panel.</summary>
    public static readonly ScenePage Panel = new(
        "/sessions?rescue={0}",
        scene => scene.Page.Listens("click", "aria-label", "Rescue") || Tells(scene, NotInView)
    );

    /// <summary>The session's drawer, with all that is read for it.</summary>
    public static readonly ScenePage Drawer = new(
        "/sessions?session={0}",
        scene => Tells(scene, "Launch arguments, environment, role") || Tells(scene, NotInView)
    );

    /// <summary>The audit.</summary>
    public static readonly ScenePage Audit = new("/audit", scene => Tells(scene, "Export CSV") || Tells(scene, "The audit is not shown."));

    /// <summary>The access tokens.</summary>
    public static readonly ScenePage Tokens = new(
        "/tokens",
        scene => Tells(scene, "Make a token") || Tells(scene, "Access tokens are not shown.")
    );

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ScenePage> All { get; } = [Queue, Panel, Drawer, Audit, Tokens];

    /// <summary>The address for one session.</summary>
    public string PathOf(string session) => Path.Replace("{0}", session, StringComparison.Ordinal);

    private static bool Tells(CircuitScene scene, string text) => scene.Told.Contains(text, StringComparison.Ordinal);
}
