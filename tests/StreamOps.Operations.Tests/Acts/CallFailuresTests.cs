using StreamOps.Operations.Acts;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.Acts;

public sealed class CallFailuresTests
{
    [Theory]
    [InlineData("ThrottlingException", 429, true, "Postponed")]
    [InlineData("ServiceUnavailable", 503, true, "Postponed")]
    [InlineData("StreamOps.Unreachable", 0, false, "Postponed")]
    [InlineData("StreamOps.NoCredentials", 0, false, "Postponed")]
    [InlineData("StreamOps.TimedOut", 0, false, "Unknown")]
    [InlineData("StreamOps.ConnectionLost", 0, false, "Unknown")]
    [InlineData("StreamOps.UnreadableAnswer", 200, true, "Unknown")]
    [InlineData("StreamOps.SomethingBetween", 200, false, "Unknown")]
    [InlineData("StreamOps.SomethingBetween", 200, true, "Unknown")]
    [InlineData("StreamOps.SomethingBetween", 302, true, "Postponed")]
    [InlineData("InternalServerException", 500, true, "Unknown")]
    [InlineData("BrandNewException", 502, true, "Unknown")]
    [InlineData("RequestTimeoutException", 408, true, "Unknown")]
    [InlineData("ConflictException", 409, true, "Rejected")]
    [InlineData("ValidationException", 400, true, "Rejected")]
    [InlineData("ResourceNotFoundException", 404, true, "Rejected")]
    [InlineData("AccessDeniedException", 403, true, "Rejected")]
    [InlineData("BrandNewException", 400, true, "Rejected")]
    public void A_failed_call_did_nothing_or_nobody_knows_or_was_refused(string code, int status, bool wasAnswered, string kind)
    {
        var failure = new GameLiftException(new ApiErrorCode(code), "X", "x") { HttpStatus = status, WasAnswered = wasAnswered };

        Assert.Equal(kind, CallFailures.KindOf(failure).ToString());
    }

    [Fact]
    public void The_wait_the_service_asks_for_is_kept()
    {
        var failure = new GameLiftException(ApiErrorCode.Throttling, "X", "x") { RetryAfter = TimeSpan.FromSeconds(7) };

        Assert.Equal(TimeSpan.FromSeconds(7), CallFailures.WaitBeforeRepeat(failure, 1));
    }

    [Fact]
    public void Nothing_but_a_refusal_and_missing_credentials_is_left_to_the_operator()
    {
        Assert.Null(CallFailures.WaitBeforeRepeat(new(ApiErrorCode.NoCredentials, "X", "x"), 1));
        Assert.Null(CallFailures.WaitBeforeRepeat(new(ApiErrorCode.Conflict, "X", "x") { HttpStatus = 409, WasAnswered = true }, 1));
    }

    [Theory]
    [InlineData("ThrottlingException")]
    [InlineData("StreamOps.ConnectionLost")]
    [InlineData("StreamOps.TimedOut")]
    [InlineData("StreamOps.Unreachable")]
    public void Waits_grow_and_stay_under_their_limit(string code)
    {
        var failure = new GameLiftException(new ApiErrorCode(code), "X", "x");

        for (var tries = 1; tries < 70; tries++)
        {
            var most = Math.Min(8, 0.5 * Math.Pow(2, tries));
            Assert.InRange(CallFailures.WaitBeforeRepeat(failure, tries)!.Value.TotalSeconds, most / 2, most);
        }
    }
}
