using StreamOps.Emulator.Specs.Hosting;

namespace StreamOps.Emulator.Specs.Calls;

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/CommonErrors.html</summary>
public sealed class SignatureSpecs : EmulatorSpec
{
    [Theory]
    [InlineData("us-west-2")]
    [InlineData("eu-central-1")]
    public async Task A_signature_of_any_Region_is_taken(string region)
    {
        var answer = await Emulator.CallAsync("GET", "/streamgroups?MaxResults=5", signer: new() { Region = region });

        Assert.Equal(200, answer.Code);
    }

    [Fact]
    public async Task An_unsigned_request_misses_its_token()
    {
        var answer = await Emulator.SendAsync(new(HttpMethod.Get, new Uri(Emulator.BaseAddress, "/streamgroups")));

        Assert.Equal((403, "MissingAuthenticationTokenException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task An_unknown_key_is_an_unrecognized_client()
    {
        var answer = await Emulator.CallAsync("GET", "/streamgroups", signer: new("somebody", "emulator"));

        Assert.Equal((403, "UnrecognizedClientException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task A_wrong_secret_is_an_invalid_signature()
    {
        var answer = await Emulator.CallAsync("GET", "/streamgroups", signer: new("emulator", "guess"));

        Assert.Equal((403, "InvalidSignatureException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task A_signature_for_another_service_is_invalid()
    {
        var answer = await Emulator.CallAsync("GET", "/streamgroups", signer: new() { Service = "gamelift" });

        Assert.Equal((403, "InvalidSignatureException"), (answer.Code, answer.ErrorType));
        Assert.Contains("correct service", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public async Task A_signature_is_good_for_five_minutes_either_way(int ageSeconds, bool isGood)
    {
        var request = Emulator.SignedRequest("GET", "/streamgroups", null, new(), Emulator.Time.GetUtcNow().AddSeconds(ageSeconds));

        var answer = await Emulator.SendAsync(request);

        Assert.Equal(isGood ? (200, null) : (403, "InvalidSignatureException"), (answer.Code, answer.ErrorType));
    }

    [Fact]
    public async Task A_changed_query_breaks_the_signature()
    {
        var request = Emulator.SignedRequest("GET", "/streamgroups?MaxResults=5", null, new());
        request.RequestUri = new(Emulator.BaseAddress, "/streamgroups?MaxResults=6");

        Assert.Equal("InvalidSignatureException", (await Emulator.SendAsync(request)).ErrorType);
    }

    [Fact]
    public async Task A_changed_body_breaks_the_signature()
    {
        var session = await StartDroppedAsync();
        var request = Emulator.SignedRequest("POST", session.Path + "/connections", "{\"SignalRequest\":\"a\"}", new());
        request.Content = new StringContent("{\"SignalRequest\":\"b\"}");

        Assert.Equal("InvalidSignatureException", (await Emulator.SendAsync(request)).ErrorType);
    }

    [Fact]
    public async Task A_header_without_its_parts_is_incomplete()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Emulator.BaseAddress, "/streamgroups"));
        request.Headers.TryAddWithoutValidation("authorization", "AWS4-HMAC-SHA256 Credential=emulator");

        Assert.Equal((403, "IncompleteSignature"), await CodeOf(request));
    }

    [Fact]
    public async Task The_headers_that_the_NET_SDK_signs_are_taken()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Emulator.BaseAddress, "/streamgroups"));
        request.Headers.TryAddWithoutValidation("x-amz-api-version", "2018-05-10");
        new RequestSigner().Sign(
            request,
            Emulator.BaseAddress.Authority,
            "/streamgroups",
            "",
            [],
            Emulator.Time.GetUtcNow(),
            "x-amz-api-version"
        );

        Assert.Equal(200, (await Emulator.SendAsync(request)).Code);
    }

    [Fact]
    public async Task The_headers_that_the_JavaScript_SDK_signs_are_taken()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Emulator.BaseAddress, "/streamgroups"));
        request.Headers.TryAddWithoutValidation("x-amz-user-agent", "aws-sdk-js/3");
        request.Headers.TryAddWithoutValidation("amz-sdk-invocation-id", "b1b0c8a3");
        request.Headers.TryAddWithoutValidation("amz-sdk-request", "attempt=1; max=3");
        string[] signed = ["x-amz-user-agent", "amz-sdk-invocation-id", "amz-sdk-request"];
        new RequestSigner().Sign(request, Emulator.BaseAddress.Authority, "/streamgroups", "", [], Emulator.Time.GetUtcNow(), signed);

        Assert.Equal(200, (await Emulator.SendAsync(request)).Code);
    }

    private async Task<(int, string?)> CodeOf(HttpRequestMessage request)
    {
        var answer = await Emulator.SendAsync(request);
        return (answer.Code, answer.ErrorType);
    }
}
