using System.Diagnostics.CodeAnalysis;

namespace StreamOps.Dashboard.SignIn;

/// <summary>The name an operator gives: 1 to 40 letters with their marks, digits, spaces and <c>. - _ ' @</c>, on one line; in Unicode's form C.</summary>
public static class OperatorName
{
    /// <summary>Characters at most, after trimming.</summary>
    public const int MaxLength = 40;

    /// <summary>What is allowed, in words.</summary>
    public const string Rule = "A name has 1 to 40 letters, digits, spaces, or . - _ ' @";

    private const string Invisible = "A name holds no invisible characters: type it anew, rather than paste it";
    private const string OtherCharacters = " .-_'@";

    /// <summary>More on one letter is no writing: it covers the lines above and below.</summary>
    private const int MostMarks = 4;

    /// <summary>Letters and marks by their category of which nobody sees anything: fillers, joiners, selectors of a variant.</summary>
    private static readonly (int First, int Last)[] Unseen =
    [
        (0x034F, 0x034F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x2800, 0x2800),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0),
        (0x16FE4, 0x16FE4),
        (0xE0000, 0xE0FFF),
    ];

    /// <summary>Trims and checks a name.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? name) => TryRead(text, out name, out _);

    /// <summary>Trims and checks a name.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="name">As it is kept.</param>
    /// <param name="why">Why it is none, as a sentence without its full stop; empty when it is one.</param>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? name, out string why)
    {
        name = null;
        var runes = (text ?? "").EnumerateRunes().ToList();
        why =
            runes.Exists(IsUnseen) ? Invisible
            : runes.Exists(rune => !IsLetterOrOther(rune) && !IsMark(rune) && !Rune.IsWhiteSpace(rune)) ? Rule
            : "";
        if (why.Length == 0)
        {
            name = text?.Normalize(NormalizationForm.FormC).Trim();
            why = name is { Length: > 0 and <= MaxLength } && IsWritten(name) ? "" : Rule;
        }

        return why.Length == 0 && name is not null;
    }

    /// <summary>What a name that will not do has of what is allowed: for one that a provider vouches for, and nobody here can type anew.</summary>
    internal static string Readable(string text)
    {
        var kept = string.Concat(text.EnumerateRunes().Where(rune => IsLetterOrOther(rune) && !IsUnseen(rune)).Take(MaxLength / 2)).Trim();
        return kept.Length > 0 ? kept : "somebody";
    }

    /// <summary>Whether each mark belongs to a letter, and no letter has a heap of them.</summary>
    private static bool IsWritten(string name)
    {
        var marks = MostMarks;
        foreach (var rune in name.EnumerateRunes())
        {
            marks =
                IsMark(rune) ? marks + 1
                : Rune.IsLetter(rune) ? 0
                : MostMarks;
            if (marks > MostMarks || !(IsLetterOrOther(rune) || IsMark(rune)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLetterOrOther(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || (rune.IsAscii && OtherCharacters.Contains((char)rune.Value));

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || Unseen.Any(range => rune.Value >= range.First && rune.Value <= range.Last);
}
