using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StreamOps.Testing.Circuits;

/// <summary>The scripts and sheets that a browser loads for a page, with what they import, as its map says.</summary>
public static partial class PageFiles
{
    /// <summary>All of them, each loaded once.</summary>
    /// <param name="client">The browser's.</param>
    /// <param name="page">The page's address; the server stands at its root.</param>
    public static async Task<IReadOnlyList<PageFile>> OfAsync(HttpClient client, Uri page)
    {
        var html = await client.GetStringAsync(page);
        var root = new Uri(page, "/");
        var map = MapOf(html, root);
        var open = new Queue<Uri>(Named().Matches(html).Select(match => new Uri(root, match.Groups["address"].Value)));
        var found = new Dictionary<Uri, PageFile>();
        while (open.TryDequeue(out var address))
        {
            if (found.ContainsKey(address))
            {
                continue;
            }

            using var answer = await client.GetAsync(address);
            answer.EnsureSuccessStatusCode();
            var isLasting = answer.Headers.CacheControl?.Extensions.Any(extension => extension.Name == "immutable") ?? false;
            found[address] = new PageFile(address, isLasting, answer.Headers.ETag);
            foreach (Match import in Imported().Matches(await answer.Content.ReadAsStringAsync()))
            {
                var plain = new Uri(address, import.Groups["address"].Value);
                open.Enqueue(map.GetValueOrDefault(plain, plain));
            }
        }

        return [.. found.Values];
    }

    private static Dictionary<Uri, Uri> MapOf(string html, Uri root)
    {
        using var map = JsonDocument.Parse(Map().Match(html) is { Success: true } match ? match.Groups["map"].Value : """{"imports":{}}""");
        return map
            .RootElement.GetProperty("imports")
            .EnumerateObject()
            .ToDictionary(import => new Uri(root, import.Name), import => new Uri(root, import.Value.GetString()));
    }

    [GeneratedRegex(
        """<(script src|link rel="stylesheet" href|script type="module" src)="(?<address>[^"]+)""",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Named();

    [GeneratedRegex("""<script type="importmap">(?<map>[^<]*)</script>""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Map();

    [GeneratedRegex("""^import [^;]*?"(?<address>\./[^"]+)";""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex Imported();
}

/// <summary>A file of a page.</summary>
/// <param name="Address">Where it stands.</param>
/// <param name="IsLasting">Whether a browser keeps it for good, and never asks again.</param>
/// <param name="Tag">What is asked with whether it changed.</param>
public sealed record PageFile(Uri Address, bool IsLasting, EntityTagHeaderValue? Tag);
