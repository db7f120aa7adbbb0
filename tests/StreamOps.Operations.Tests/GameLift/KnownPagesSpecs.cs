using Microsoft.AspNetCore.Http;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Tests.Faults;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>The port over HTTP, asked for a list that it knows.</summary>
public sealed class KnownPagesSpecs
{
    private readonly KnownList _known = new();
    private string _body = Page(Item("s1", 1), Item("s2", 1));

    [Fact]
    public async Task A_page_that_is_as_it_was_comes_as_the_same_object_with_moments_of_its_own()
    {
        await using var service = await RawService.StartAsync(AnswerAsync);
        var port = service.Port();
        var first = await ReadAsync(port);

        var second = await ReadAsync(port);

        Assert.Same(first.Value, second.Value);
        Assert.True(second.SentAt >= first.ArrivedAt);
        Assert.Equal("request-1", second.RequestId);
    }

    [Fact]
    public async Task Of_a_page_in_another_order_the_sessions_that_are_as_they_were_come_as_the_same_objects()
    {
        await using var service = await RawService.StartAsync(AnswerAsync);
        var port = service.Port();
        var first = (await ReadAsync(port)).Value;
        _body = Page(Item("s2", 2), Item("s1", 1));

        var second = (await ReadAsync(port)).Value;

        Assert.Same(first.Items[0], second.Items[1]);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(2), second.Items[0].LastUpdatedAt);
    }

    [Fact]
    public async Task What_is_read_by_its_bytes_is_what_is_read_as_objects()
    {
        await using var service = await RawService.StartAsync(AnswerAsync);
        var port = service.Port();
        _body = Page(
            Item("s1", 1),
            $$"""{"Arn":"{{A.Arn("bare")}}"}""",
            $$"""{"Arn":"{{A.Arn("odd")}}","Status":"HIBERNATING","StatusReason":"moonrise","New":{"A":[1]},"UserId":"\u00c4da \"x\""}""",
            $$"""{"Arn":"{{A.Arn("out")}}","ExportFilesMetadata":{"Status":"PENDING","OutputUri":"s3://b/p/"},"Location":"eu-central-1"}"""
        );

        var byBytes = (await ReadAsync(port)).Value;
        var asObjects = (await port.ListStreamSessionsAsync(A.Group, StreamSessionStatus.Active, null, known: null, default)).Value;

        Assert.Equal(asObjects.Items, byBytes.Items);
        Assert.Equal(asObjects.NextToken, byBytes.NextToken);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_refused_and_what_was_known_stays()
    {
        await using var service = await RawService.StartAsync(AnswerAsync);
        var port = service.Port();
        var first = (await ReadAsync(port)).Value;
        var good = _body;
        _body = "!! no JSON !!";

        var refused = await Assert.ThrowsAsync<GameLiftException>(() => ReadAsync(port));
        _body = good;
        var again = (await ReadAsync(port)).Value;

        Assert.Equal(ApiErrorCode.UnreadableAnswer, refused.Code);
        Assert.Same(first, again);
    }

    private Task<ServiceReply<Page<StreamSession>>> ReadAsync(IGameLiftStreams port) =>
        port.ListStreamSessionsAsync(A.Group, StreamSessionStatus.Active, null, _known, CancellationToken.None);

    private Task AnswerAsync(HttpContext context) => BadAnswersTests.JsonAsync(context, _body);

    private static string Page(params string[] items) => $$"""{"Items":[{{string.Join(',', items)}}],"NextToken":"t1"}""";

    private static string Item(string id, int updated) => $$"""{"Arn":"{{A.Arn(id)}}","Status":"ACTIVE","LastUpdatedAt":{{updated}}}""";
}
