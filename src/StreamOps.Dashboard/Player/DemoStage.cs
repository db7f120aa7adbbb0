using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StreamOps.Dashboard.Network;
using StreamOps.Dashboard.Parts;

namespace StreamOps.Dashboard.Player;

/// <summary>The one page that may frame the player's page: the demo's stage, in demo mode alone.</summary>
internal static class DemoStage
{
    /// <summary>The dashboard's own origins; none outside the demo.</summary>
    public static IReadOnlyList<string> OriginsOf(IServiceProvider dashboard)
    {
        if (dashboard.GetRequiredService<ServiceInView>().Kind != ServiceKind.Demo)
        {
            return [];
        }

        var addresses = dashboard.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var known = dashboard.GetRequiredService<IOptions<NetworkOptions>>().Value.PublicOrigin?.GetLeftPart(UriPartial.Authority);
        return [.. addresses.SelectMany(Names).Append(known).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>People type localhost, programs listen on 127.0.0.1.</summary>
    private static IEnumerable<string> Names(string address)
    {
        var origin = address.TrimEnd('/');
        return [origin, origin.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)];
    }
}
