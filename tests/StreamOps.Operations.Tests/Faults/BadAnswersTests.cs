using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Tests.GameLift;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;
using StreamOps.Testing.Faults;

namespace StreamOps.Operations.Tests.Faults;

/// <summary>Lists that are no lists, by the product's own client: refused whole, as a value that everybody knows, and what was known stays.</summary>
public sealed class BadAnswersTests
{
    private static readonly string Good = "{\"Items\":[" + Item("s1") + "," + Item("s2") + "]}";

    public static TheoryData<string, string> Malformed =>
        new()
        {
            { "nothing", "" },
            { "garbage", "!! no JSON !!" },
            { "an answer cut short", Good[..^20] },
            { "null", "null" },
            { "a text", "\"Items\"" },
            { "a bare list", "[]" },
            { "no list", "{}" },
            { "the list is null", "{\"Items\":null}" },
            { "the list is a text", "{\"Items\":\"none\"}" },
            { "the list is an object", "{\"Items\":{}}" },
            { "numbers for sessions", "{\"Items\":[1,2]}" },
            { "null for a session", "{\"Items\":[" + Item("s1") + ",null]}" },
            { "a number for an ARN", "{\"Items\":[" + Item("s1") + ",{\"Arn\":17}]}" },
            { "another ARN than a session's", "{\"Items\":[" + Item("s1") + ",{\"Arn\":\"arn:aws:s3:::bucket\"}]}" },
            { "no ARN", "{\"Items\":[" + Item("s1") + ",{\"Status\":\"CONNECTED\"}]}" },
            { "an object for a status", "{\"Items\":[{\"Arn\":\"" + A.Arn("s1") + "\",\"Status\":{}}]}" },
            { "no moment at all", "{\"Items\":[{\"Arn\":\"" + A.Arn("s1") + "\",\"CreatedAt\":1e300}]}" },
            { "no UTF-8", "{\"Items\":[{\"Arn\":\"\uffff\udc00\"}]}" },
            { "lists in lists", "{\"Items\":" + new string('[', 100_000) },
            { "a stranger's member, deep", "{\"New\":" + new string('[', 100_000) + new string(']', 100_000) + "," + Good[1..] },
            { "objects in objects", string.Concat(Enumerable.Repeat("{\"Items\":", 50_000)) },
        };

    [Theory]
    [Trait("Row", "F5")]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_page_is_refused_whole(string what, string body)
    {
        await using var service = await RawService.StartAsync(context => JsonAsync(context, body));

        var refused = await Assert.ThrowsAsync<GameLiftException>(() => ListAsync(service.Port()));

        Assert.True(ApiErrorCode.UnreadableAnswer == refused.Code, $"{what}: {refused.Code}");
    }

    [Fact]
    [Trait("Row", "F5")]
    public async Task Of_an_answer_of_a_hundred_megabytes_two_are_read_and_no_more()
    {
        using var service = new TcpListener(IPAddress.Loopback, 0);
        service.Start();
        var sending = SendAsync(service, megabytes: 100);
        await using var anywhere = await RawService.StartAsync(RawService.Page(404));

        var refused = await Assert.ThrowsAsync<GameLiftException>(() =>
            ListAsync(anywhere.Port(new Uri($"http://{service.LocalEndpoint}")))
        );
        var sent = await sending.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

        Figures.Tell(
            "F5",
            "100 MB answer",
            string.Create(CultureInfo.InvariantCulture, $"{sent / 1e6:0.0} MB had left the service when it was refused")
        );
        Assert.Equal(ApiErrorCode.UnreadableAnswer, refused.Code);
        // What the service got rid of lies in the buffers of two sockets as well.
        Assert.InRange(sent, 0, 16_000_000);
    }

    [Fact]
    [Trait("Row", "F5")]
    public async Task An_unknown_status_shows_as_itself_missing_members_are_borne_and_a_session_told_twice_is_one()
    {
        var bare = "{\"Arn\":\"" + A.Arn("bare") + "\"}";
        var nulls =
            "{\"Arn\":\""
            + A.Arn("nulls")
            + "\",\"Status\":null,\"UserId\":null,\"CreatedAt\":null,\"ExportFilesMetadata\":null,\"StatusReason\":null}";
        var odd = "{\"Arn\":\"" + A.Arn("odd") + "\",\"Status\":\"HIBERNATING\",\"StatusReason\":\"moonrise\",\"New\":{\"A\":[1,{}]}}";
        await using var service = await SmallWorld.StartAsync();
        service.Connected = $"{{\"Items\":[{bare},{nulls},{odd},{odd},{Item("s1")}],\"New\":[[1]]}}";

        await using var feed = await RealFeed.StartAsync(service.Address);

        Assert.Equal(4, feed.Now.Sessions.Count);
        Assert.Equal("HIBERNATING", feed.Now.Sessions[A.Arn("odd")].Status.Value);
        Assert.Equal(StreamSessionStatus.Connected, feed.Now.Sessions[A.Arn("bare")].Status);
        Assert.Equal(StreamSessionStatus.Connected, feed.Now.Sessions[A.Arn("nulls")].Status);
    }

    [Fact]
    [Trait("Row", "F5")]
    public async Task The_feed_keeps_its_snapshot_over_every_kind_of_garbage_and_goes_on_by_itself()
    {
        await using var service = await SmallWorld.StartAsync();
        service.Connected = Good;
        await using var feed = await RealFeed.StartAsync(service.Address);
        var before = feed.Now.Sessions;

        var kinds = Malformed.Select(row => (string)((ITheoryDataRow)row).GetData()[1]!).ToArray();
        service.Garbage = kinds;
        await feed.UntilAsync("it is stale", TimeSpan.FromSeconds(20), snapshot => snapshot.Health.State == PollState.Stale);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        var kept = feed.Now;
        service.Garbage = [];
        await feed.UntilAsync("it is live", TimeSpan.FromSeconds(20), snapshot => snapshot.Health.State == PollState.Live);

        Assert.Same(before, kept.Sessions);
        Assert.Equal(ApiErrorCode.UnreadableAnswer, kept.Health.Error);
        Assert.Same(before, feed.Now.Sessions);
    }

    [Fact]
    [Trait("Row", "F5")]
    public async Task Wherever_an_answer_is_cut_or_one_byte_of_it_flipped_it_comes_whole_or_not_at_all()
    {
        await using var service = await SmallWorld.StartAsync();
        service.Connected = Good;
        await using var line = new FaultProxy(service.Address);
        var port = service.Port(line.Address);
        var known = new KnownList();
        var (whole, refused, changed) = (0, 0, 0);
        for (var at = 0; at < Good.Length + 200; at += 5)
        {
            foreach (var fault in (LineFault[])[new() { ResetAfter = at }, new() { HalfCloseAfter = at }, new() { FlippedByte = at }])
            {
                line.Put(fault);
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(0.4), TimeProvider.System);
                try
                {
                    var items = (await port.ListStreamSessionsAsync(A.Group, StreamSessionStatus.Connected, null, known, limit.Token))
                        .Value
                        .Items;
                    Assert.Equal(2, items.Count);
                    var isChanged =
                        fault.FlippedByte is not null && !items.Select(item => item.Arn).SequenceEqual([A.Arn("s1"), A.Arn("s2")]);
                    changed += isChanged ? 1 : 0;
                    whole++;
                }
                catch (Exception exception) when (exception is GameLiftException or OperationCanceledException)
                {
                    refused++;
                }
            }
        }

        Figures.Tell(
            "F5",
            "cuts and flipped bytes",
            $"{whole + refused} answers: {refused} refused, {whole} whole, {changed} of them with another text"
        );
        Assert.InRange(refused, 100, whole + refused);
        Assert.InRange(whole, 1, whole + refused);
    }

    /// <summary>Answers one request by a list that has no end yet, as long as somebody reads; tells how many bytes it got rid of.</summary>
    private static async Task<long> SendAsync(TcpListener service, int megabytes)
    {
        using var client = await service.AcceptSocketAsync();
        var sent = 0L;
        try
        {
            await client.ReceiveAsync(new byte[16 * 1024]);
            await client.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-amzn-requestid: r-1\r\n\r\n{\"Items\":["u8.ToArray()
            );
            var blanks = Enumerable.Repeat((byte)' ', 64 * 1024).ToArray();
            while (sent < megabytes * 1_000_000L)
            {
                sent += await client.SendAsync(blanks);
            }
        }
        catch (SocketException)
        {
            // Nobody reads on.
        }

        return sent;
    }

    private static Task<ServiceReply<Page<StreamSession>>> ListAsync(IGameLiftStreams port) =>
        port.ListStreamSessionsAsync(A.Group, StreamSessionStatus.Connected, null, new KnownList(), CancellationToken.None);

    internal static async Task JsonAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-amzn-requestid"] = "request-1";
        // Not as UTF-8 would have it: lone surrogates come out as bytes that are none.
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }

    private static string Item(string id) =>
        "{\"Arn\":\"" + A.Arn(id) + "\",\"Status\":\"CONNECTED\",\"UserId\":\"Ada\",\"CreatedAt\":1.7e9,\"LastUpdatedAt\":1.7e9}";
}
