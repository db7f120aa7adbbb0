using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Pages;

/// <summary>The random key a player's page keeps for itself: what it began, only it may go on with. A secret; it prints as three asterisks.</summary>
[DebuggerDisplay("***")]
public sealed class PageKey
{
    /// <summary>128 bits in base64url.</summary>
    private const int Shortest = 22;

    private const int Longest = 128;

    private PageKey(string text) => Hash = SecretHash.Of(text);

    /// <summary>Its SHA-256, which is all that is kept.</summary>
    internal string Hash { get; }

    /// <summary>Reads a key of 22 to 128 characters of base64url; false for anything else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PageKey? key)
    {
        key = text is { Length: >= Shortest and <= Longest } && text.All(SecretHash.IsBase64Url) ? new PageKey(text) : null;
        return key is not null;
    }

    public override string ToString() => "***";
}
