using Amazon.GameLiftStreams;
using StreamOps.GameLiftStreams.Specs.Wire;

namespace StreamOps.GameLiftStreams.Specs.OwnClient;

/// <summary>Where this client refuses what would otherwise do harm.</summary>
public sealed class StricterSpecs
{
    [Fact]
    public async Task An_empty_identifier_is_not_sent_because_its_path_would_mean_another_resource()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("{}"));
        using var client = host.Client();

        await Assert.ThrowsAsync<AmazonGameLiftStreamsException>(() => client.GetStreamGroupAsync(new() { Identifier = "" }));

        Assert.Empty(host.Requests);
    }
}
