namespace StreamOps.Operations.Claims;

/// <summary>What somebody reads who comes second.</summary>
public static class ClaimWords
{
    /// <summary>Why a yes or a no finds nothing.</summary>
    internal const string NothingWaits = "No offer waits for your yes any more.";

    /// <summary>Why a yes or a no comes too late, and nobody knows yet for what.</summary>
    internal const string UnderWay = "The offer is being sent in this moment, or somebody else is answering it. Look what becomes of it.";

    /// <summary>Why nothing is begun for a player whom somebody has in hand, and what to do.</summary>
    /// <param name="holder">Who has.</param>
    public static string IsOnIt(string holder) => $"{Holds(holder)} Take the claim first, or leave it to them.";

    /// <summary>Who has the player in hand, and no more: beside it stands what can be done.</summary>
    /// <param name="holder">Who has.</param>
    public static string Holds(string holder) => $"{holder} is on it.";

    /// <summary>What became of an offer that waited for a yes.</summary>
    /// <param name="holder">Who said no.</param>
    public static string SaidNo(string holder) => $"{holder} said no to the offer. Nothing was sent.";
}
