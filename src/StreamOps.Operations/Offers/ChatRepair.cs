using System.Text;

namespace StreamOps.Operations.Offers;

/// <summary>Undoes what chat programs do to a text: curly quotes, odd and invisible spaces, line breaks inside the text. One pass.</summary>
internal static class ChatRepair
{
    /// <summary>Whether the text holds a space that no browser writes into a signal request.</summary>
    public static bool HasForeignSpaces(string text) => text.Any(character => IsInvisible(character) || IsOddSpace(character));

    /// <summary>The repaired text.</summary>
    public static string Apply(string text)
    {
        var repaired = new StringBuilder(text.Length);
        var isInside = false;
        var isEscaped = false;
        foreach (var original in text)
        {
            var character = Straightened(original);
            if (IsInvisible(character) || (isInside && character is '\r' or '\n'))
            {
                continue;
            }

            isInside ^= character == '"' && !isEscaped;
            isEscaped = character == '\\' && !isEscaped;
            repaired.Append(character);
        }

        return repaired.ToString();
    }

    private static char Straightened(char character) =>
        character switch
        {
            // Left, right, low and reversed double quotes, the full-width one, and guillemets.
            '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\uFF02' or '\u00AB' or '\u00BB' => '"',
            _ when IsOddSpace(character) => ' ',
            _ => character,
        };

    private static bool IsOddSpace(char character) => character is '\u00A0' or '\u202F' or '\u3000' or (>= '\u2000' and <= '\u200A');

    // Zero-width spaces and joiners, direction marks, word joiner, soft hyphen, byte order mark, line and paragraph separators.
    private static bool IsInvisible(char character) =>
        character
            is (>= '\u200B' and <= '\u200F')
                or '\u2060'
                or '\u00AD'
                or '\uFEFF'
                or '\u2028'
                or '\u2029'
                or (>= '\u202A' and <= '\u202E');
}
