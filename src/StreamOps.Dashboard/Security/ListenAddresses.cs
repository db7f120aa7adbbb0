using System.Net;
using StreamOps.Dashboard.Network;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Security;

/// <summary>Where the operators' listener may listen: on this machine alone without a sign-in, and off it by TLS, its own or that of a proxy in front.</summary>
public static class ListenAddresses
{
    /// <summary>The address when none is given.</summary>
    public const string DefaultAddress = "http://127.0.0.1:5180";

    private const string ThisMachine = "localhost;127.0.0.1;[::1]";

    private static readonly (string Key, string Scheme)[] PortKeys =
    [
        ("http_ports", Uri.UriSchemeHttp),
        ("https_ports", Uri.UriSchemeHttps),
    ];

    /// <summary>Listens on the given addresses, or on the default one; one that would be open stops the start.</summary>
    /// <param name="builder">The host's.</param>
    /// <param name="hasSignIn">Whether somebody has to sign in.</param>
    /// <returns>Why an address is refused, in sentences: the host must not be started with any.</returns>
    public static IReadOnlyList<string> ListenWhereAllowed(this WebApplicationBuilder builder, bool hasSignIn)
    {
        var configuration = builder.Configuration;
        var network = NetworkOptions.From(configuration);
        var addresses = Addresses(configuration).ToList();
        if (addresses.Count == 0)
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        var isOpen = addresses.Exists(address => !IsLoopback(address));
        builder.Services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkOptionsRules>();
        builder.Services.AddOptions<NetworkOptions>().Bind(configuration.GetSection(NetworkOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton(
            new NetworkReach(
                hasSignIn
                    && (
                        isOpen
                        || network.Proxies.Count > 0
                        || network.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
                        || (addresses.Count > 0 && addresses.TrueForAll(IsHttps))
                    )
            )
        );
        // The host filter makes the same-origin check hold against a name that an attacker points at this machine.
        configuration["AllowedHosts"] ??=
            network.PublicUrl.Length > 0 && NetworkOptionsRules.IsOrigin(network.PublicUrl) ? $"{ThisMachine};{network.PublicOrigin!.Host}"
            // Elsewhere such a name brings no cookie along, and without one nobody gets anywhere.
            : hasSignIn && (isOpen || network.Proxies.Count > 0) ? "*"
            : ThisMachine;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Called for every endpoint, wherever its address was set, before it is bound.
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                if (!hasSignIn && endpoint.IPEndPoint is { } address && !IPAddress.IsLoopback(address.Address))
                {
                    throw new StartRefusedException([NeedsSignIn(address.ToString())]);
                }

                var connections = endpoint.ApplicationServices.GetRequiredService<OpenConnections>();
                endpoint.Use(next => connection => connections.ServeAsync(connection, next));
            });
        });
        return
        [
            .. addresses.Select(address => WhyNot(address, hasSignIn, network)).OfType<string>(),
            .. hasSignIn ? HttpsCertificate.Faults(configuration, addresses.Where(IsHttps)) : NetworkWithoutSignIn(network),
        ];
    }

    private static IEnumerable<string> NetworkWithoutSignIn(NetworkOptions network)
    {
        if (network.Proxies.Count > 0)
        {
            yield return $"{NetworkOptions.Section}:{nameof(network.TrustedProxies)} needs a sign-in: without one everybody whom the proxy lets through could act. "
                + "Set StreamOps:SignIn:Authority and what belongs to it.";
        }

        if (Uri.TryCreate(network.PublicUrl, UriKind.Absolute, out var address) && !address.IsLoopback)
        {
            yield return $"{NetworkOptions.Section}:{nameof(network.PublicUrl)} needs a sign-in: without one everybody at that address could act. "
                + "Set StreamOps:SignIn:Authority and what belongs to it.";
        }
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration) =>
        ListSetting
            .Items(configuration["urls"] ?? "")
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>())
            .Concat(
                PortKeys.SelectMany(ports => ListSetting.Items(configuration[ports.Key] ?? "").Select(port => $"{ports.Scheme}://*:{port}"))
            );

    private static string? WhyNot(string address, bool hasSignIn, NetworkOptions network) =>
        !IsAddress(address) ? $"Urls: \"{address}\" is no address. Write it as {DefaultAddress}."
        : IsLoopback(address) ? null
        : !hasSignIn ? NeedsSignIn(address)
        : IsHttps(address) || network.Proxies.Count > 0 ? null
        : $"Urls: StreamOps refuses to listen on {address}: what people sign in with would go over the network in the clear. "
            + "Listen on https (with a certificate in Kestrel:Certificates:Default), or name the proxy that ends TLS in front of it in StreamOps:TrustedProxies.";

    private static bool IsAddress(string address) =>
        Uri.TryCreate(
            address.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal),
            UriKind.Absolute,
            out _
        );

    private static bool IsLoopback(string address)
    {
        if (!IsAddress(address))
        {
            return true;
        }

        var host = BindingAddress.Parse(address).Host.Trim('[', ']');
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }

    private static bool IsHttps(string address) => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static string NeedsSignIn(string address) =>
        $"Urls: StreamOps refuses to listen on {address}: no sign-in is configured, so everybody on the network could act. "
        + $"Set StreamOps:SignIn:Authority and what belongs to it, or listen on this machine only, as with --urls {DefaultAddress}.";
}
