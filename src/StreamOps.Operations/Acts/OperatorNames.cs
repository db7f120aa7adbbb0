namespace StreamOps.Operations.Acts;

/// <summary>When two names are one operator's.</summary>
public static class OperatorNames
{
    /// <summary>Whether two names look the same: in other letters of the same look, in capitals or not, with more blanks.</summary>
    /// <returns>False where one is not known.</returns>
    public static bool AreSame(string? one, string? other) =>
        one is not null && other is not null && string.Equals(LookOf(one), LookOf(other), StringComparison.Ordinal);

    // Unicode's compatible form, in capitals. Apart by its marks, so that a letter without a capital of its own (ǰ) meets the one that is written in two.
    private static string LookOf(string name) =>
        string.Join(' ', Decomposed(name).ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Replace("ß", "SS", StringComparison.Ordinal)
            .Replace("ẞ", "SS", StringComparison.Ordinal);

    // A name of an earlier version may be no text at all: it is itself alone.
    private static string Decomposed(string name) =>
        name.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar) ? name : name.Normalize(NormalizationForm.FormKD);
}
