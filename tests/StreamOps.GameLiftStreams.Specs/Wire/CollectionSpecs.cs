using Amazon;
using Amazon.GameLiftStreams.Model;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>Collections that nobody set.</summary>
/// <remarks>https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/net-dg-v4.html</remarks>
[Collection(nameof(AWSConfigs))]
public sealed class CollectionSpecs
{
    [Fact]
    public async Task By_default_they_are_null_and_an_empty_one_is_sent()
    {
        Assert.Null(new ListStreamGroupsResponse().Items);
        Assert.Null(new StartStreamSessionRequest().AdditionalEnvironmentVariables);
        Assert.Contains("\"Locations\":[]", await BodyAsync(new() { Identifier = "sg-1", Locations = [] }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_asks_for_it_gets_empty_ones_which_are_not_sent()
    {
        AWSConfigs.InitializeCollections = true;
        try
        {
            Assert.Empty(new ListStreamGroupsResponse().Items);
            Assert.Empty(new StartStreamSessionRequest().AdditionalEnvironmentVariables);
            Assert.DoesNotContain("[]", await BodyAsync(new() { Identifier = "sg-1" }), StringComparison.Ordinal);
        }
        finally
        {
            AWSConfigs.InitializeCollections = false;
        }
    }

    private static async Task<string> BodyAsync(StartStreamSessionRequest request)
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("{}"));
        using var client = host.Client();
        await client.StartStreamSessionAsync(request);
        return host.Request.Body;
    }
}

/// <summary>The setting is one for the whole process: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(AWSConfigs), DisableParallelization = true)]
public sealed class ProcessWideSettings;
