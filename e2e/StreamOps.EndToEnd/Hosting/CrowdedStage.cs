namespace StreamOps.EndToEnd.Hosting;

/// <summary>Ten thousand players at once.</summary>
public sealed class CrowdedStage : Stage
{
    protected override int Sessions => 10_000;
}
