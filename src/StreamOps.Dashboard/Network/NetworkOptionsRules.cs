using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Network;

/// <summary>Every wrong setting of the operators' network at once, each by its key.</summary>
internal sealed class NetworkOptionsRules(IConfiguration configuration) : IValidateOptions<NetworkOptions>
{
    private static readonly string[] Texts =
    [
        nameof(NetworkOptions.TrustedProxies),
        nameof(NetworkOptions.PathBase),
        nameof(NetworkOptions.PublicUrl),
    ];

    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        List<string> failures = [.. OfLists(), .. OfProxies(options), .. OfPathBase(options.PathBase), .. OfPublicUrl(options.PublicUrl)];
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    /// <summary>Whether a text is an origin that operators may be sent to.</summary>
    internal static bool IsOrigin(string text) =>
        PlainAddress.IsPlain(text) && new Uri(text) is { AbsolutePath: "/", Query: "", Fragment: "" };

    private static IEnumerable<string> OfProxies(NetworkOptions options) =>
        ProxyList.Faults(options.Proxies).Select(fault => Wrong(nameof(options.TrustedProxies), fault));

    private static IEnumerable<string> OfPathBase(string path)
    {
        if (path.Length > 0 && !(path is ['/', not '/', ..] && path.Split('/').Skip(1).All(IsSegment)))
        {
            yield return Wrong(
                nameof(NetworkOptions.PathBase),
                "must be a path as /ops: a slash first, none at the end, and letters, digits, dots and hyphens."
            );
        }
    }

    private static IEnumerable<string> OfPublicUrl(string url)
    {
        if (url.Length > 0 && !IsOrigin(url))
        {
            yield return Wrong(
                nameof(NetworkOptions.PublicUrl),
                "must be an https origin as https://ops.example.com, without a path (that is PathBase); http is for this machine alone."
            );
        }
    }

    /// <summary>Goes into pages, redirects and cookies as it is.</summary>
    private static bool IsSegment(string segment) =>
        segment is not ("" or "." or "..")
        && segment.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '~');

    private IEnumerable<string> OfLists() =>
        ListSetting.Faults(Texts.Select(key => configuration.GetSection($"{NetworkOptions.Section}:{key}")));

    private static string Wrong(string setting, string what) => $"{NetworkOptions.Section}:{setting} {what}";
}
