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

    /// <summary>As services of AWS answer: https://github.com/aws/aws-sdk-cpp/issues/17</summary>
    [Fact]
    public void The_request_that_a_refused_signature_is_told_with_is_quoted_nowhere()
    {
        const string Said = """
            The request signature we calculated does not match the signature you provided.

            The Canonical String for this request should have been
            'GET
            /streamgroups
            host:gameliftstreams.us-west-2.api.aws
            x-amz-date:20260504T120000Z
            x-amz-security-token:FwoGZXIvYXdz
            """;
        var refusal = new AmazonServiceException(
            Said,
            null,
            ErrorType.Sender,
            "InvalidSignatureException",
            "request-7",
            HttpStatusCode.Forbidden
        );

        var error = AwsErrors.Translate(refusal, "ListStreamGroups");

        Assert.Equal("The request signature we calculated does not match the signature you provided.", error.Message);
        Assert.DoesNotContain("FwoGZXIvYXdz", error.ToString(), StringComparison.Ordinal);
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
