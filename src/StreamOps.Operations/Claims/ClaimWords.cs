namespace StreamOps.Operations.Claims;

/// <summary>What somebody reads who comes second.</summary>
internal static class ClaimWords
{
    /// <summary>Why nothing is begun for a player whom somebody has in hand.</summary>
    public static string IsOnIt(string holder) => $"{holder} is on it. Take the claim first, or leave it to them.";
}
