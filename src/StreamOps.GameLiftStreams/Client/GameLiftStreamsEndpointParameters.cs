using Amazon.Runtime.Endpoints;
using Amazon.Util;

namespace Amazon.GameLiftStreams.Endpoints;

/// <summary>What decides where a request goes; read by the endpoint provider of the configuration.</summary>
public class GameLiftStreamsEndpointParameters : EndpointParameters
{
    /// <summary>No FIPS endpoint, nothing else known.</summary>
    public GameLiftStreamsEndpointParameters()
    {
        UseFIPS = false;
    }

    /// <summary>Whether to use the endpoint with validated cryptography.</summary>
    public bool? UseFIPS
    {
        get => (bool?)this[nameof(UseFIPS)];
        set => this[nameof(UseFIPS)] = value;
    }

    /// <summary>Address that takes the place of the Region's own.</summary>
    public string Endpoint
    {
        get => (string)this[nameof(Endpoint)];
        set => this[nameof(Endpoint)] = value;
    }

    /// <summary>Code of the Region, such as us-west-2.</summary>
    public string Region
    {
        get => (string)this[nameof(Region)];
        set => this[nameof(Region)] = value;
    }

    internal static GameLiftStreamsEndpointParameters From(IClientConfig config, RegionEndpoint alternate) =>
        new()
        {
            UseFIPS = config.UseFIPSEndpoint,
            Endpoint = config.ServiceURL,
            Region = alternate?.SystemName ?? config.RegionEndpoint?.SystemName ?? RegionOf(config),
        };

    // A ServiceURL clears the Region of the configuration: the signing Region stands in, else what the address says.
    private static string RegionOf(IClientConfig config)
    {
        if (string.IsNullOrEmpty(config.ServiceURL))
        {
            return null;
        }

        return string.IsNullOrEmpty(config.AuthenticationRegion)
            ? AWSSDKUtils.DetermineRegion(config.ServiceURL)
            : config.AuthenticationRegion;
    }
}
