using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace StreamOps.Dashboard.Tests.Headers;

/// <summary>The one text that may stand in line on a page.</summary>
internal static partial class ScriptMapPages
{
    /// <summary>The page without the map of its scripts, where that is the very text that the policy names.</summary>
    public static string WithoutMap(string page, string? source) =>
        Map()
            .Replace(
                page,
                match => string.Equals(SourceOf(match.Groups["text"].Value), source, StringComparison.Ordinal) ? "" : match.Value
            );

    /// <summary>The text of a page's map; null for a page that has none.</summary>
    public static string? MapOf(string page) => Map().Match(page) is { Success: true } match ? match.Groups["text"].Value : null;

    /// <summary>What a policy calls a text.</summary>
    public static string SourceOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    [GeneratedRegex("""<script type="importmap">(?<text>[^<]*)</script>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Map();
}
