using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;
using Amazon.Runtime;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>How a call behaves over time: repeats, tokens, cancellation, limits.</summary>
/// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html</remarks>
public sealed class CallSpecs
{
    private static readonly GetStreamGroupRequest GetGroup = new() { Identifier = "sg-1" };

    [Fact]
    public async Task A_token_that_the_caller_left_out_is_a_UUID_and_the_same_on_every_retry()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Error(500, "InternalServerException"), WireAnswer.Ok("{}"));
        using var client = host.Client(c => c.MaxErrorRetry = 2);
        var request = Connection();

        await client.CreateStreamSessionConnectionAsync(request);

        Assert.Equal(2, host.Requests.Count);
        Assert.True(Guid.TryParseExact(TokenOf(host.Requests[0]), "D", out _));
        Assert.Equal(host.Requests[0].Body, host.Requests[1].Body);
        Assert.Equal(host.Requests[0].Headers["amz-sdk-invocation-id"], host.Requests[1].Headers["amz-sdk-invocation-id"]);
        Assert.Equal("attempt=2; max=3", host.Requests[1].Headers["amz-sdk-request"]);
        Assert.Null(request.ClientToken);
    }

    [Fact]
    public async Task Two_calls_without_a_token_carry_two_tokens()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("{}"));
        using var client = host.Client();
        var request = new StartStreamSessionRequest { Identifier = "sg-1" };

        await client.StartStreamSessionAsync(request);
        await client.StartStreamSessionAsync(request);

        Assert.NotEqual(TokenOf(host.Requests[0]), TokenOf(host.Requests[1]), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_token_of_the_caller_is_sent_as_it_is()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("{}"));
        using var client = host.Client();
        var request = Connection();
        request.ClientToken = "the-token-of-the-committed-row-0001";

        await client.CreateStreamSessionConnectionAsync(request);

        Assert.Equal("the-token-of-the-committed-row-0001", TokenOf(host.Request));
    }

    [Theory]
    [InlineData(429, "ThrottlingException")]
    [InlineData(500, "InternalServerException")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task A_passing_fault_is_repeated_by_default_and_never_with_retries_off(int status, string code)
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Error(status, code), WireAnswer.Ok("{}"));
        using var patient = host.Client(c => c.MaxErrorRetry = 2);
        await using var failing = await WireHost.StartAsync(WireAnswer.Error(status, code));
        using var single = failing.Client();

        await patient.GetStreamGroupAsync(GetGroup);
        await Assert.ThrowsAnyAsync<AmazonGameLiftStreamsException>(() => single.GetStreamGroupAsync(GetGroup));

        Assert.Equal(2, host.Requests.Count);
        Assert.Single(failing.Requests);
    }

    [Theory]
    [InlineData(Stall.BeforeHeaders)]
    [InlineData(Stall.InBody)]
    public async Task Cancelling_ends_a_call_that_waits_for_its_answer(Stall stall)
    {
        using var cancellation = new CancellationTokenSource();
        await using var host = await WireHost.StartAsync(new WireAnswer(200, "{") { Stall = stall, OnStall = cancellation.Cancel });
        using var client = host.Client();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetStreamGroupAsync(GetGroup, cancellation.Token));

        Assert.Single(host.Requests);
    }

    [Fact]
    public async Task The_timeout_of_the_configuration_ends_an_attempt_whose_headers_do_not_come()
    {
        await using var host = await WireHost.StartAsync(new WireAnswer(200) { Stall = Stall.BeforeHeaders });
        using var client = host.Client(c => c.Timeout = TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAsync<TimeoutException>(() => client.GetStreamGroupAsync(GetGroup));

        Assert.Single(host.Requests);
    }

    [Fact]
    public async Task A_refused_connection_is_a_network_error_and_no_answer_of_the_service()
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = new AmazonGameLiftStreamsClient(
            new BasicAWSCredentials("emulator", "emulator"),
            new AmazonGameLiftStreamsConfig
            {
                ServiceURL = $"http://{reserved.LocalEndPoint}",
                AuthenticationRegion = "us-west-2",
                MaxErrorRetry = 0,
            }
        );

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStreamGroupAsync(GetGroup));
    }

    [Fact]
    public async Task A_request_without_a_member_of_its_path_is_not_sent()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("{}"));
        using var client = host.Client();

        var error = await Assert.ThrowsAsync<AmazonGameLiftStreamsException>(() =>
            client.GetStreamSessionAsync(new() { Identifier = "sg-1" })
        );

        Assert.Contains("StreamSessionIdentifier", error.Message, StringComparison.Ordinal);
        Assert.Empty(host.Requests);
    }

    [Fact]
    public async Task Five_hundred_calls_at_once_each_get_their_own_answer()
    {
        await using var host = await WireHost.StartAsync(new WireAnswer(200) { BodyFor = r => $$"""{"Id":"{{r.Path.Split('/')[^1]}}"}""" });
        using var client = host.Client();
        string[] ids = [.. Enumerable.Range(0, 500).Select(i => $"sg-{i}")];

        var groups = await Task.WhenAll(ids.Select(id => client.GetStreamGroupAsync(new() { Identifier = id })));

        Assert.Equal(ids, groups.Select(g => g.Id), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Anonymous_credentials_send_an_unsigned_request()
    {
        await using var host = await WireHost.StartAsync(WireAnswer.Ok("{}"));
        using var client = new AmazonGameLiftStreamsClient(
            new AnonymousAWSCredentials(),
            new AmazonGameLiftStreamsConfig { ServiceURL = host.Url, AuthenticationRegion = "us-west-2" }
        );

        await client.GetStreamGroupAsync(GetGroup);

        Assert.DoesNotContain("authorization", host.Request.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    private static CreateStreamSessionConnectionRequest Connection() =>
        new()
        {
            Identifier = "sg-1",
            StreamSessionIdentifier = "s-1",
            SignalRequest = "offer",
        };

    private static string? TokenOf(WireRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty("ClientToken").GetString();
    }
}
