namespace StreamOps.Emulator.Calls;

/// <summary>What a caller names things by: an ID, or a full ARN with the ID at its end.</summary>
public static class Identifiers
{
    /// <summary>The ID, be it alone or at the end of an ARN.</summary>
    public static string IdOf(string identifier) => identifier[(identifier.LastIndexOf('/') + 1)..];
}
