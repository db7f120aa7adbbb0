using System.Diagnostics.CodeAnalysis;

namespace StreamOps.Operations.Store;

/// <summary>Foreign text as every database keeps it and gives it back, to the letter.</summary>
internal static class StoredText
{
    /// <summary>At most <see cref="OperationsDb.LongestText"/> characters, none cut in half; what no database can hold, NUL and halves of a pair, becomes U+FFFD.</summary>
    public static string Of(string text)
    {
        var kept = text.Length <= OperationsDb.LongestText ? text : text[..OperationsDb.LongestText];
        if (kept.Length < text.Length && char.IsHighSurrogate(kept[^1]))
        {
            kept = kept[..^1];
        }

        return Whole(kept);
    }

    /// <summary>The text in its whole length; what no database can hold, NUL and halves of a pair, becomes U+FFFD.</summary>
    // UTF-8 there and back replaces what is no character.
    public static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    /// <inheritdoc cref="Of"/>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? OfMaybe(string? text) => text is null ? null : Of(text);
}
