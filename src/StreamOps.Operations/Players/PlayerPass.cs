using System.Diagnostics;

namespace StreamOps.Operations.Players;

/// <summary>
/// What a page gets for its link, code or ticket: with it and its own <see cref="PageKey"/> it goes on. Useless to any other page, survives a restart
/// of the server. A secret; it prints as three asterisks.
/// </summary>
/// <param name="text">The text for the page, at most 1,024 characters of base64url. Whatever came back from it; it need not be a pass.</param>
[DebuggerDisplay("***")]
public sealed class PlayerPass(string text)
{
    public string Text { get; } = text;

    public override string ToString() => "***";
}
