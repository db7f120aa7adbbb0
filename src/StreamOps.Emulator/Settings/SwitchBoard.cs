namespace StreamOps.Emulator.Settings;

/// <summary>The switches as they stand; they may be thrown while the world runs.</summary>
public sealed class SwitchBoard(EmulatorSwitches initial)
{
    private readonly EmulatorSwitches _initial = initial;
    private volatile EmulatorSwitches _current = initial;

    public EmulatorSwitches Current => _current;

    public void Set(EmulatorSwitches switches) => _current = switches;

    /// <summary>Back to what the emulator was started with.</summary>
    public void Restore() => _current = _initial;
}
