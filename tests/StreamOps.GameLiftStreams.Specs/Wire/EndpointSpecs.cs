using Amazon;
using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;
using Amazon.Runtime;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>Where requests go when no address is given.</summary>
/// <remarks>https://docs.aws.amazon.com/general/latest/gr/gameliftstreams.html</remarks>
public sealed class EndpointSpecs
{
    private static readonly BasicAWSCredentials Credentials = new("key", "secret");

    [Theory]
    [InlineData("us-west-2", false, "https://gameliftstreams.us-west-2.api.aws")]
    [InlineData("eu-central-1", false, "https://gameliftstreams.eu-central-1.api.aws")]
    [InlineData("us-east-2", true, "https://gameliftstreams-fips.us-east-2.api.aws")]
    public void A_Region_has_its_endpoint_in_the_dual_stack_domain(string region, bool fips, string expected)
    {
        var config = new AmazonGameLiftStreamsConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), UseFIPSEndpoint = fips };
        using var client = new AmazonGameLiftStreamsClient(Credentials, config);

        var endpoint = client.DetermineServiceOperationEndpoint(new ListStreamGroupsRequest());

        Assert.Equal(expected, endpoint.URL.TrimEnd('/'));
    }

    [Fact]
    public void A_custom_address_takes_the_place_of_the_Regions_own_but_not_together_with_FIPS()
    {
        var config = new AmazonGameLiftStreamsConfig { ServiceURL = "http://127.0.0.1:5190" };
        using var client = new AmazonGameLiftStreamsClient(Credentials, config);

        Assert.Equal("http://127.0.0.1:5190", client.DetermineServiceOperationEndpoint(new ListStreamGroupsRequest()).URL.TrimEnd('/'));

        config.UseFIPSEndpoint = true;
        Assert.Throws<AmazonClientException>(() => client.DetermineServiceOperationEndpoint(new ListStreamGroupsRequest()));
    }

    [Fact]
    public void By_default_a_call_is_tried_three_times_in_Standard_mode_without_an_overall_timeout()
    {
        var config = new AmazonGameLiftStreamsConfig { RegionEndpoint = RegionEndpoint.USWest2 };

        Assert.Equal((2, RequestRetryMode.Standard), (config.MaxErrorRetry, config.RetryMode));
        Assert.Null(config.Timeout);
        Assert.Equal("GameLiftStreams", AmazonGameLiftStreamsConfig.ServiceId);
    }
}
