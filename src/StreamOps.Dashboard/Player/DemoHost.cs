namespace StreamOps.Dashboard.Player;

/// <summary>The page of the machine that the demo's games run on, which the players' page brings along in a hidden frame; none outside the demo.</summary>
/// <param name="Page">Where it is; null outside the demo.</param>
internal sealed record DemoHost(Uri? Page)
{
    /// <summary>What brings it along; served in the demo alone.</summary>
    public const string Script = "/player/demo-host.js";

    /// <summary>As sources of a content security policy.</summary>
    public string FrameSource => Page?.GetLeftPart(UriPartial.Authority) ?? "'none'";
}
