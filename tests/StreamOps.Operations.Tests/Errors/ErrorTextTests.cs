using System.Reflection;
using StreamOps.Operations.Errors;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Tests.Errors;

public sealed class ErrorTextTests
{
    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamSession.html, StatusReason.</summary>
    public static TheoryData<string> StatusReasons =>
        [
            "",
            "internalError",
            "invalidSignalRequest",
            "placementTimeout",
            "applicationLogS3DestinationError",
            "assumeRoleFailed",
            "applicationExit",
            "connectionTimeout",
            "reconnectionTimeout",
            "maxSessionLengthTimeout",
            "idleTimeout",
            "apiTerminated",
        ];

    /// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/CommonErrors.html and the errors of each operation.</summary>
    public static TheoryData<string> ErrorCodes =>
        [
            "ConflictException",
            "ResourceNotFoundException",
            "ValidationException",
            "ValidationError",
            "AccessDeniedException",
            "ThrottlingException",
            "ServiceQuotaExceededException",
            "StreamSessionAccessNotReadyException",
            "InternalServerException",
            "InternalFailure",
            "ServiceUnavailable",
            "RequestTimeoutException",
            "ExpiredTokenException",
            "UnrecognizedClientException",
            "IncompleteSignature",
            "NotAuthorized",
            "OptInRequired",
            "RequestEntityTooLargeException",
            "MalformedHttpRequestException",
            "RequestAbortedException",
            "UnknownOperationException",
            "StreamOps.NoRegion",
        ];

    [Theory]
    [MemberData(nameof(StatusReasons))]
    public void Every_status_reason_has_words_for_operator_and_player(string reason)
    {
        var words = ErrorText.ForReason(reason);

        Assert.Contains(reason, ErrorText.KnownReasons);
        Assert.All([words.WhatHappened, words.SayToPlayer, words.Next], text => Assert.EndsWith(".", text));
    }

    [Theory]
    [MemberData(nameof(ErrorCodes))]
    public void Every_code_of_the_service_has_words(string code)
    {
        var words = ErrorText.ForCode(new ApiErrorCode(code));

        Assert.Contains(code, ErrorText.KnownCodes);
        Assert.All([words.WhatHappened, words.Next], text => Assert.EndsWith(".", text));
    }

    [Fact]
    public void Every_code_named_in_our_code_has_words()
    {
        var named = typeof(ApiErrorCode)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => ((ApiErrorCode)field.GetValue(null)!).Value)
            .ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(ErrorText.KnownCodes));
    }

    [Fact]
    public void Our_sentences_are_short_and_plain()
    {
        var words = ErrorText
            .KnownReasons.Select(ErrorText.ForReason)
            .Concat(ErrorText.KnownCodes.Select(code => ErrorText.ForCode(new ApiErrorCode(code))));

        Assert.All(words, entry => Assert.DoesNotContain("successfully", entry.Sentence));
        Assert.All(words, entry => Assert.DoesNotContain('!', entry.Sentence));
        Assert.All(words, entry => Assert.True(entry.WhatHappened.Split(' ').Length < 20, entry.WhatHappened));
    }

    [Fact]
    public void An_unknown_reason_is_shown_as_sent()
    {
        Assert.Contains("brandNewReason", ErrorText.ForReason("brandNewReason").WhatHappened);
    }

    [Fact]
    public void An_unknown_code_is_shown_as_sent_with_its_message()
    {
        var words = ErrorText.ForCode(new ApiErrorCode("BrandNewException"), "GetStreamSession", "Something odd");

        Assert.Equal("The service answered BrandNewException: Something odd.", words.WhatHappened);
    }

    [Fact]
    public void A_missing_permission_names_the_action()
    {
        var words = ErrorText.ForCode(ApiErrorCode.AccessDenied, "CreateStreamSessionConnection");

        Assert.Contains("gameliftstreams:CreateStreamSessionConnection", words.Next);
    }
}
