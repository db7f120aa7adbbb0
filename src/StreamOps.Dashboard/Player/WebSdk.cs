using Microsoft.Extensions.FileProviders.Physical;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Player;

/// <summary>The deployer's Web SDK, as our pages load it: the players' page, and the operator's where a takeover is allowed.</summary>
public sealed class WebSdk(PlayerOptions options)
{
    /// <summary>Where it is served when the setting names a file.</summary>
    private const string FilePath = "/player/web-sdk-file";

    /// <summary>What a page loads; null without one.</summary>
    public string? Address =>
        options.WebSdkUrl?.AbsoluteUri ?? (options.WebSdkFile is { } file ? FilePath + Path.GetExtension(file).ToLowerInvariant() : null);

    /// <summary>Where its scripts come from, as sources of a content security policy. Without a Web SDK nothing loads its protocol script.</summary>
    public IReadOnlyList<string> ScriptSources =>
        [
            .. options.WebSdkUrl is { } sdk ? [sdk.GetLeftPart(UriPartial.Path)] : Array.Empty<string>(),
            .. Address is null ? [] : options.ProtocolHosts,
        ];

    /// <summary>The same, to be held against each answer before it goes out.</summary>
    internal ProtocolScripts ProtocolScripts =>
        new(
            $"{PlayerOptions.Section}:{nameof(options.WebSdkProtocolHosts)}",
            // The pages' own origin is among what they may load; it is known here only where the setting names it.
            Address is null
                ? null
                : [.. options.ProtocolHosts, .. options.PublicUrl.Length > 0 ? [options.PublicUrl] : Array.Empty<string>()]
        );

    /// <summary>Serves the file, where the setting names one.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        if (options.WebSdkFile is { } file)
        {
            endpoints.MapMethods(
                Address!,
                [HttpMethods.Get, HttpMethods.Head],
                context => PlayerFiles.SendAsync(context, new PhysicalFileInfo(new FileInfo(file)))
            );
        }
    }
}
