namespace StreamOps.Emulator.World;

/// <summary>Numbers that list walks draw an order from.</summary>
public static class WalkKeys
{
    /// <summary>The key of an ID: FNV-1a, the same for the same text in every process.</summary>
    public static ulong Of(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var symbol in text)
        {
            hash = (hash ^ symbol) * 0x100000001B3;
        }

        return hash;
    }
}
