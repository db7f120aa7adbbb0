using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.World;

/// <summary>Statuses, triggers, timers and reasons, over the wire.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamSession.html</summary>
public sealed class LifecycleSpecs : EmulatorSpec
{
    [Fact]
    public async Task A_session_is_activating_for_two_seconds_and_its_client_connects_three_later()
    {
        var session = await StartAsync();

        Assert.Equal("ACTIVATING", await StatusAsync(session));
        Emulator.Advance(2);
        Assert.Equal("ACTIVE", await StatusAsync(session));
        Emulator.Advance(2.9);
        Assert.Equal("ACTIVE", await StatusAsync(session));
        Emulator.Advance(0.1);
        Assert.Equal("CONNECTED", await StatusAsync(session));
    }

    [Fact]
    public async Task What_was_due_in_between_happens_at_its_own_time()
    {
        var startedAt = Emulator.Time.GetUtcNow();
        var session = await StartAsync();

        Emulator.Advance(1000);

        Assert.Equal(
            startedAt.AddSeconds(5).ToUnixTimeMilliseconds() / 1000m,
            (await GetAsync(session)).Json.GetProperty("LastUpdatedAt").GetDecimal()
        );
    }

    [Fact]
    public async Task Location_and_answer_are_told_from_ACTIVE_on()
    {
        var session = await StartAsync();
        var activating = await GetAsync(session);
        Emulator.Advance(2);
        var active = await GetAsync(session);

        Assert.False(activating.Json.TryGetProperty("SignalResponse", out _) || activating.Json.TryGetProperty("Location", out _));
        Assert.Equal("us-west-2", active.Member("Location"));
        Assert.NotEmpty(active.Member("SignalResponse"));
        Assert.NotEmpty(active.Member("WebSdkProtocolUrl"));
    }

    [Fact]
    public async Task A_session_started_without_a_client_waits_and_ends_by_connectionTimeout()
    {
        var session = await StartAsync(new { ConnectionTimeoutSeconds = 60 }, offer: "NO_CLIENT_CONNECTION");

        Emulator.Advance(2 + 59.9);
        Assert.Equal("ACTIVE", await StatusAsync(session));
        Emulator.Advance(0.1);

        Assert.Equal("TERMINATED connectionTimeout", await EndAsync(session));
    }

    [Fact]
    public async Task A_session_started_without_a_client_takes_one_by_a_connection()
    {
        var session = await StartAsync(offer: "NO_CLIENT_CONNECTION");
        Emulator.Advance(10);

        Assert.Equal(200, (await ConnectAsync(session)).Code);
        Emulator.Advance(1.5 + 3);

        Assert.Equal("CONNECTED", await StatusAsync(session));
    }

    [Fact]
    public async Task A_dropped_session_waits_its_connection_timeout_and_ends_by_reconnectionTimeout()
    {
        var session = await StartDroppedAsync(new { ConnectionTimeoutSeconds = 30 });

        Assert.Equal("PENDING_CLIENT_RECONNECTION", await StatusAsync(session));
        Emulator.Advance(29.9);
        Assert.Equal("PENDING_CLIENT_RECONNECTION", await StatusAsync(session));
        Emulator.Advance(0.1);

        Assert.Equal("TERMINATED reconnectionTimeout", await EndAsync(session));
    }

    [Fact]
    public async Task A_connection_leads_through_RECONNECTING_and_ACTIVE_to_CONNECTED()
    {
        var session = await StartDroppedAsync();

        await ConnectAsync(session);

        Assert.Equal("RECONNECTING", await StatusAsync(session));
        Emulator.Advance(1.5);
        Assert.Equal("ACTIVE", await StatusAsync(session));
        Emulator.Advance(3);
        Assert.Equal("CONNECTED", await StatusAsync(session));
    }

    [Fact]
    public async Task A_session_that_is_ACTIVE_again_has_a_window_of_its_own()
    {
        await SetAsync(new { scriptedClientDelaySeconds = 1000 });
        var session = await StartAsync(new { ConnectionTimeoutSeconds = 30 });
        Emulator.Advance(2);
        await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/connect");
        await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop");
        Emulator.Advance(29);

        await ConnectAsync(session);
        Emulator.Advance(1.5 + 29.9);
        Assert.Equal("ACTIVE", await StatusAsync(session));
        Emulator.Advance(0.1);

        Assert.Equal("TERMINATED connectionTimeout", await EndAsync(session));
    }

    [Theory]
    [InlineData("CONNECTED")]
    [InlineData("PENDING_CLIENT_RECONNECTION")]
    [InlineData("RECONNECTING")]
    [InlineData("ACTIVE")]
    public async Task The_session_length_ends_a_session_in_any_live_status(string status)
    {
        await SetAsync(new { reconnectingSeconds = 1000, scriptedClientConnects = false });
        var session = await StartAsync(new { SessionLengthSeconds = 60 });
        Emulator.Advance(50);
        if (status is not "ACTIVE")
        {
            await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/connect");
        }

        if (status is "PENDING_CLIENT_RECONNECTION" or "RECONNECTING")
        {
            await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop");
        }

        if (status is "RECONNECTING")
        {
            await ConnectAsync(session);
        }

        Assert.Equal(status, await StatusAsync(session));
        Emulator.Advance(10);

        Assert.Equal("TERMINATED maxSessionLengthTimeout", await EndAsync(session));
    }

    [Fact]
    public async Task A_player_without_input_ends_by_idleTimeout_after_an_hour()
    {
        await SetAsync(new { playersGiveInput = false });
        var session = await StartConnectedAsync();

        Emulator.Advance(3599);
        Assert.Equal("CONNECTED", await StatusAsync(session));
        Emulator.Advance(1);

        Assert.Equal("TERMINATED idleTimeout", await EndAsync(session));
    }

    [Fact]
    public async Task A_terminated_session_is_TERMINATING_for_a_second()
    {
        var session = await StartConnectedAsync();

        await Emulator.CallAsync("DELETE", session.Path);

        Assert.Equal("TERMINATING", await StatusAsync(session));
        Emulator.Advance(1);
        Assert.Equal("TERMINATED apiTerminated", await EndAsync(session));
    }

    [Fact]
    public async Task Exported_files_are_written_when_the_session_ends()
    {
        var session = await StartConnectedAsync();
        await Emulator.CallAsync("PUT", session.Path + "/exportfiles", new { OutputUri = "s3://bucket/" });
        await Emulator.CallAsync("DELETE", session.Path);

        Emulator.Advance(1);
        var ended = (await GetAsync(session)).Json.GetProperty("ExportFilesMetadata").GetRawText();
        Emulator.Advance(2);
        var written = (await GetAsync(session)).Json.GetProperty("ExportFilesMetadata").GetRawText();

        Assert.Equal("""{"Status":"PENDING","OutputUri":"s3://bucket/"}""", ended);
        Assert.Equal("""{"Status":"SUCCEEDED","OutputUri":"s3://bucket/"}""", written);
    }

    [Theory]
    [InlineData("ACTIVATING", 409)]
    [InlineData("CONNECTED", 409)]
    [InlineData("RECONNECTING", 409)]
    [InlineData("TERMINATED", 409)]
    [InlineData("ACTIVE", 200)]
    [InlineData("PENDING_CLIENT_RECONNECTION", 200)]
    public async Task A_connection_is_for_PENDING_and_ACTIVE(string status, int code)
    {
        var session = await InStatusAsync(status);

        Assert.Equal(code, (await ConnectAsync(session)).Code);
    }

    [Theory]
    [InlineData("ACTIVATING", 400)]
    [InlineData("ACTIVE", 204)]
    [InlineData("CONNECTED", 204)]
    [InlineData("PENDING_CLIENT_RECONNECTION", 204)]
    [InlineData("RECONNECTING", 204)]
    [InlineData("TERMINATED", 204)]
    public async Task A_terminate_is_refused_in_ACTIVATING_alone(string status, int code)
    {
        var session = await InStatusAsync(status);

        Assert.Equal(code, (await Emulator.CallAsync("DELETE", session.Path)).Code);
    }

    [Theory]
    [InlineData("ACTIVATING", 400)]
    [InlineData("ACTIVE", 200)]
    [InlineData("CONNECTED", 200)]
    [InlineData("PENDING_CLIENT_RECONNECTION", 200)]
    [InlineData("RECONNECTING", 200)]
    [InlineData("TERMINATED", 400)]
    public async Task An_export_needs_a_running_application(string status, int code)
    {
        var session = await InStatusAsync(status);

        Assert.Equal(code, (await Emulator.CallAsync("PUT", session.Path + "/exportfiles", new { OutputUri = "s3://bucket/" })).Code);
    }

    private async Task<RunningSession> InStatusAsync(string status)
    {
        var session = await StartAsync();
        Emulator.Advance(
            status switch
            {
                "ACTIVATING" => 0,
                "ACTIVE" => 2,
                _ => 5,
            }
        );
        if (status is "PENDING_CLIENT_RECONNECTION" or "RECONNECTING" or "TERMINATED")
        {
            await Emulator.ControlAsync("POST", $"streamsessions/{session.Id}/drop");
        }

        if (status is "RECONNECTING")
        {
            await ConnectAsync(session);
        }

        if (status is "TERMINATED")
        {
            Emulator.Advance(120);
        }

        Assert.Equal(status, await StatusAsync(session));
        return session;
    }
}
