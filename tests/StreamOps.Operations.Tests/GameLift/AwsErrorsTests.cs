using System.Net;
using Amazon.Runtime;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.GameLift;

public sealed class AwsErrorsTests
{
    [Fact]
    public void A_refusal_keeps_the_services_code_status_and_request_id()
    {
        var refusal = new AmazonServiceException("no", null, ErrorType.Sender, "ConflictException", "request-7", HttpStatusCode.Conflict);

        var error = AwsErrors.Translate(refusal, "CreateStreamSessionConnection");

        Assert.Equal(ApiErrorCode.Conflict, error.Code);
        Assert.Equal((409, "request-7", true), (error.HttpStatus, error.RequestId, error.WasAnswered));
    }

    [Theory]
    [InlineData(429, "ThrottlingException")]
    [InlineData(503, "InternalServerException")]
    [InlineData(403, "AccessDeniedException")]
    [InlineData(404, "ResourceNotFoundException")]
    [InlineData(400, "ValidationException")]
    public void A_page_without_a_code_is_judged_by_its_status(int status, string code)
    {
        var refusal = new AmazonServiceException("html", null, ErrorType.Unknown, "", "", (HttpStatusCode)status);

        Assert.Equal(code, AwsErrors.Translate(refusal, "GetStreamSession").Code.Value);
    }

    public static TheoryData<Exception, string> Unanswered =>
        new()
        {
            { new TimeoutException(), "StreamOps.TimedOut" },
            { new TaskCanceledException(), "StreamOps.TimedOut" },
            { new HttpRequestException(HttpRequestError.ConnectionError), "StreamOps.Unreachable" },
            { new HttpRequestException(HttpRequestError.NameResolutionError), "StreamOps.Unreachable" },
            { new HttpRequestException(HttpRequestError.ResponseEnded), "StreamOps.ConnectionLost" },
            { new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded), "StreamOps.UnreadableAnswer" },
            { new IOException(), "StreamOps.ConnectionLost" },
            { new AmazonUnmarshallingException("request-1", "", new FormatException()), "StreamOps.UnreadableAnswer" },
            { new AmazonClientException("Unable to find credentials"), "StreamOps.NoCredentials" },
        };

    [Theory]
    [Trait("Row", "F8")]
    [MemberData(nameof(Unanswered), DisableDiscoveryEnumeration = true)]
    public void Without_a_usable_answer_the_outcome_is_unknown_and_named(Exception exception, string code)
    {
        var error = AwsErrors.Translate(exception, "CreateStreamSessionConnection");

        Assert.Equal(code, error.Code.Value);
        Assert.False(error.WasAnswered);
    }

    [Fact]
    public void An_unreadable_answer_is_quoted_nowhere()
    {
        var exception = new AmazonUnmarshallingException("request-1", "", "v=0 secret answer", new FormatException("v=0 secret answer"));

        var error = AwsErrors.Translate(exception, "CreateStreamSessionConnection");

        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }
}
