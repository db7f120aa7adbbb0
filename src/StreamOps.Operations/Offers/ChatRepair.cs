using System.Buffers;

namespace StreamOps.Operations.Offers;

/// <summary>Undoes what mail and chat programs do to single characters and to line starts: curly quotes, odd and invisible spaces, entities, quoting. In place; no step lets the text grow.</summary>
internal static class ChatRepair
{
    /// <summary>A line break as it came, with the blanks around it: whether a blank was lost with it, the line it stands in tells.</summary>
    public const char Mark = '\n';

    // Left, right, low and reversed double quotes, the full-width one, and guillemets.
    private static readonly SearchValues<char> OddQuotes = SearchValues.Create("\u201C\u201D\u201E\u201F\uFF02\u00AB\u00BB");

    // Non-breaking, figure, thin, ideographic and all the other widths of a blank.
    private static readonly SearchValues<char> OddSpaces = SearchValues.Create(OddSpaceCharacters);

    // Zero-width spaces and joiners, direction marks and isolates, word joiner, soft hyphen, byte order mark.
    private static readonly SearchValues<char> Invisible = SearchValues.Create(InvisibleCharacters);

    // What stays as it is.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    );

    private static readonly SearchValues<char> Foreign = SearchValues.Create(OddSpaceCharacters + InvisibleCharacters + OddBreaks);

    private const string OddBreaks = "\u2028\u2029\u0085";

    private const string OddSpaceCharacters =
        "\u00A0\u1680\u202F\u205F\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A";

    private const string InvisibleCharacters =
        "\u00AD\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E"
        + "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFEFF";

    private const int LongestEntity = 6;

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

    /// <summary>Straightens quotes and spaces, drops what is invisible and reads entities.</summary>
    /// <returns>Whether there was anything to repair.</returns>
    public static bool Straighten(Span<char> text, ref int length)
    {
        var isChanged = StraightenCharacters(text, ref length);
        // Twice: an entity's own ampersand may have become one.
        isChanged |= ReadEntities(text, ref length) && (ReadEntities(text, ref length) || true);
        return isChanged;
    }

    /// <summary>Makes one mark of each line break with the blanks around it and the quoting behind it; none within an escape.</summary>
    /// <returns>Whether a line was quoted.</returns>
    public static bool Fold(Span<char> text, ref int length)
    {
        var (read, written, backslashes) = (0, 0, 0);
        var isQuoted = false;
        var isStart = true;
        while (read < length)
        {
            if (isStart || text[read] is '\n' or ' ')
            {
                var end = EndOfGap(text[..length], read, isStart, out var hasBreak, out var hasQuote);
                isStart = false;
                isQuoted |= hasQuote;
                if (hasBreak)
                {
                    if (backslashes % 2 == 0)
                    {
                        text[written++] = Mark;
                        backslashes = 0;
                    }

                    read = end;
                    continue;
                }

                text[read..end].CopyTo(text[written..]);
                written += end - read;
                backslashes = end > read ? 0 : backslashes;
                read = end;
                continue;
            }

            var character = text[read++];
            backslashes = character == '\\' ? backslashes + 1 : 0;
            text[written++] = character;
        }

        length = written;
        return isQuoted;
    }

    /// <summary>Where blanks, breaks and quoting end. At the start of the text quoting alone makes it a gap.</summary>
    private static int EndOfGap(ReadOnlySpan<char> text, int start, bool isStart, out bool hasBreak, out bool hasQuote)
    {
        (hasBreak, hasQuote) = (false, false);
        var end = start;
        while (end < text.Length)
        {
            if (text[end] == '\n')
            {
                hasBreak = true;
            }
            else if (text[end] is '>' or '|' && (hasBreak || isStart))
            {
                hasQuote = true;
            }
            else if (text[end] != ' ')
            {
                break;
            }

            end++;
        }

        hasBreak |= isStart && hasQuote;
        return end;
    }

    private static bool StraightenCharacters(Span<char> text, ref int length)
    {
        var written = text[..length].IndexOfAnyExcept(Plain);
        if (written < 0)
        {
            return false;
        }

        var isChanged = false;
        foreach (var original in text[written..length])
        {
            if (original > '\u007F' && Invisible.Contains(original))
            {
                isChanged = true;
                continue;
            }

            var character = original switch
            {
                // What breaks a line however it is written is no change of its own: most of it stands between the words of the JSON.
                '\r' or '\v' or '\f' => '\n',
                '\t' => ' ',
                > '\u007F' => Straightened(original),
                _ => original,
            };
            isChanged |= character != original && original > '\u007F';
            text[written++] = character;
        }

        length = written;
        return isChanged;
    }

    private static char Straightened(char character) =>
        OddQuotes.Contains(character) ? '"'
        : OddSpaces.Contains(character) ? ' '
        : OddBreaks.Contains(character) ? '\n'
        : character;

    private static bool ReadEntities(Span<char> text, ref int length)
    {
        var written = text[..length].IndexOf('&');
        if (written < 0)
        {
            return false;
        }

        var isChanged = false;
        for (var read = written; read < length; )
        {
            var character = text[read];
            var size = 1;
            if (character == '&')
            {
                var rest = text[read..length];
                var end = rest[..Math.Min(rest.Length, LongestEntity)].IndexOf(';');
                if (end > 0 && Meant(rest[..(end + 1)]) is { } meant)
                {
                    (character, size, isChanged) = (meant, end + 1, true);
                }
            }

            text[written++] = character;
            read += size;
        }

        length = written;
        return isChanged;
    }

    private static char? Meant(ReadOnlySpan<char> entity) =>
        entity switch
        {
            "&quot;" or "&#34;" or "&#x22;" => '"',
            "&amp;" or "&#38;" => '&',
            "&nbsp;" or "&#160;" => ' ',
            "&apos;" or "&#39;" or "&#x27;" => '\'',
            "&lt;" or "&#60;" => '<',
            "&gt;" or "&#62;" => '>',
            "&#43;" or "&#x2B;" => '+',
            "&#47;" or "&#x2F;" => '/',
            "&#61;" or "&#x3D;" => '=',
            _ => null,
        };
}
