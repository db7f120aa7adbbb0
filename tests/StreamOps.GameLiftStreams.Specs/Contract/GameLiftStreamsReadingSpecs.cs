using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;

namespace StreamOps.GameLiftStreams.Specs.Contract;

/// <summary>What the service owes to those who only read. Changes nothing, so it can be run against AWS.</summary>
public abstract class GameLiftStreamsReadingSpecs(GameLiftStreamsWorld world)
{
    protected IAmazonGameLiftStreams Client => world.Client;

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamGroups.html</remarks>
    [Fact]
    public async Task Listed_stream_groups_have_ARN_status_and_class()
    {
        var groups = await Client.Paginators.ListStreamGroups(new()).Items.ToListAsync();

        Assert.NotEmpty(groups);
        Assert.All(groups, g => Assert.Matches("^arn:aws:gameliftstreams:[a-z0-9-]+:[0-9]{12}:streamgroup/[a-zA-Z0-9-]+$", g.Arn));
        Assert.All(groups, g => Assert.NotNull(g.Status));
        Assert.All(groups, g => Assert.NotNull(g.StreamClass));
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamGroup.html</remarks>
    [Fact]
    public async Task A_stream_group_is_the_same_by_ARN_and_by_ID_and_shows_its_locations()
    {
        var listed = await AnyGroupAsync();

        var byArn = await Client.GetStreamGroupAsync(new() { Identifier = listed.Arn });
        var byId = await Client.GetStreamGroupAsync(new() { Identifier = listed.Id });

        Assert.Equal((listed.Arn, listed.Id), (byArn.Arn, byArn.Id));
        Assert.Equal(byArn.Arn, byId.Arn);
        Assert.NotEmpty(byArn.LocationStates);
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListApplications.html</remarks>
    [Fact]
    public async Task Every_listed_application_can_be_read_in_full()
    {
        var listed = await Client.Paginators.ListApplications(new()).Items.FirstAsync();

        var application = await Client.GetApplicationAsync(new() { Identifier = listed.Arn });

        Assert.Equal((listed.Arn, listed.Status), (application.Arn, application.Status));
        Assert.Equal(listed.RuntimeEnvironment.Type, application.RuntimeEnvironment.Type);
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamSessions.html</remarks>
    [Fact]
    public async Task Pages_of_one_hold_each_session_of_the_group_exactly_once()
    {
        var session = await AnySessionAsync();
        var group = GroupOf(session);

        var whole = await Arns(new() { Identifier = group, MaxResults = 100 }).ToListAsync();
        var byOne = await Arns(new() { Identifier = group, MaxResults = 1 }).ToListAsync();

        Assert.Equal(whole.Order(StringComparer.Ordinal), byOne.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamSessions.html</remarks>
    [Fact]
    public async Task A_status_filter_gives_sessions_of_that_status_alone()
    {
        var session = await AnySessionAsync();

        var sameStatus = await Client.ListStreamSessionsAsync(new() { Identifier = GroupOf(session), Status = session.Status });

        Assert.NotEmpty(sameStatus.Items);
        Assert.All(sameStatus.Items, s => Assert.Equal(session.Status, s.Status));
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamSession.html</remarks>
    [Fact]
    public async Task A_session_tells_its_timeouts_only_when_read_by_itself()
    {
        var listed = await AnySessionAsync();

        var session = await Client.GetStreamSessionAsync(new() { Identifier = GroupOf(listed), StreamSessionIdentifier = listed.Arn });

        Assert.Equal((listed.Arn, GroupOf(listed)), (session.Arn, session.StreamGroupId));
        Assert.InRange(session.ConnectionTimeoutSeconds!.Value, 1, 3600);
        Assert.InRange(session.SessionLengthSeconds!.Value, 1, 86400);
        Assert.Equal(DateTimeKind.Utc, session.CreatedAt!.Value.Kind);
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamGroup.html#API_GetStreamGroup_Errors</remarks>
    [Fact]
    public async Task What_does_not_exist_is_ResourceNotFoundException_404()
    {
        var group = await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            Client.GetStreamGroupAsync(new() { Identifier = "sg-nothere00" })
        );
        var application = await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            Client.GetApplicationAsync(new() { Identifier = "a-nothere00" })
        );

        Assert.All([group, application], e => Assert.Equal((404, "ResourceNotFoundException"), ((int)e.StatusCode, e.ErrorCode)));
        Assert.All([group, application], e => Assert.NotEmpty(e.RequestId));
    }

    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamGroups.html#API_ListStreamGroups_RequestParameters</remarks>
    [Theory]
    [InlineData(0, null)]
    [InlineData(101, null)]
    [InlineData(10, "never-a-token")]
    public async Task A_page_size_out_of_range_or_an_unknown_token_is_ValidationException_400(int maxResults, string? token)
    {
        var error = await Assert.ThrowsAsync<ValidationException>(() =>
            Client.ListStreamGroupsAsync(new() { MaxResults = maxResults, NextToken = token })
        );

        Assert.Equal(400, (int)error.StatusCode);
    }

    protected async Task<StreamGroupSummary> AnyGroupAsync() =>
        await Client.Paginators.ListStreamGroups(new()).Items.FirstAsync(g => g.Status == StreamGroupStatus.ACTIVE);

    protected async Task<StreamSessionSummary> AnySessionAsync() =>
        await Client.Paginators.ListStreamSessionsByAccount(new() { MaxResults = 100 }).Items.FirstAsync();

    /// <summary>A list does not name the stream group; the ARN does.</summary>
    protected static string GroupOf(StreamSessionSummary session) => session.Arn.Split('/')[1];

    protected static string IdOf(string arn) => arn.Split('/')[^1];

    private IAsyncEnumerable<string> Arns(ListStreamSessionsRequest request) =>
        Client.Paginators.ListStreamSessions(request).Items.Select(s => s.Arn);
}
