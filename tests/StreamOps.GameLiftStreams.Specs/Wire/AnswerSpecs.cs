using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;
using Amazon.Runtime;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>What the client makes of answers as they stand on the wire.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamSession.html</remarks>
public sealed class AnswerSpecs
{
    private static readonly GetStreamSessionRequest GetSession = new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" };

    [Fact]
    public async Task A_session_comes_back_with_every_member_the_service_sent()
    {
        var session = await GetSessionAsync(
            """
            {"AdditionalEnvironmentVariables":{"LANG":"de"},"AdditionalLaunchArgs":["-a"],"ApplicationArn":"app","Arn":"arn","ConnectionTimeoutSeconds":120,
            "CreatedAt":1753307934.293,"Description":"d","DisplayConfiguration":{"Resolution":{"Height":720,"Width":1280}},
            "ExportFilesMetadata":{"OutputUri":"s3://b/","Status":"FAILED","StatusReason":"why"},"LastUpdatedAt":1753307935,"Location":"us-east-1",
            "LogFileLocationUri":"s3://l/","PerformanceStatsConfiguration":{"SharedWithClient":false},"Protocol":"WebRTC","RoleArn":"role",
            "SessionLengthSeconds":43200,"SignalRequest":"offer","SignalResponse":"answer","Status":"TERMINATED","StatusReason":"apiTerminated",
            "StreamGroupId":"sg-1","UserId":"p-1","WebSdkProtocolUrl":"https://x/"}
            """
        );

        Assert.Equivalent(
            new
            {
                AdditionalEnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal) { ["LANG"] = "de" },
                AdditionalLaunchArgs = new[] { "-a" },
                ApplicationArn = "app",
                Arn = "arn",
                ConnectionTimeoutSeconds = 120,
                CreatedAt = new DateTime(2025, 7, 23, 21, 58, 54, 293, DateTimeKind.Utc),
                Description = "d",
                DisplayConfiguration = new { Resolution = new { Height = 720, Width = 1280 } },
                ExportFilesMetadata = new
                {
                    OutputUri = "s3://b/",
                    Status = ExportFilesStatus.FAILED,
                    StatusReason = "why",
                },
                LastUpdatedAt = new DateTime(2025, 7, 23, 21, 58, 55, DateTimeKind.Utc),
                Location = "us-east-1",
                LogFileLocationUri = "s3://l/",
                PerformanceStatsConfiguration = new { SharedWithClient = false },
                Protocol = Protocol.WebRTC,
                RoleArn = "role",
                SessionLengthSeconds = 43200,
                SignalRequest = "offer",
                SignalResponse = "answer",
                Status = StreamSessionStatus.TERMINATED,
                StatusReason = StreamSessionStatusReason.ApiTerminated,
                StreamGroupId = "sg-1",
                UserId = "p-1",
                WebSdkProtocolUrl = "https://x/",
            },
            session
        );
    }

    [Fact]
    public async Task A_stream_group_comes_back_with_the_capacity_of_its_locations()
    {
        await using var host = await WireHost.StartAsync(
            WireAnswer.Ok(
                """
                {"Arn":"arn","Id":"sg-1","Status":"ACTIVE_WITH_ERRORS","StatusReason":"noAvailableInstances","StreamClass":"gen6n_pro_win2022",
                "DefaultApplication":{"Arn":"app","Id":"a-1"},"AssociatedApplications":["app"],"ExpiresAt":1.8E9,
                "LocationStates":[{"LocationName":"us-east-1","Status":"ACTIVE","AlwaysOnCapacity":1,"OnDemandCapacity":2,"TargetIdleCapacity":3,
                "MaximumCapacity":4,"RequestedCapacity":5,"AllocatedCapacity":6,"IdleCapacity":7,"InternalVpcIpv4CidrBlock":"10.0.0.0/16",
                "VpcTransitConfiguration":{"VpcId":"v","Ipv4CidrBlocks":["10.1.0.0/16"],"TransitGatewayId":"t","TransitGatewayResourceShareArn":"r"}}]}
                """
            )
        );
        using var client = host.Client();

        var group = await client.GetStreamGroupAsync(new() { Identifier = "sg-1" });

        Assert.Equal((StreamGroupStatus.ACTIVE_WITH_ERRORS, StreamClass.Gen6n_pro_win2022), (group.Status, group.StreamClass));
        Assert.Equal(StreamGroupStatusReason.NoAvailableInstances, group.StatusReason);
        Assert.Equal(("app", "a-1"), (group.DefaultApplication.Arn, group.DefaultApplication.Id));
        Assert.Equivalent(
            new
            {
                LocationName = "us-east-1",
                Status = StreamGroupLocationStatus.ACTIVE,
                AlwaysOnCapacity = 1,
                OnDemandCapacity = 2,
                TargetIdleCapacity = 3,
                MaximumCapacity = 4,
                RequestedCapacity = 5,
                AllocatedCapacity = 6,
                IdleCapacity = 7,
                InternalVpcIpv4CidrBlock = "10.0.0.0/16",
                VpcTransitConfiguration = new
                {
                    VpcId = "v",
                    Ipv4CidrBlocks = new[] { "10.1.0.0/16" },
                    TransitGatewayId = "t",
                    TransitGatewayResourceShareArn = "r",
                },
            },
            Assert.Single(group.LocationStates)
        );
    }

    [Fact]
    public async Task An_application_comes_back_with_its_replications()
    {
        await using var host = await WireHost.StartAsync(
            WireAnswer.Ok(
                """
                {"Arn":"arn","Id":"a-1","Status":"READY","StatusReason":"sourceModified","RuntimeEnvironment":{"Type":"UBUNTU","Version":"22_04_LTS"},
                "ReplicationStatuses":[{"Location":"us-east-1","Status":"COMPLETED"}],"ApplicationLogPaths":["./log"],"AssociatedStreamGroups":["sg"]}
                """
            )
        );
        using var client = host.Client();

        var application = await client.GetApplicationAsync(new() { Identifier = "a-1" });

        Assert.Equal((ApplicationStatus.READY, ApplicationStatusReason.SourceModified), (application.Status, application.StatusReason));
        Assert.Equal(
            (RuntimeEnvironmentType.UBUNTU, "22_04_LTS"),
            (application.RuntimeEnvironment.Type, application.RuntimeEnvironment.Version)
        );
        Assert.Equal(ReplicationStatusType.COMPLETED, Assert.Single(application.ReplicationStatuses).Status);
        Assert.Equal(["./log"], application.ApplicationLogPaths);
        Assert.Equal(["sg"], application.AssociatedStreamGroups);
    }

    [Theory]
    [InlineData("1753307934.293", 638889047342930000)]
    [InlineData("1753307934", 638889047340000000)]
    [InlineData("1.753307934293E9", 638889047342930000)]
    [InlineData("1.753307934293e+9", 638889047342930000)]
    [InlineData("0", 621355968000000000)]
    public async Task A_timestamp_is_read_to_the_tick_as_plain_number_and_in_exponent_form(string number, long utcTicks)
    {
        var session = await GetSessionAsync($$"""{"CreatedAt":{{number}}}""");

        Assert.Equal(utcTicks, session.CreatedAt!.Value.Ticks);
        Assert.Equal(DateTimeKind.Utc, session.CreatedAt.Value.Kind);
    }

    [Fact]
    public async Task A_member_that_the_service_left_out_or_sent_as_null_is_null()
    {
        var session = await GetSessionAsync("""{"Status":null,"UserId":null,"CreatedAt":null,"AdditionalLaunchArgs":null}""");

        Assert.Null(session.Status);
        Assert.Null(session.UserId);
        Assert.Null(session.CreatedAt);
        Assert.Null(session.AdditionalLaunchArgs);
        Assert.Null(session.ConnectionTimeoutSeconds);
        Assert.Null(session.AdditionalEnvironmentVariables);
    }

    [Fact]
    public async Task Unknown_members_and_enumeration_values_are_tolerated()
    {
        var session = await GetSessionAsync(
            """{"Brand":{"New":[1,{"x":null}]},"Status":"HIBERNATING","StatusReason":"fullMoon","Protocol":"Pigeon"}"""
        );

        Assert.Equal("HIBERNATING", session.Status.Value);
        Assert.Equal("fullMoon", session.StatusReason.Value);
        Assert.Equal("Pigeon", session.Protocol.Value);
        Assert.NotEqual(StreamSessionStatus.ACTIVE, session.Status);
    }

    [Fact]
    public async Task Members_of_the_body_named_like_those_of_transport_are_unknown_members()
    {
        var session = await GetSessionAsync("""{"HttpStatusCode":"forged","ContentLength":{},"ResponseMetadata":7}""");

        Assert.Equal(200, (int)session.HttpStatusCode);
        Assert.Equal(WireAnswer.RequestId, session.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task Terminating_is_answered_by_204_without_a_body()
    {
        await using var host = await WireHost.StartAsync(new WireAnswer(204));
        using var client = host.Client();

        var answer = await client.TerminateStreamSessionAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" });

        Assert.Equal(204, (int)answer.HttpStatusCode);
        Assert.Equal(WireAnswer.RequestId, answer.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task Starting_is_answered_by_201_and_exporting_by_an_empty_object()
    {
        await using var host = await WireHost.StartAsync(new WireAnswer(201, """{"Status":"ACTIVATING"}"""), WireAnswer.Ok("{}"));
        using var client = host.Client();

        var started = await client.StartStreamSessionAsync(new() { Identifier = "sg-1" });
        var exported = await client.ExportStreamSessionFilesAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" });

        Assert.Equal((201, StreamSessionStatus.ACTIVATING), ((int)started.HttpStatusCode, started.Status));
        Assert.Equal(200, (int)exported.HttpStatusCode);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_an_unmarshalling_error_that_does_not_repeat_the_body()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("""{"SignalResponse":"secret answer","""));
        using var client = host.Client();

        var error = await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => client.GetStreamSessionAsync(GetSession));

        Assert.Equal(WireAnswer.RequestId, error.RequestId);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<GetStreamSessionResponse> GetSessionAsync(string json)
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok(json));
        using var client = host.Client();
        return await client.GetStreamSessionAsync(GetSession);
    }
}
