using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>Walking over pages.</summary>
/// <remarks>https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/paginators.html</remarks>
public sealed class PaginatorSpecs
{
    private static readonly WireAnswer[] ThreePages =
    [
        WireAnswer.Ok("""{"Items":[{"Arn":"1"},{"Arn":"2"}],"NextToken":"a+b"}"""),
        WireAnswer.Ok("""{"NextToken":"c"}"""),
        WireAnswer.Ok("""{"Items":[{"Arn":"3"}],"NextToken":""}"""),
    ];

    public static TheoryData<string, Func<IAmazonGameLiftStreams, IAsyncEnumerable<string>>> Walks =>
        new()
        {
            { "/streamgroups", c => c.Paginators.ListStreamGroups(new()).Items.Select(i => i.Arn) },
            { "/applications", c => c.Paginators.ListApplications(new()).Items.Select(i => i.Arn) },
            { "/streamsessions", c => c.Paginators.ListStreamSessionsByAccount(new()).Items.Select(i => i.Arn) },
            {
                "/streamgroups/sg-1/streamsessions",
                c => c.Paginators.ListStreamSessions(new() { Identifier = "sg-1" }).Items.Select(i => i.Arn)
            },
        };

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Items_come_from_every_page_until_the_token_is_empty(
        string path,
        Func<IAmazonGameLiftStreams, IAsyncEnumerable<string>> walk
    )
    {
        await using var host = await WireHost.StartAsync(ThreePages);
        using var client = host.Client();

        var arns = await walk(client).ToListAsync();

        Assert.Equal(["1", "2", "3"], arns, StringComparer.Ordinal);
        Assert.Equal(["", "NextToken=a%2Bb", "NextToken=c"], host.Requests.Select(r => r.Query), StringComparer.Ordinal);
        Assert.All(host.Requests, r => Assert.Equal(path, r.Path));
    }

    [Fact]
    public async Task Pages_are_asked_for_one_by_one_and_only_when_wanted()
    {
        await using var host = await WireHost.StartAsync(ThreePages);
        using var client = host.Client();

        var first = await client.Paginators.ListStreamGroups(new()).Responses.FirstAsync();

        Assert.Equal(2, first.Items.Count);
        Assert.Single(host.Requests);
    }

    [Fact]
    public async Task A_walk_goes_on_from_the_token_of_the_request_and_writes_each_token_into_it()
    {
        await using var host = await WireHost.StartAsync(ThreePages);
        using var client = host.Client();
        var request = new ListStreamGroupsRequest { NextToken = "kept", MaxResults = 2 };

        var pages = await client.Paginators.ListStreamGroups(request).Responses.CountAsync();

        Assert.Equal(3, pages);
        Assert.Equal("MaxResults=2&NextToken=kept", host.Requests[0].Query);
        Assert.Equal("c", request.NextToken);
    }

    [Fact]
    public async Task A_paginator_can_be_walked_once_only()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("{}"));
        using var client = host.Client();
        var paginator = client.Paginators.ListApplications(new());

        await paginator.Responses.CountAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await paginator.Items.CountAsync());
    }

    [Fact]
    public async Task A_cancelled_walk_asks_for_no_further_page()
    {
        await using var host = await WireHost.StartAsync(ThreePages);
        using var client = host.Client();
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.Paginators.ListStreamGroups(new()).Responses.WithCancellation(cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });

        Assert.Single(host.Requests);
    }
}
