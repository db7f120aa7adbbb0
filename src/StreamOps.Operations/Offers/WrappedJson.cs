namespace StreamOps.Operations.Offers;

/// <summary>Finds the signal request in a text that had a journey, and takes the wraps of JSON strings off it. In place.</summary>
internal static class WrappedJson
{
    /// <summary>Where an object begins; −1 where none does. It may be within a JSON string, with escaped quotes.</summary>
    public static int FindStart(ReadOnlySpan<char> text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (text[start] == '{')
            {
                var next = SkipGaps(text, start + 1);
                if (next < text.Length && text[next] is '"' or '}' or '\\')
                {
                    return start;
                }

                // What was looked at holds no other start.
                start = next - 1;
            }
        }

        return -1;
    }

    /// <summary>Whether the object that begins there stands in a JSON string.</summary>
    public static bool IsEscaped(ReadOnlySpan<char> text, int start) =>
        SkipGaps(text, start + 1) is var next && next < text.Length && text[next] == '\\';

    /// <summary>Reads the escapes of what follows, up to the string's end.</summary>
    /// <returns>Whether all of them are JSON's.</returns>
    public static bool Unescape(Span<char> text, int start, ref int length)
    {
        var (read, written) = (start, start);
        var areAll = true;
        while (read < length && text[read] != '"')
        {
            var character = text[read++];
            if (character == '\\' && read < length)
            {
                character = text[read++];
                areAll &= character is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' or 'u';
                character = character switch
                {
                    'n' or 'r' => '\n',
                    't' or 'b' or 'f' => ' ',
                    'u' => ReadHex(text[..length], ref read),
                    _ => character,
                };
            }

            text[written++] = character;
        }

        // The string's own end, and what stands behind it.
        text[read..length].CopyTo(text[written..]);
        length = written + length - read;
        return areAll;
    }

    /// <summary>Behind the brace that closes the object; −1 where none does.</summary>
    public static int FindEnd(ReadOnlySpan<char> text, int start)
    {
        var depth = 0;
        for (var at = start; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    at = EndOfString(text, at);
                    if (at < 0)
                    {
                        return -1;
                    }

                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return at + 1;
            }
        }

        return -1;
    }

    /// <summary>Where the quote stands that ends the string that begins there; −1 where none does.</summary>
    public static int EndOfString(ReadOnlySpan<char> text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == '"')
            {
                return at;
            }
        }

        return -1;
    }

    private static int SkipGaps(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or ChatRepair.Mark)
        {
            at++;
        }

        return at;
    }

    /// <summary>Four digits, a line break between them or not. What is no number stays.</summary>
    private static char ReadHex(ReadOnlySpan<char> text, ref int read)
    {
        var (at, value, digits) = (read, 0, 0);
        while (digits < 4 && at < text.Length && (char.IsAsciiHexDigit(text[at]) || text[at] == ChatRepair.Mark))
        {
            if (text[at] != ChatRepair.Mark)
            {
                value = (value * 16) + (char.IsAsciiDigit(text[at]) ? text[at] - '0' : (text[at] | ' ') - 'a' + 10);
                digits++;
            }

            at++;
        }

        if (digits < 4)
        {
            return 'u';
        }

        read = at;
        return (char)value;
    }
}
