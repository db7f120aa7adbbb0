using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Reads and spoils the JSON text of offers and answers.</summary>
internal static partial class SignalText
{
    public static string IcePassword(string text) => IcePasswordOf(Sdp(text));

    public static string Fingerprint(string text) => FingerprintOf(Sdp(text));

    public static string IcePasswordOf(string sdp) => Password().Match(sdp).Groups["value"].Value;

    public static string FingerprintOf(string sdp) => FingerprintLine().Match(sdp).Groups["value"].Value;

    /// <summary>The session description inside.</summary>
    public static string Sdp(string text) => JsonNode.Parse(text)!["sdp"]!.GetValue<string>();

    /// <summary>The same text with another session description.</summary>
    public static string WithSdp(string text, Func<string, string> change)
    {
        var node = JsonNode.Parse(text)!;
        node["sdp"] = change(Sdp(text));
        return node.ToJsonString();
    }

    /// <summary>The text as a JSON string of its own, as a second serialisation makes it.</summary>
    public static string Wrapped(string text) => JsonSerializer.Serialize(text);

    /// <summary>The text with the quotation marks of a chat program.</summary>
    public static string WithCurlyQuotes(string text) => Quoted().Replace(text, "\u201C${inside}\u201D");

    public static string WithoutLines(string sdp, string prefix) =>
        string.Concat(
            sdp.Split("\r\n")
                .Where(line => line.Length > 0 && !line.StartsWith(prefix, StringComparison.Ordinal))
                .Select(line => line + "\r\n")
        );

    [GeneratedRegex("a=ice-pwd:(?<value>[^\r\n]+)", RegexOptions.None, 1000)]
    private static partial Regex Password();

    [GeneratedRegex("a=fingerprint:(?<value>[^\r\n]+)", RegexOptions.None, 1000)]
    private static partial Regex FingerprintLine();

    [GeneratedRegex("\"(?<inside>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
