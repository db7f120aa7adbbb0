namespace StreamOps.Operations.Offers;

/// <summary>Finds out where the line breaks of a journey took a blank from a line: the one way in which the line is as a browser writes it.</summary>
internal static class SdpMarks
{
    /// <summary>In characters; a browser's longest has less than half of it.</summary>
    public const int LongestLine = 512;

    private const int MostMarks = 6;

    /// <summary>Resolves a line's marks, each to a blank or to nothing.</summary>
    /// <param name="line">One line, marks in it.</param>
    /// <param name="target">Takes the line; no part of it may be the line's own.</param>
    /// <param name="tried">Room for a line, for as long as the call takes.</param>
    /// <param name="mapped">For a list of formats: those that its section explains.</param>
    /// <param name="mids">For a list of sections: those there are.</param>
    /// <param name="budget">How many characters may still be tried out.</param>
    /// <param name="length">The line's length.</param>
    /// <returns>Whether there is one way and no other.</returns>
    public static bool TryResolve(
        ReadOnlySpan<char> line,
        Span<char> target,
        Span<char> tried,
        UInt128? mapped,
        IReadOnlyList<string> mids,
        ref int budget,
        out int length
    )
    {
        length = 0;
        var marks = line.Count(ChatRepair.Mark);
        if (marks > MostMarks || line.Length > LongestLine || line.Contains('\\'))
        {
            return false;
        }

        var found = false;
        for (var blanks = 0; blanks < 1 << marks; blanks++)
        {
            budget -= line.Length;
            if (budget < 0)
            {
                return false;
            }

            var size = Try(line, blanks, tried);
            if (IsWhole(tried[..size], mapped, mids))
            {
                if (found)
                {
                    return false;
                }

                found = true;
                length = size;
                tried[..size].CopyTo(target);
            }
        }

        return found;
    }

    /// <summary>Whether a line begins so, marks or not.</summary>
    public static bool StartsWith(ReadOnlySpan<char> line, string beginning)
    {
        var matched = 0;
        foreach (var character in line)
        {
            if (matched == beginning.Length)
            {
                break;
            }

            if (character == beginning[matched])
            {
                matched++;
            }
            else if (character != ChatRepair.Mark)
            {
                return false;
            }
        }

        return matched == beginning.Length;
    }

    private static int Try(ReadOnlySpan<char> line, int blanks, Span<char> target)
    {
        var (size, mark) = (0, 0);
        foreach (var character in line)
        {
            if (character != ChatRepair.Mark)
            {
                target[size++] = character;
            }
            else if ((blanks & (1 << mark++)) != 0)
            {
                target[size++] = ' ';
            }
        }

        return size;
    }

    private static bool IsWhole(ReadOnlySpan<char> line, UInt128? mapped, IReadOnlyList<string> mids) =>
        SdpLine.Of(line) == SdpLineForm.Whole
        && (mapped is not { } formats || !line.StartsWith("m=", StringComparison.Ordinal) || AreExplained(line[2..], formats))
        && (!line.StartsWith("a=group:", StringComparison.Ordinal) || AreThere(line[8..], mids));

    private static bool AreExplained(ReadOnlySpan<char> media, UInt128 mapped)
    {
        var words = new SdpWords(media);
        words.Next();
        words.Next();
        if (!words.Next().Contains("RTP/", StringComparison.Ordinal))
        {
            return true;
        }

        var formats = MediaSection.FormatsOf(words.Rest, out var isListedTwice);
        return !isListedTwice && (formats & ~mapped) == 0;
    }

    private static bool AreThere(ReadOnlySpan<char> group, IReadOnlyList<string> mids)
    {
        var words = new SdpWords(group);
        words.Next();
        while (!words.IsOver)
        {
            if (!SdpWords.IsOneOf(words.Next(), mids))
            {
                return false;
            }
        }

        return true;
    }
}
