using System.Net;

namespace StreamOps.Dashboard.Security;

/// <summary>As long as no sign-in is configured, only this machine may reach the dashboard.</summary>
public static class LoopbackOnly
{
    /// <summary>The address when none is given.</summary>
    public const string DefaultAddress = "http://127.0.0.1:5180";

    private static readonly string[] PortKeys = ["http_ports", "https_ports"];

    /// <summary>Listens on the given loopback addresses, or on the default one; any other address stops the start.</summary>
    /// <returns>Why an address is refused, in sentences: the host must not be started with any.</returns>
    public static IReadOnlyList<string> ListenOnLoopbackOnly(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var addresses = Addresses(configuration).ToList();
        if (addresses.Count == 0)
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        // The host filter makes the same-origin check hold against a name that an attacker points at this machine.
        configuration["AllowedHosts"] ??= "localhost;127.0.0.1;[::1]";
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Called for every endpoint, wherever its address was set, before it is bound.
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                if (endpoint.IPEndPoint is { } address && !IPAddress.IsLoopback(address.Address))
                {
                    throw new StartRefusedException([Refusal(address.ToString())]);
                }
            });
        });
        return [.. addresses.Select(WhyNot).OfType<string>()];
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration) =>
        (configuration["urls"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>())
            .Concat(PortKeys.Where(key => !string.IsNullOrEmpty(configuration[key])).Select(key => $"http://*:{configuration[key]}"));

    private static string? WhyNot(string address)
    {
        if (
            !Uri.TryCreate(
                address.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal),
                UriKind.Absolute,
                out _
            )
        )
        {
            return $"Urls: \"{address}\" is no address. Write it as {DefaultAddress}.";
        }

        var host = BindingAddress.Parse(address).Host.Trim('[', ']');
        return
            string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip))
            ? null
            : Refusal(address);
    }

    private static string Refusal(string address) =>
        $"Urls: StreamOps refuses to listen on {address}: no sign-in is configured, so everybody on the network could act. "
        + $"Listen on this machine only, as with --urls {DefaultAddress}.";
}
