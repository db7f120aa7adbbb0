using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>Requests as they stand on the wire.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_Operations.html</remarks>
public sealed class RequestSpecs
{
    private const string Group = "arn:aws:gameliftstreams:us-west-2:123456789012:streamgroup/sg-1AB2C3De4";
    private const string Session = "arn:aws:gameliftstreams:us-west-2:123456789012:streamsession/sg-1AB2C3De4/ABC123def4567";
    private const string RawGroup = "arn%3Aaws%3Agameliftstreams%3Aus-west-2%3A123456789012%3Astreamgroup%2Fsg-1AB2C3De4";
    private const string RawSession =
        "arn%3Aaws%3Agameliftstreams%3Aus-west-2%3A123456789012%3Astreamsession%2Fsg-1AB2C3De4%2FABC123def4567";

    public static TheoryData<string, string, string, string, Func<IAmazonGameLiftStreams, Task>> Operations =>
        new()
        {
            { "GET", "/streamgroups", "", "", c => c.ListStreamGroupsAsync(new()) },
            {
                "GET",
                "/streamgroups",
                "MaxResults=7&NextToken=a%2Fb%2Bc%20d",
                "",
                c => c.ListStreamGroupsAsync(new() { MaxResults = 7, NextToken = "a/b+c d" })
            },
            { "GET", "/streamgroups/sg-1AB2C3De4", "", "", c => c.GetStreamGroupAsync(new() { Identifier = "sg-1AB2C3De4" }) },
            { "GET", $"/streamgroups/{RawGroup}", "", "", c => c.GetStreamGroupAsync(new() { Identifier = Group }) },
            { "GET", $"/streamgroups/{RawGroup}/streamsessions", "", "", c => c.ListStreamSessionsAsync(new() { Identifier = Group }) },
            {
                "GET",
                "/streamgroups/sg-1AB2C3De4/streamsessions",
                "ExportFilesStatus=SUCCEEDED&MaxResults=100&NextToken=t%3D1&Status=PENDING_CLIENT_RECONNECTION",
                "",
                c =>
                    c.ListStreamSessionsAsync(
                        new()
                        {
                            Identifier = "sg-1AB2C3De4",
                            ExportFilesStatus = ExportFilesStatus.SUCCEEDED,
                            MaxResults = 100,
                            NextToken = "t=1",
                            Status = StreamSessionStatus.PENDING_CLIENT_RECONNECTION,
                        }
                    )
            },
            { "GET", $"/tags/{RawGroup}", "", "", c => c.ListTagsForResourceAsync(new() { ResourceArn = Group }) },
            { "GET", "/streamsessions", "Status=ACTIVE", "", c => c.ListStreamSessionsByAccountAsync(new() { Status = "ACTIVE" }) },
            {
                "GET",
                $"/streamgroups/{RawGroup}/streamsessions/{RawSession}",
                "",
                "",
                c => c.GetStreamSessionAsync(new() { Identifier = Group, StreamSessionIdentifier = Session })
            },
            {
                "POST",
                $"/streamgroups/{RawGroup}/streamsessions/{RawSession}/connections",
                "",
                """{"ClientToken":"0123456789abcdef0123456789abcdef","SignalRequest":"offer"}""",
                c =>
                    c.CreateStreamSessionConnectionAsync(
                        new()
                        {
                            Identifier = Group,
                            StreamSessionIdentifier = Session,
                            SignalRequest = "offer",
                            ClientToken = "0123456789abcdef0123456789abcdef",
                        }
                    )
            },
            {
                "DELETE",
                $"/streamgroups/sg-1/streamsessions/{RawSession}",
                "",
                "",
                c => c.TerminateStreamSessionAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = Session })
            },
            {
                "PUT",
                "/streamgroups/sg-1/streamsessions/ABC123def4567/exportfiles",
                "",
                """{"OutputUri":"s3://bucket/folder/"}""",
                c =>
                    c.ExportStreamSessionFilesAsync(
                        new()
                        {
                            Identifier = "sg-1",
                            StreamSessionIdentifier = "ABC123def4567",
                            OutputUri = "s3://bucket/folder/",
                        }
                    )
            },
            { "GET", "/applications", "MaxResults=1", "", c => c.ListApplicationsAsync(new() { MaxResults = 1 }) },
            { "GET", "/applications/a-9ZY8X7Wv6", "", "", c => c.GetApplicationAsync(new() { Identifier = "a-9ZY8X7Wv6" }) },
        };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_request_has_the_method_path_query_and_body_of_the_reference(
        string method,
        string path,
        string query,
        string body,
        Func<IAmazonGameLiftStreams, Task> call
    )
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("{}"));
        using var client = host.Client();

        await call(client);

        Assert.Equal((method, path, query, body), (host.Request.Method, host.Request.Path, host.Request.Query, host.Request.Body));
        Assert.Equal(body.Length > 0, host.Request.Headers.ContainsKey("content-type"));
        Assert.Contains("/us-west-2/gameliftstreams/aws4_request", host.Request.Headers["authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_sends_every_member_it_was_given_by_its_name_in_the_reference()
    {
        await using var host = await WireHost.StartAsync(new WireAnswer(201, "{}"));
        using var client = host.Client();

        await client.StartStreamSessionAsync(
            new StartStreamSessionRequest
            {
                Identifier = Group,
                ApplicationIdentifier = "a-1",
                ClientToken = "0123456789abcdef0123456789abcdef",
                Protocol = Protocol.WebRTC,
                SignalRequest = "NO_CLIENT_CONNECTION",
                AdditionalEnvironmentVariables = new(StringComparer.Ordinal) { ["LANG"] = "de" },
                AdditionalLaunchArgs = ["-a", "<ä>"],
                ConnectionTimeoutSeconds = 60,
                Description = "Evening",
                DisplayConfiguration = new()
                {
                    Resolution = new() { Width = 1280, Height = 720 },
                },
                Locations = ["us-east-1"],
                PerformanceStatsConfiguration = new() { SharedWithClient = true },
                RoleArn = "arn:aws:iam::123456789012:role/GameLiftStreams-x",
                SessionLengthSeconds = 3600,
                UserId = "p-1",
            }
        );

        Assert.Equal($"/streamgroups/{RawGroup}/streamsessions", host.Request.Path);
        Assert.Equal(
            """
            {"AdditionalEnvironmentVariables":{"LANG":"de"},"AdditionalLaunchArgs":["-a","\u003C\u00E4\u003E"],"ApplicationIdentifier":"a-1",
            "ClientToken":"0123456789abcdef0123456789abcdef","ConnectionTimeoutSeconds":60,"Description":"Evening",
            "DisplayConfiguration":{"Resolution":{"Height":720,"Width":1280}},"Locations":["us-east-1"],
            "PerformanceStatsConfiguration":{"SharedWithClient":true},"Protocol":"WebRTC",
            "RoleArn":"arn:aws:iam::123456789012:role/GameLiftStreams-x","SessionLengthSeconds":3600,
            "SignalRequest":"NO_CLIENT_CONNECTION","UserId":"p-1"}
            """.ReplaceLineEndings(""),
            host.Request.Body
        );
    }

    [Fact]
    public async Task A_request_with_a_body_carries_the_headers_that_the_service_needs_and_signs_them()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("{}"));
        using var client = host.Client();

        await client.CreateStreamSessionConnectionAsync(
            new()
            {
                Identifier = "sg-1",
                StreamSessionIdentifier = "s-1",
                SignalRequest = "offer",
            }
        );

        var headers = host.Request.Headers;
        Assert.Equal("application/json", headers["content-type"]);
        Assert.Equal("2018-05-10", headers["x-amz-api-version"]);
        Assert.Equal("attempt=1; max=1", headers["amz-sdk-request"]);
        Assert.True(Guid.TryParse(headers["amz-sdk-invocation-id"], out _));
        Assert.Matches("^[0-9]{8}T[0-9]{6}Z$", headers["x-amz-date"]);
        Assert.Contains("GameLiftStreams", headers["user-agent"], StringComparison.OrdinalIgnoreCase);
        Assert.Matches(
            "^AWS4-HMAC-SHA256 Credential=emulator/[0-9]{8}/us-west-2/gameliftstreams/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-api-version;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$",
            headers["authorization"]
        );
    }
}
