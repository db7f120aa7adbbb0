using System.Globalization;
using System.Text.Json;
using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Api;

/// <summary>Paths, status codes, headers and JSON as in
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_Operations.html</summary>
public sealed class WireSpecs : EmulatorSpec
{
    [Fact]
    public async Task Every_answer_has_a_request_id_and_the_time_of_the_service()
    {
        var answers = new[]
        {
            await Emulator.CallAsync("GET", "/streamgroups"),
            await Emulator.CallAsync("GET", "/streamgroups/none"),
            await Emulator.CallAsync("GET", "/nothing"),
        };

        Assert.All(answers, answer => Assert.True(Guid.TryParse(answer.Headers["x-amzn-requestid"], out _)));
        Assert.All(
            answers,
            answer => Assert.Equal(Emulator.Time.GetUtcNow(), DateTimeOffset.Parse(answer.Headers["Date"], CultureInfo.InvariantCulture))
        );
        Assert.Equal(3, answers.Select(answer => answer.Headers["x-amzn-requestid"]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task An_error_has_its_name_in_a_header_and_a_message_in_the_body()
    {
        var answer = await Emulator.CallAsync("GET", "/streamgroups/sg-None");

        Assert.Equal(
            (404, "ResourceNotFoundException", "application/json"),
            (answer.Code, answer.ErrorType, answer.Headers["Content-Type"])
        );
        Assert.Equal("Message", Assert.Single(answer.Json.EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("PATCH", "/streamgroups/sg-1")]
    [InlineData("GET", "/StreamGroups")]
    [InlineData("GET", "/streamgroups/arn:aws:gameliftstreams:us-west-2:111122223333:streamgroup/sg-1")]
    public async Task What_is_no_operation_is_unknown(string method, string target)
    {
        var answer = await Emulator.CallAsync(method, target);

        // The last one has the slash of an ARN unencoded, which makes it another segment.
        Assert.Equal((404, "UnknownOperationException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task Groups_and_sessions_are_found_by_ID_and_by_ARN_in_any_mix()
    {
        var session = await StartAsync();
        var groupArn = Uri.EscapeDataString((await GroupAsync()).GetProperty("Arn").GetString()!);
        var sessionArn = Uri.EscapeDataString((await GetAsync(session)).Member("Arn"));

        string[] groups = [session.GroupId, groupArn];
        string[] sessions = [session.Id, sessionArn];
        foreach (var (group, one) in groups.SelectMany(group => sessions.Select(one => (group, one))))
        {
            Assert.Equal(200, (await Emulator.CallAsync("GET", $"/streamgroups/{group}/streamsessions/{one}")).Code);
        }
    }

    [Fact]
    public async Task A_session_is_not_found_in_another_group()
    {
        var session = await StartAsync();
        var other = (await GroupAsync("Atlas VR preview")).GetProperty("Id").GetString();

        Assert.Equal(404, (await Emulator.CallAsync("GET", $"/streamgroups/{other}/streamsessions/{session.Id}")).Code);
    }

    [Fact]
    public async Task Times_are_epoch_seconds_with_milliseconds()
    {
        Emulator.Advance(0.293);
        var session = await StartAsync();

        var createdAt = (await GetAsync(session)).Json.GetProperty("CreatedAt");

        Assert.Equal(JsonValueKind.Number, createdAt.ValueKind);
        Assert.Equal(
            (Emulator.Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture),
            createdAt.GetRawText()
        );
    }

    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamSessions.html</summary>
    [Fact]
    public async Task A_session_in_a_list_has_the_members_of_a_summary_alone()
    {
        var session = await StartConnectedAsync(
            new
            {
                UserId = "u-1",
                Description = "hidden",
                AdditionalLaunchArgs = new[] { "--hidden" },
            }
        );
        await Emulator.CallAsync("PUT", session.Path + "/exportfiles", new { OutputUri = "s3://bucket/" });

        var list = await Emulator.CallAsync("GET", $"/streamgroups/{session.GroupId}/streamsessions?MaxResults=100");

        var one = list.Items.Single(item => item.GetProperty("Arn").GetString()!.EndsWith(session.Id, StringComparison.Ordinal));
        Assert.Equal(
            "ApplicationArn Arn CreatedAt ExportFilesMetadata LastUpdatedAt Location Protocol Status UserId",
            string.Join(' ', one.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal))
        );
    }

    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamSessionsByAccount.html</summary>
    [Fact]
    public async Task The_account_s_list_has_sessions_of_every_group_and_of_exports_the_status_alone()
    {
        var session = await StartConnectedAsync();
        await Emulator.CallAsync("PUT", session.Path + "/exportfiles", new { OutputUri = "s3://bucket/" });

        var all = await Emulator.CallAsync("GET", "/streamsessions?MaxResults=100");
        var exporting = await Emulator.CallAsync("GET", "/streamsessions?ExportFilesStatus=PENDING");

        Assert.Equal(7, all.Items.Count);
        var metadata = Assert.Single(exporting.Items).GetProperty("ExportFilesMetadata");
        Assert.Equal("{\"Status\":\"PENDING\"}", metadata.GetRawText());
    }

    [Fact]
    public async Task A_list_is_filtered_by_status()
    {
        var session = await StartDroppedAsync();

        var pending = await Emulator.CallAsync("GET", $"/streamgroups/{session.GroupId}/streamsessions?Status=PENDING_CLIENT_RECONNECTION");
        var connected = await Emulator.CallAsync("GET", $"/streamgroups/{session.GroupId}/streamsessions?Status=CONNECTED");

        Assert.EndsWith(session.Id, Assert.Single(pending.Items).GetProperty("Arn").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, connected.Items.Count);
    }

    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StartStreamSession.html</summary>
    [Fact]
    public async Task A_start_answers_201_at_once_without_location_and_answer()
    {
        var group = await GroupAsync();

        var answer = await Emulator.CallAsync(
            "POST",
            $"/streamgroups/{group.GetProperty("Id").GetString()}/streamsessions",
            StartBody(group, SomeOffer.New())
        );

        Assert.Equal((201, "ACTIVATING"), (answer.Code, answer.Member("Status")));
        Assert.False(answer.Json.TryGetProperty("Location", out _));
        Assert.False(answer.Json.TryGetProperty("SignalResponse", out _));
        Assert.Equal(
            (120, 43200),
            (answer.Json.GetProperty("ConnectionTimeoutSeconds").GetInt32(), answer.Json.GetProperty("SessionLengthSeconds").GetInt32())
        );
    }

    [Fact]
    public async Task What_a_session_is_started_with_is_told_by_get()
    {
        var session = await StartAsync(
            new
            {
                UserId = "u-1",
                Description = "Evening play",
                ConnectionTimeoutSeconds = 60,
                SessionLengthSeconds = 600,
                AdditionalLaunchArgs = new[] { "-a", "-b" },
                AdditionalEnvironmentVariables = new { MODE = "x" },
                PerformanceStatsConfiguration = new { SharedWithClient = true },
                DisplayConfiguration = new { Resolution = new { Width = 1280, Height = 720 } },
                RoleArn = "arn:aws:iam::111122223333:role/GameLiftStreams-x",
            }
        );

        var got = (await GetAsync(session)).Json;

        Assert.Equal("""["-a","-b"]""", got.GetProperty("AdditionalLaunchArgs").GetRawText());
        Assert.Equal("""{"MODE":"x"}""", got.GetProperty("AdditionalEnvironmentVariables").GetRawText());
        Assert.Equal("""{"Resolution":{"Width":1280,"Height":720}}""", got.GetProperty("DisplayConfiguration").GetRawText());
        Assert.Equal("""{"SharedWithClient":true}""", got.GetProperty("PerformanceStatsConfiguration").GetRawText());
        Assert.Equal(
            (60, 600),
            (got.GetProperty("ConnectionTimeoutSeconds").GetInt32(), got.GetProperty("SessionLengthSeconds").GetInt32())
        );
    }

    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html</summary>
    [Fact]
    public async Task A_connection_answers_200_with_the_signal_response_alone()
    {
        var answer = await ConnectAsync(await StartDroppedAsync());

        Assert.Equal(200, answer.Code);
        Assert.Equal("SignalResponse", Assert.Single(answer.Json.EnumerateObject()).Name);
    }

    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_TerminateStreamSession.html</summary>
    [Fact]
    public async Task A_terminate_answers_204_without_a_body()
    {
        var answer = await Emulator.CallAsync("DELETE", (await StartConnectedAsync()).Path);

        Assert.Equal((204, "", null), (answer.Code, answer.Text, answer.Headers.GetValueOrDefault("Content-Type")));
    }

    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ExportStreamSessionFiles.html</summary>
    [Fact]
    public async Task An_export_answers_200_with_an_empty_object()
    {
        var answer = await Emulator.CallAsync(
            "PUT",
            (await StartConnectedAsync()).Path + "/exportfiles",
            new { OutputUri = "s3://bucket/a.zip" }
        );

        Assert.Equal((200, "{}"), (answer.Code, answer.Text));
    }

    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamGroup.html</summary>
    [Fact]
    public async Task A_group_tells_its_locations_capacity_and_applications()
    {
        var id = (await GroupAsync()).GetProperty("Id").GetString();

        var group = (await Emulator.CallAsync("GET", $"/streamgroups/{id}")).Json;

        var place = group.GetProperty("LocationStates")[0];
        Assert.Equal(
            (10, 20, 10, 7),
            (
                Number(place, "AlwaysOnCapacity"),
                Number(place, "MaximumCapacity"),
                Number(place, "AllocatedCapacity"),
                Number(place, "IdleCapacity")
            )
        );
        Assert.Equal(1, group.GetProperty("AssociatedApplications").GetArrayLength());
        Assert.Equal("ACTIVE", group.GetProperty("Status").GetString());
    }

    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetApplication.html</summary>
    [Fact]
    public async Task An_application_is_ready_and_replicated()
    {
        var summary = (await Emulator.CallAsync("GET", "/applications")).Items[0];

        var application = (await Emulator.CallAsync("GET", "/applications/" + summary.GetProperty("Id").GetString())).Json;

        Assert.Equal("READY", application.GetProperty("Status").GetString());
        Assert.All(
            application.GetProperty("ReplicationStatuses").EnumerateArray(),
            place => Assert.Equal("COMPLETED", place.GetProperty("Status").GetString())
        );
        Assert.NotEqual(0, application.GetProperty("AssociatedStreamGroups").GetArrayLength());
    }

    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListTagsForResource.html</summary>
    [Fact]
    public async Task Tags_are_told_for_a_full_ARN_only()
    {
        var group = await GroupAsync();

        var tags = await Emulator.CallAsync("GET", "/tags/" + Uri.EscapeDataString(group.GetProperty("Arn").GetString()!));
        var byId = await Emulator.CallAsync("GET", "/tags/" + group.GetProperty("Id").GetString());

        Assert.Equal("""{"Tags":{"support":"yes"}}""", tags.Text);
        Assert.Equal((400, "ValidationException"), (byId.Code, byId.ErrorType));
    }

    private static int Number(JsonElement element, string member) => element.GetProperty(member).GetInt32();
}
