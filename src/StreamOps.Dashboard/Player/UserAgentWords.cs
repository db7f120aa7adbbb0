namespace StreamOps.Dashboard.Player;

/// <summary>What a browser says of itself, in two words for an operator: <c>Firefox, Windows</c>.</summary>
internal static class UserAgentWords
{
    /// <summary>Longer ones are cut: nobody's browser needs more.</summary>
    private const int LongestUserAgent = 512;

    // The first that fits: each later one's name stands in the user agents of those before it.
    private static readonly (string Part, string Word)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("FxiOS/", "Firefox"),
        ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Part, string Word)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>Two words of our own; nothing of the text itself gets through.</summary>
    public static string Of(string? userAgent)
    {
        var text = userAgent is { Length: > LongestUserAgent } ? userAgent[..LongestUserAgent] : userAgent ?? "";
        return $"{First(Browsers, text, "another browser")}, {First(Systems, text, "another system")}";
    }

    private static string First((string Part, string Word)[] words, string text, string otherwise) =>
        Array.Find(words, word => text.Contains(word.Part, StringComparison.Ordinal)).Word ?? otherwise;
}
