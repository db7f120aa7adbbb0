using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Links;

/// <summary>The secret of a rescue link: 256 bits, in base64url, for the fragment of its address. It prints as three asterisks; only its hash is kept.</summary>
[DebuggerDisplay("***")]
public sealed class LinkSecret
{
    private const int Bytes = 32;

    /// <summary>32 bytes in base64url.</summary>
    private const int Letters = 43;

    private LinkSecret(string text) => Text = text;

    /// <summary>The secret in clear, for the address and nowhere else.</summary>
    public string Text { get; }

    internal string Hash => SecretHash.Of(Text);

    /// <summary>Reads a secret by its form; whether there is such a link, only the store knows.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out LinkSecret? secret)
    {
        secret = text is { Length: Letters } && text.All(SecretHash.IsBase64Url) ? new LinkSecret(text) : null;
        return secret is not null;
    }

    public override string ToString() => "***";

    internal static LinkSecret New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));
}
