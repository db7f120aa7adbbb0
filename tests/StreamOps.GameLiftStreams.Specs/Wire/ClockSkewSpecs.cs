using System.Globalization;
using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>A machine whose clock is wrong is refused by the service, whose answer tells the true time.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html</remarks>
public sealed class ClockSkewSpecs
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);
    private static readonly GetStreamGroupRequest GetGroup = new() { Identifier = "sg-1" };

    [Theory]
    [InlineData("InvalidSignatureException")]
    [InlineData("RequestTimeTooSkewed")]
    public async Task With_retries_on_the_call_is_repeated_in_the_time_of_the_service(string code)
    {
        await using var host = await SkewedHostAsync(code);
        using var client = host.Client(c => c.MaxErrorRetry = 1);

        await client.GetStreamGroupAsync(GetGroup);

        AssertSkewCorrected(host.Requests);
    }

    [Theory]
    [InlineData("InvalidSignatureException")]
    [InlineData("RequestTimeTooSkewed")]
    public async Task With_retries_off_the_call_fails_and_the_next_one_is_in_the_time_of_the_service(string code)
    {
        await using var host = await SkewedHostAsync(code);
        using var client = host.Client(c => c.MaxErrorRetry = 0);

        var error = await Assert.ThrowsAsync<AmazonGameLiftStreamsException>(() => client.GetStreamGroupAsync(GetGroup));
        await client.GetStreamGroupAsync(GetGroup);

        Assert.Equal(code, error.ErrorCode);
        AssertSkewCorrected(host.Requests);
    }

    [Fact]
    public async Task Any_answer_tells_the_time_of_the_service_so_only_the_first_call_of_all_can_be_refused()
    {
        await using var host = await WireHost.StartAsync(InServiceTime(WireAnswer.Ok("{}")));
        using var client = host.Client();

        await client.GetStreamGroupAsync(GetGroup);
        await client.GetStreamGroupAsync(GetGroup);

        AssertSkewCorrected(host.Requests);
    }

    private static Task<WireHost> SkewedHostAsync(string code) =>
        WireHost.StartAsync(InServiceTime(WireAnswer.Error(403, code)), InServiceTime(WireAnswer.Ok("{}")));

    private static WireAnswer InServiceTime(WireAnswer answer) =>
        answer with
        {
            Date = (TimeProvider.System.GetUtcNow() + Skew).ToString("r", CultureInfo.InvariantCulture),
        };

    private static void AssertSkewCorrected(IReadOnlyList<WireRequest> requests)
    {
        Assert.Equal(2, requests.Count);
        Assert.Equal(Skew.TotalSeconds, (SignedAt(requests[1]) - SignedAt(requests[0])).TotalSeconds, tolerance: 30);
    }

    private static DateTimeOffset SignedAt(WireRequest request) =>
        DateTimeOffset.ParseExact(
            request.Headers["x-amz-date"],
            "yyyyMMdd'T'HHmmss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );
}
