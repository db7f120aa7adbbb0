namespace StreamOps.EndToEnd.Hosting;

/// <summary>A small, calm fleet with a window of a minute, so that a picture shows clocks of all kinds.</summary>
public sealed class PictureStage : Stage
{
    protected override int Sessions => 24;

    protected override int ConnectionTimeoutSeconds => 60;
}
