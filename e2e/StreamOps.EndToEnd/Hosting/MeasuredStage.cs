namespace StreamOps.EndToEnd.Hosting;

/// <summary>A fleet of a given size whose lost clients are waited for all through the measurement.</summary>
public sealed class MeasuredStage(int sessions) : Stage
{
    protected override int Sessions => sessions;

    protected override int ConnectionTimeoutSeconds => 1800;
}
