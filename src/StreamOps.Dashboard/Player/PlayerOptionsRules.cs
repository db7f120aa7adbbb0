using StreamOps.Dashboard.Network;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StandBy;

namespace StreamOps.Dashboard.Player;

/// <summary>Every wrong setting of the players' listener at once, each by its key.</summary>
internal sealed class PlayerOptionsRules(IOptionsMonitor<StandByOptions> standBy, IConfiguration configuration)
    : IValidateOptions<PlayerOptions>
{
    public ValidateOptionsResult Validate(string? name, PlayerOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private IEnumerable<string> Failures(PlayerOptions options) =>
        [
            .. ListSetting.Faults(configuration.GetSection(PlayerOptions.Section).GetChildren()),
            .. OfUrls(options),
            .. OfPublicUrl(options.PublicUrl),
            .. ProxyList.Faults(options.Proxies).Select(fault => Wrong(nameof(options.TrustedProxies), fault)),
            .. OfWebSdk(options),
            .. OfEach(
                nameof(options.WebSdkProtocolHosts),
                options.ProtocolHosts,
                IsSource,
                "a host as https://*.cloudfront.net; http is for this machine alone"
            ),
            .. OfEach(nameof(options.AllowedOrigins), options.Origins, IsOrigin, "an origin as https://play.example.com"),
            .. OfTicketKey(options, TicketSettings()),
        ];

    private StandByOptions TicketSettings()
    {
        try
        {
            return standBy.CurrentValue;
        }
        catch (OptionsValidationException)
        {
            // Told by its own rules; here only whether there is a key counts.
            return new StandByOptions { TicketKey = "wrong" };
        }
    }

    private static IEnumerable<string> OfUrls(PlayerOptions options) =>
        options.Addresses.Count == 0
            ? [Wrong(nameof(options.Urls), "must be an address as http://127.0.0.1:5181.")]
            : OfEach(
                nameof(options.Urls),
                options.Addresses,
                IsListenerAddress,
                "an http address as http://127.0.0.1:5181 (TLS ends at a proxy)"
            );

    private static IEnumerable<string> OfPublicUrl(string url)
    {
        if (url.Length == 0)
        {
            yield break;
        }

        // Links carry a secret: in the clear they stay on this machine.
        if (!PlainAddress.IsPlain(url) || !IsOrigin(url.TrimEnd('/')))
        {
            yield return Wrong(
                nameof(PlayerOptions.PublicUrl),
                "must be an https origin as https://rescue.example.com, without a path; http is for this machine alone."
            );
        }
    }

    private static IEnumerable<string> OfWebSdk(PlayerOptions options) =>
        options.WebSdkFile is { } file && !File.Exists(file)
            ? [Wrong(nameof(options.WebSdk), "must be the path of a file that is there, or a URL.")]
        : options.WebSdkUrl is { } url && !IsScript(url, options.WebSdk)
            ?
            [
                Wrong(
                    nameof(options.WebSdk),
                    "must be an https URL without spaces, quotes, commas and semicolons; http is for this machine alone."
                ),
            ]
        : [];

    private static IEnumerable<string> OfTicketKey(PlayerOptions options, StandByOptions standBy) =>
        options.Origins.Count > 0 && standBy.TicketKey.Length == 0
            ? [Wrong(nameof(standBy.TicketKey), $"is needed with {PlayerOptions.Section}:{nameof(options.AllowedOrigins)}.")]
            : [];

    private static IEnumerable<string> OfEach(string setting, IReadOnlyList<string> items, Func<string, bool> isRight, string kind) =>
        items.Where(item => !isRight(item)).Select(item => Wrong(setting, $"\"{item}\" is not {kind}."));

    private static bool IsListenerAddress(string address)
    {
        try
        {
            var binding = BindingAddress.Parse(address);
            return string.Equals(binding.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)
                && !binding.IsUnixPipe
                && binding.PathBase.Length == 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin)
        && (origin.Scheme == Uri.UriSchemeHttps || origin.Scheme == Uri.UriSchemeHttp)
        && string.Equals(origin.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Goes into a header, and its script runs in players' pages.</summary>
    private static bool IsScript(Uri url, string text) =>
        PlainAddress.IsPlain(url.OriginalString)
        && url.Fragment.Length == 0
        && !text.AsSpan().ContainsAny(";,'\"")
        && !text.Any(char.IsWhiteSpace);

    /// <summary>Goes into a header as it is: nothing but an origin, whose first label may be a star, and which nobody on the way can change.</summary>
    private static bool IsSource(string text) =>
        text.Replace("://*.", "://any.", StringComparison.Ordinal) is var origin && IsOrigin(origin) && IsScript(new Uri(origin), text);

    private static string Wrong(string setting, string what) => $"{PlayerOptions.Section}:{setting} {what}";
}
