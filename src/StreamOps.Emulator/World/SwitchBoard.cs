namespace StreamOps.Emulator.World;

/// <summary>The switches as they stand; they may be thrown while the world runs.</summary>
public sealed class SwitchBoard
{
    private readonly EmulatorSwitches initial;
    private volatile EmulatorSwitches current;

    public SwitchBoard(EmulatorSwitches switches)
    {
        initial = switches;
        current = switches;
    }

    public EmulatorSwitches Current => current;

    public void Set(EmulatorSwitches switches) => current = switches;

    /// <summary>Back to what the emulator was started with.</summary>
    public void Restore() => current = initial;
}
