using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.GameLiftStreams.Internal;

/// <summary>The address of the service: a custom one first, else that of the Region, always in its dual-stack domain.</summary>
/// <remarks>https://docs.aws.amazon.com/general/latest/gr/gameliftstreams.html</remarks>
public class AmazonGameLiftStreamsEndpointProvider : IEndpointProvider
{
    /// <exception cref="AmazonClientException">No Region is known, or FIPS is asked of a custom address.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var useFips = parameters["UseFIPS"] is true;
        if (parameters["Endpoint"] is string { Length: > 0 } custom)
        {
            return useFips
                ? throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported")
                : new Endpoint(custom);
        }

        if (parameters["Region"] is string { Length: > 0 } region && Fn.Partition(region) is { } partition)
        {
            return new Endpoint($"https://gameliftstreams{(useFips ? "-fips" : "")}.{region}.{partition.dualStackDnsSuffix}");
        }

        throw new AmazonClientException("Invalid Configuration: Missing Region");
    }
}
