namespace StreamOps.Operations.Pages;

/// <summary>A browser and its system in a few words. What comes in is foreign text.</summary>
internal static class BrowserWords
{
    private const int Longest = 60;

    /// <summary>Letters, digits and a little punctuation of ASCII, at most 60 of them.</summary>
    public static string Of(string browser) =>
        string.Concat(
                browser.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or ',' or '.' or '-' or '(' or ')').Take(Longest)
            )
            .Trim();
}
