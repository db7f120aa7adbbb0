namespace StreamOps.Dashboard.Outside;

/// <summary>Text from outside with nothing hidden in it: what controls, turns round or takes no room is written as <c>[U+202E]</c>.</summary>
/// <remarks>For attributes, titles, JSON and logs; between tags <see cref="OutsideText"/> does it, once. Different texts stay different.</remarks>
public static class VisibleText
{
    private const string Escape = "[U+";

    /// <summary>Nothing of it is left out; a text without anything hidden comes back as it is.</summary>
    public static string Of(string? text)
    {
        if (text is null || !IsTouched(text))
        {
            return text ?? "";
        }

        var visible = new StringBuilder(text.Length + 16);
        for (var place = 0; place < text.Length; )
        {
            var isPair = char.IsSurrogatePair(text, place);
            var point = isPair ? char.ConvertToUtf32(text, place) : text[place];
            if (IsHidden(point) || IsEscape(text, place))
            {
                visible.Append(CultureInfo.InvariantCulture, $"{Escape}{point:X4}]");
            }
            else
            {
                visible.Append(text, place, isPair ? 2 : 1);
            }

            place += isPair ? 2 : 1;
        }

        return visible.ToString();
    }

    /// <summary>The same within a sentence of ours that is one string: set apart, so that its direction ends with it.</summary>
    public static string InSentence(string? text) => $"\u2068{Of(text)}\u2069";

    /// <summary>Whether a text holds anything that would act, or hide, where it is shown.</summary>
    public static bool IsHiding(string text)
    {
        for (var place = 0; place < text.Length; place += char.IsSurrogatePair(text, place) ? 2 : 1)
        {
            if (IsHidden(char.IsSurrogatePair(text, place) ? char.ConvertToUtf32(text, place) : text[place]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTouched(string text) => text.Contains(Escape, StringComparison.Ordinal) || IsHiding(text);

    // Written out itself, so that nobody can type what stands for a hidden character.
    private static bool IsEscape(string text, int place) => string.CompareOrdinal(text, place, Escape, 0, Escape.Length) == 0;

    private static bool IsHidden(int point) =>
        point is >= 0x20 and < 0x7F ? false
        : CharUnicodeInfo.GetUnicodeCategory(point)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate
            ? true
        : point
            // Blanks that pass for the usual one, and letters and selectors that take no room.
            is 0x00A0
                or 0x034F
                or 0x115F
                or 0x1160
                or 0x1680
                or (>= 0x17B4 and <= 0x17B5)
                or (>= 0x180B and <= 0x180F)
                or (>= 0x2000 and <= 0x200A)
                or 0x202F
                or 0x205F
                or 0x2800
                or 0x3164
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFFA0
                or (>= 0xE0100 and <= 0xE01EF);
}
