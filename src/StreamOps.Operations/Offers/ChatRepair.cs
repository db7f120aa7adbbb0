using System.Buffers;

namespace StreamOps.Operations.Offers;

/// <summary>Undoes what chat programs do to a text: curly quotes, odd and invisible spaces, line breaks inside the text. One pass, in place.</summary>
internal static class ChatRepair
{
    // Left, right, low and reversed double quotes, the full-width one, and guillemets.
    private static readonly SearchValues<char> OddQuotes = SearchValues.Create("\u201C\u201D\u201E\u201F\uFF02\u00AB\u00BB");

    // Non-breaking, figure, thin, ideographic and all the other widths of a blank.
    private static readonly SearchValues<char> OddSpaces = SearchValues.Create(OddSpaceCharacters);

    // Zero-width spaces and joiners, direction marks and isolates, word joiner, soft hyphen, byte order mark, line and paragraph separators.
    private static readonly SearchValues<char> Invisible = SearchValues.Create(InvisibleCharacters);

    private static readonly SearchValues<char> Foreign = SearchValues.Create(OddSpaceCharacters + InvisibleCharacters);

    private const string OddSpaceCharacters =
        "\u00A0\u1680\u202F\u205F\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A";

    private const string InvisibleCharacters =
        "\u00AD\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E"
        + "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFEFF";

    /// <summary>Whether the text holds a space that no browser writes into a signal request.</summary>
    public static bool HasForeignSpaces(ReadOnlySpan<char> text)
    {
        // One by one: a search for the whole set takes every blank for a likely hit and looks twice, and a search called anew at every
        // character beyond ASCII may allocate at each.
        foreach (var character in text)
        {
            if (character > '\u007F' && Foreign.Contains(character))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Repairs a text where it stands; it never grows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The repaired text's length.</param>
    /// <returns>Whether there was anything to repair.</returns>
    public static bool Apply(Span<char> text, out int length)
    {
        length = 0;
        var isChanged = false;
        var isInside = false;
        var isEscaped = false;
        foreach (var original in text)
        {
            var character = original;
            if (original is '\r' or '\n' ? isInside : original > '\u007F' && Invisible.Contains(original))
            {
                isChanged = true;
                continue;
            }

            if (original > '\u007F')
            {
                character = Straightened(original);
                isChanged |= character != original;
            }

            isInside ^= character == '"' && !isEscaped;
            isEscaped = character == '\\' && !isEscaped;
            text[length++] = character;
        }

        return isChanged;
    }

    private static char Straightened(char character) =>
        OddQuotes.Contains(character) ? '"'
        : OddSpaces.Contains(character) ? ' '
        : character;
}
