using System.Net;
using Amazon.Runtime;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>Whatever keeps AWS KMS from answering is a sentence, and quotes nothing of what the SDK said.</summary>
public sealed class AwsDataKeysTests
{
    private const string Key = "arn:aws:kms:us-west-2:123456789012:key/1";
    private const string Canary = "canary of a file of credentials";

    public static TheoryData<Exception> NoAnswers =>
        [
            // A machine without a role: its metadata service has no credentials to give.
            new AmazonServiceException(Canary),
            new AmazonServiceException(Canary, new HttpRequestException(Canary)),
            new AmazonClientException(Canary),
            new HttpRequestException(Canary),
            new IOException(Canary),
            new TaskCanceledException(Canary),
        ];

    [Theory]
    [MemberData(nameof(NoAnswers))]
    public void Where_there_is_no_answer_that_is_said(Exception exception) =>
        Assert.Equal(
            $"AWS KMS gave no answer for {Key} ({exception.GetType().Name}). Check the network and the credentials.",
            AwsDataKeys.WhyNot(exception, Key)
        );

    [Theory]
    [InlineData("AccessDeniedException", HttpStatusCode.BadRequest, "AccessDeniedException")]
    [InlineData("", HttpStatusCode.BadGateway, "HTTP 502")]
    public void A_refusal_is_told_by_its_code_or_by_its_status(string code, HttpStatusCode status, string said) =>
        Assert.StartsWith(
            $"AWS KMS answered {said} for {Key}. ",
            AwsDataKeys.WhyNot(new AmazonServiceException(Canary) { ErrorCode = code, StatusCode = status }, Key),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_defect_stays_one() => Assert.Null(AwsDataKeys.WhyNot(new InvalidOperationException(), Key));
}
