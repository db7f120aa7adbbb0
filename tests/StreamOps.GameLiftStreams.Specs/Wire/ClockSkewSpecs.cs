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

    private static Task<WireHost> SkewedHostAsync(string code)
    {
        var serviceTime = TimeProvider.System.GetUtcNow() + Skew;
        return WireHost.StartAsync(
            WireAnswer.Error(403, code) with
            {
                Date = serviceTime.ToString("r", CultureInfo.InvariantCulture),
            },
            WireAnswer.Ok("{}")
        );
    }

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
