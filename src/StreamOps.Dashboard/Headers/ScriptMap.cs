using System.Text.Json;
using Microsoft.AspNetCore.StaticAssets;

namespace StreamOps.Dashboard.Headers;

/// <summary>
/// Tells a page under which lasting address each script of ours stands that another one imports. Without it a browser asks at every load whether each of them changed, and
/// after a restart all open pages ask at once.
/// </summary>
/// <remarks>It stands in the page, where browsers want it, and the policy allows this very text: any other script in line is refused.</remarks>
internal sealed class ScriptMap(IServiceProvider services)
{
    private const string Folder = "js/";

    private readonly Lazy<(string Json, string Source)> _map = new(() => Read(services.GetRequiredService<EndpointDataSource>()));

    /// <summary>What stands in the page.</summary>
    public string Json => _map.Value.Json;

    /// <summary>What the content security policy calls it.</summary>
    public string Source => _map.Value.Source;

    private static (string Json, string Source) Read(EndpointDataSource endpoints)
    {
        var imports = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var asset in endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>()))
        {
            if (asset is { Selectors.Count: 0 } && LabelOf(asset) is { } label && label.StartsWith(Folder, StringComparison.Ordinal))
            {
                imports[$"./{label}"] = $"./{asset.Route}";
            }
        }

        var json = JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal) { ["imports"] = imports });
        return (json, $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(json)))}'");
    }

    // The name without the mark of what is in it; a packed form has one of its own, which nobody imports.
    private static string? LabelOf(StaticAssetDescriptor asset) =>
        asset.Properties.FirstOrDefault(property => string.Equals(property.Name, "label", StringComparison.Ordinal))?.Value is { } label
        && label.EndsWith(".js", StringComparison.Ordinal)
            ? label
            : null;
}
