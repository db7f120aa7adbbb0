using Amazon.Extensions.NETCore.Setup;
using Amazon.GameLiftStreams;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>The client as a service of the host.</summary>
/// <remarks>https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/net-dg-config-netcore.html</remarks>
public sealed class ServiceCollectionSpecs
{
    [Fact]
    public async Task AddAWSService_gives_one_client_that_speaks_to_the_configured_address_and_signs_for_the_configured_Region()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("""{"Items":[]}"""));
        await using var services = Services(host);

        var client = services.GetRequiredService<IAmazonGameLiftStreams>();
        await client.ListStreamGroupsAsync(new());

        Assert.Same(client, services.GetRequiredService<IAmazonGameLiftStreams>());
        Assert.Contains("/eu-central-1/gameliftstreams/aws4_request", host.Request.Headers["authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_make_further_clients_of_their_own_Region()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("{}"));
        var options = Options(host);
        options.DefaultClientConfig.AuthenticationRegion = "us-east-2";
        using var client = options.CreateServiceClient<IAmazonGameLiftStreams>();

        await client.ListApplicationsAsync(new());

        Assert.Contains("/us-east-2/gameliftstreams/aws4_request", host.Request.Headers["authorization"], StringComparison.Ordinal);
    }

    private static ServiceProvider Services(WireHost host) =>
        new ServiceCollection().AddDefaultAWSOptions(Options(host)).AddAWSService<IAmazonGameLiftStreams>().BuildServiceProvider();

    private static AWSOptions Options(WireHost host)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AWS:ServiceURL"] = host.Url,
            ["AWS:AuthenticationRegion"] = "eu-central-1",
        };
        var options = new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetAWSOptions();
        options.Credentials = new BasicAWSCredentials("emulator", "emulator");
        return options;
    }
}
