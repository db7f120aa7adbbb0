using System.Net;

namespace StreamOps.Dashboard.Security;

/// <summary>As long as no sign-in is configured, only this machine may reach the dashboard.</summary>
public static class LoopbackOnly
{
    /// <summary>The address when none is given.</summary>
    public const string DefaultAddress = "http://127.0.0.1:5180";

    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    /// <summary>Listens on the given loopback addresses, or on the default one; any other address stops the start.</summary>
    public static WebApplicationBuilder ListenOnLoopbackOnly(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (AddressKeys.All(key => configuration[key] is null) && !configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
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
                    throw new StartRefusedException(
                        $"StreamOps refuses to listen on {address}: no sign-in is configured, so everybody on the network could act. "
                            + $"Listen on this machine only, as with --urls {DefaultAddress}."
                    );
                }
            });
        });
        return builder;
    }
}
