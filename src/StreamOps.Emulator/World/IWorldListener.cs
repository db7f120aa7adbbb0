namespace StreamOps.Emulator.World;

/// <summary>Whoever follows the sessions, told inside the fleet's gate and in the middle of the change: must be quick and must not act on the world.</summary>
public interface IWorldListener
{
    /// <summary>A session has begun or has reached another status.</summary>
    void StatusChanged(EmulatedStreamSession session);

    /// <summary>Another world has taken the place of all sessions.</summary>
    void Replaced();
}
