namespace StreamOps.Emulator.World;

/// <summary>How far a session's game has come: what goes on when another host takes it over.</summary>
/// <param name="Frame">Drawn so far.</param>
/// <param name="PlayedMs">Milliseconds on the game's clock.</param>
/// <param name="Score">As it stands in the picture.</param>
public sealed record GameProgress(long Frame, double PlayedMs, int Score)
{
    private const double FramesPerSecond = 30;

    // A train that stays on its rail gathers one lamp of three.
    private const double MsPerLamp = 3 * 900;
    private const int PointsPerLamp = 10;

    /// <summary>As far as it has come when it ran on for that long without a host.</summary>
    public GameProgress After(TimeSpan time)
    {
        var played = PlayedMs + Math.Max(0, time.TotalMilliseconds);
        return new(
            Frame + (long)((played - PlayedMs) / 1000 * FramesPerSecond),
            played,
            Score + (int)((played - PlayedMs) / MsPerLamp) * PointsPerLamp
        );
    }
}
