using Amazon.GameLiftStreams.Model;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>Whichever client reads it: an answer without what every answer has is unreadable, not "none".</summary>
public sealed class AwsRecordsTests
{
    [Fact]
    public void A_list_that_is_not_there_is_no_empty_list()
    {
        Assert.Throws<MissingMemberException>(() => Listed(null));
        Assert.Throws<MissingMemberException>(() => Listed([null!]));
        Assert.Empty(Listed([]).Items);
    }

    [Fact]
    public void A_session_that_cannot_be_named_makes_its_page_unreadable_and_one_without_a_status_has_that_of_its_list()
    {
        var named = new StreamSessionSummary { Arn = A.Arn().Value };

        Assert.Throws<MissingMemberException>(() => Listed([named, new StreamSessionSummary { UserId = "Ada" }]));
        Assert.Equal(StreamSessionStatus.Connected, Listed([named]).Items[0].Status);
    }

    [Fact]
    public void A_session_without_a_status_and_a_group_without_a_name_are_unreadable()
    {
        Assert.Throws<MissingMemberException>(() => AwsRecords.Details(new GetStreamSessionResponse(), A.Arn()));
        Assert.Throws<MissingMemberException>(() => AwsRecords.StreamGroup(new GetStreamGroupResponse()));
    }

    [Fact]
    public void The_missing_member_is_told_as_an_unreadable_answer() =>
        Assert.Equal(ApiErrorCode.UnreadableAnswer, AwsErrors.Translate(new MissingMemberException("Items"), "ListStreamSessions").Code);

    private static Page<StreamSession> Listed(List<StreamSessionSummary>? items) =>
        AwsRecords.Page(items, item => AwsRecords.StreamSession(item, StreamSessionStatus.Connected), null);
}
