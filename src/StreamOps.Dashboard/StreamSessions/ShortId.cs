namespace StreamOps.Dashboard.StreamSessions;

/// <summary>Ids shortened in the middle, where people compare them least: <c>u-8842…c1</c>.</summary>
public static class ShortId
{
    private const int Head = 6;
    private const int Tail = 3;

    public static string Of(string id) => id.Length <= Head + Tail + 3 ? id : $"{id[..Head]}…{id[^Tail..]}";

    /// <summary>The player's id, or a word where the service has none.</summary>
    public static string Player(string userId) => userId.Length == 0 ? "no user id" : Of(userId);
}
