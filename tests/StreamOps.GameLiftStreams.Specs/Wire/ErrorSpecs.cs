using System.Net;
using Amazon.GameLiftStreams;
using Amazon.GameLiftStreams.Model;
using Amazon.Runtime;

namespace StreamOps.GameLiftStreams.Specs.Wire;

/// <summary>From an error on the wire to an exception.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/CommonErrors.html</remarks>
public sealed class ErrorSpecs
{
    private static readonly string[] Common =
    [
        "AccessDeniedException",
        "InternalServerException",
        "ThrottlingException",
        "ValidationException",
    ];

    private static readonly (string Code, int Status, Type Type)[] Errors =
    [
        ("AccessDeniedException", 403, typeof(AccessDeniedException)),
        ("ConflictException", 409, typeof(ConflictException)),
        ("InternalServerException", 500, typeof(InternalServerException)),
        ("ResourceNotFoundException", 404, typeof(ResourceNotFoundException)),
        ("ServiceQuotaExceededException", 402, typeof(ServiceQuotaExceededException)),
        ("StreamSessionAccessNotReadyException", 409, typeof(StreamSessionAccessNotReadyException)),
        ("ThrottlingException", 429, typeof(ThrottlingException)),
        ("ValidationException", 400, typeof(ValidationException)),
    ];

    public static TheoryData<string, string[], Func<IAmazonGameLiftStreams, Task>> ModelledErrors =>
        new()
        {
            { "ListStreamGroups", [], c => c.ListStreamGroupsAsync(new()) },
            { "GetStreamGroup", ["ResourceNotFoundException"], c => c.GetStreamGroupAsync(new() { Identifier = "sg-1" }) },
            { "ListStreamSessions", ["ResourceNotFoundException"], c => c.ListStreamSessionsAsync(new() { Identifier = "sg-1" }) },
            { "ListStreamSessionsByAccount", [], c => c.ListStreamSessionsByAccountAsync(new()) },
            {
                "GetStreamSession",
                ["ResourceNotFoundException"],
                c => c.GetStreamSessionAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" })
            },
            {
                "StartStreamSession",
                ["ResourceNotFoundException", "ConflictException"],
                c => c.StartStreamSessionAsync(new() { Identifier = "sg-1" })
            },
            {
                "CreateStreamSessionConnection",
                ["ResourceNotFoundException", "ConflictException"],
                c => c.CreateStreamSessionConnectionAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" })
            },
            {
                "TerminateStreamSession",
                ["ResourceNotFoundException"],
                c => c.TerminateStreamSessionAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" })
            },
            {
                "ExportStreamSessionFiles",
                ["ResourceNotFoundException"],
                c => c.ExportStreamSessionFilesAsync(new() { Identifier = "sg-1", StreamSessionIdentifier = "s-1" })
            },
            { "ListApplications", [], c => c.ListApplicationsAsync(new()) },
            { "GetApplication", ["ResourceNotFoundException"], c => c.GetApplicationAsync(new() { Identifier = "a-1" }) },
        };

    [Theory]
    [MemberData(nameof(ModelledErrors))]
    public async Task An_operation_types_the_errors_it_models_and_gives_the_base_exception_for_the_rest(
        string operation,
        string[] modelled,
        Func<IAmazonGameLiftStreams, Task> call
    )
    {
        await using var host = await WireHost.StartAsync([.. Errors.Select(e => WireAnswer.Error(e.Status, e.Code, operation))]);
        using var client = host.Client();

        foreach (var (code, status, type) in Errors)
        {
            var error = await Assert.ThrowsAnyAsync<AmazonGameLiftStreamsException>(() => call(client));

            var isModelled = Common.Contains(code, StringComparer.Ordinal) || modelled.Contains(code, StringComparer.Ordinal);
            Assert.Equal(isModelled ? type : typeof(AmazonGameLiftStreamsException), error.GetType());
            Assert.Equal((code, status, operation), (error.ErrorCode, (int)error.StatusCode, error.Message));
            Assert.Equal(WireAnswer.RequestId, error.RequestId);
        }
    }

    [Theory]
    [InlineData("ValidationException", """{"Message":"Bad."}""")]
    [InlineData("ValidationException", """{"message":"Bad."}""")]
    [InlineData("ValidationException:http://internal.amazon.com/coral/", """{"Message":"Bad."}""")]
    [InlineData(null, """{"__type":"ValidationException","Message":"Bad."}""")]
    [InlineData(null, """{"__type":"com.amazonaws.gameliftstreams#ValidationException","message":"Bad."}""")]
    public async Task An_error_is_told_by_the_header_or_by_the_body(string? header, string body)
    {
        var error = await FailAsync(new WireAnswer(400, body) { ErrorType = header });

        Assert.IsType<ValidationException>(error);
        Assert.Equal(("ValidationException", "Bad."), (error.ErrorCode, error.Message));
    }

    [Fact]
    public async Task An_unknown_code_is_the_base_exception_with_that_code()
    {
        var error = await FailAsync(WireAnswer.Error(418, "TeapotException", "Short and stout."));

        Assert.IsType<AmazonGameLiftStreamsException>(error);
        Assert.Equal(("TeapotException", (HttpStatusCode)418, "Short and stout."), (error.ErrorCode, error.StatusCode, error.Message));
    }

    [Fact]
    public async Task A_page_of_HTML_with_503_is_the_base_exception()
    {
        var error = await FailAsync(new WireAnswer(503, "<html><body>Service Unavailable<br></body></html>", "text/html"));

        Assert.IsType<AmazonGameLiftStreamsException>(error);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, error.StatusCode);
        Assert.Equal(WireAnswer.RequestId, error.RequestId);
    }

    [Fact]
    public async Task An_error_without_a_body_is_known_by_its_header()
    {
        var error = await FailAsync(new WireAnswer(403) { ErrorType = "AccessDeniedException" });

        Assert.IsType<AccessDeniedException>(error);
    }

    [Fact]
    public void Only_throttling_and_faults_of_the_service_say_that_a_repeat_may_help()
    {
        Assert.True(new ThrottlingException("").Retryable.Throttling);
        Assert.False(new InternalServerException("").Retryable.Throttling);
        Assert.False(new StreamSessionAccessNotReadyException("").Retryable.Throttling);
        Assert.All<AmazonServiceException>(
            [
                new AccessDeniedException(""),
                new ConflictException(""),
                new ResourceNotFoundException(""),
                new ServiceQuotaExceededException(""),
                new ValidationException(""),
            ],
            e => Assert.Null(e.Retryable)
        );
    }

    private static async Task<AmazonGameLiftStreamsException> FailAsync(WireAnswer answer)
    {
        await using var host = await WireHost.StartAsync(answer);
        using var client = host.Client();
        return await Assert.ThrowsAnyAsync<AmazonGameLiftStreamsException>(() => client.GetStreamGroupAsync(new() { Identifier = "sg-1" }));
    }
}
