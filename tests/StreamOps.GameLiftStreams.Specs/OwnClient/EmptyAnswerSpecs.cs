using Amazon.GameLiftStreams;
using Amazon.Runtime;
using StreamOps.GameLiftStreams.Specs.Wire;

namespace StreamOps.GameLiftStreams.Specs.OwnClient;

/// <summary>An answer without members where members are expected is an error, never "none".</summary>
public sealed class EmptyAnswerSpecs
{
    public static TheoryData<string, Func<IAmazonGameLiftStreams, Task>> Calls =>
        new()
        {
            { "ListStreamGroups", c => c.ListStreamGroupsAsync(new()) },
            { "ListStreamSessions", c => c.ListStreamSessionsAsync(new() { Identifier = "sg-1" }) },
            { "GetStreamGroup", c => c.GetStreamGroupAsync(new() { Identifier = "sg-1" }) },
            { "GetStreamSession", c => c.GetStreamSessionAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" }) },
            {
                "CreateStreamSessionConnection",
                c => c.CreateStreamSessionConnectionAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" })
            },
        };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task Nothing_null_and_no_content_cannot_be_read(string operation, Func<IAmazonGameLiftStreams, Task> call)
    {
        _ = operation;
        WireAnswer[] answers = [new(200), new(200, "null"), new(200, " "), new(204)];
        await using var host = await WireHost.StartAsync(answers);
        using var client = host.Client();

        foreach (var _ in answers)
        {
            await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => call(client));
        }
    }

    [Theory]
    [InlineData("2025-07-23T21:58:54.293Z")]
    [InlineData("2025-07-23T21:58:54.293")]
    [InlineData("2025-07-23T23:58:54.293+02:00")]
    public async Task A_timestamp_as_ISO_8601_text_is_read(string text)
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok($$"""{"CreatedAt":"{{text}}"}"""));
        using var client = host.Client();

        var session = await client.GetStreamSessionAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" });

        Assert.Equal(new DateTime(2025, 7, 23, 21, 58, 54, 293, DateTimeKind.Utc), session.CreatedAt);
        Assert.Equal(DateTimeKind.Utc, session.CreatedAt!.Value.Kind);
    }

    [Fact]
    public async Task A_timestamp_that_is_none_cannot_be_read()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("""{"CreatedAt":"soon"}"""));
        using var client = host.Client();

        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() =>
            client.GetStreamSessionAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" })
        );
    }
}
