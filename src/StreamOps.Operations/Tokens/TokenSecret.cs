using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Tokens;

/// <summary>The token itself: <c>so_</c> and 256 bits in base64url. It prints as three asterisks; only its hash is kept.</summary>
[DebuggerDisplay("***")]
public sealed class TokenSecret
{
    /// <summary>So that whoever finds one knows what it is.</summary>
    private const string Prefix = "so_";

    private const int Bytes = 32;

    /// <summary>32 bytes in base64url.</summary>
    private const int Letters = 43;

    private TokenSecret(string text) => Text = text;

    /// <summary>The token in clear, to be shown once and nowhere else.</summary>
    public string Text { get; }

    internal string Hash => SecretHash.Of(Text);

    /// <summary>Reads a token by its form; whether there is such a one, only the store knows.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TokenSecret? secret)
    {
        secret =
            text?.Length == Prefix.Length + Letters
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text[Prefix.Length..].All(SecretHash.IsBase64Url)
                ? new TokenSecret(text)
                : null;
        return secret is not null;
    }

    public override string ToString() => "***";

    internal static TokenSecret New() => new(Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));
}
