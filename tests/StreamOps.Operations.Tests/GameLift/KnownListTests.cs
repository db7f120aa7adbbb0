using System.Globalization;
using System.Text;
using System.Text.Json;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.GameLift;

/// <summary>A list whose pages are mostly as they were: what is not read anew shows what reading it would have shown.</summary>
public sealed class KnownListTests
{
    private readonly KnownList _known = new();
    private int _reads;

    [Fact]
    public void A_page_that_comes_again_byte_for_byte_is_the_same_object_and_nothing_of_it_is_read()
    {
        var first = Read(null, Body(null, "a", "b"));
        _reads = 0;

        var second = Read(null, Body(null, "a", "b"));

        Assert.Same(first, second);
        Assert.Equal(0, _reads);
    }

    [Fact]
    public void A_page_is_known_by_the_token_it_was_asked_with()
    {
        var first = Read(null, Body(null, "a", "b"));

        var second = Read("t1", Body(null, "a", "b"));

        Assert.NotSame(first, second);
        Assert.Equal(first.Items, second.Items);
    }

    [Fact]
    public void Of_a_page_that_changed_what_changed_is_read_and_nothing_else_in_whatever_order_it_comes()
    {
        var first = Read(null, Body("t1", "a", "b", "c"));
        _reads = 0;

        var second = Read(null, Body("t2", "c", "b2", "a"));

        Assert.Equal(1, _reads);
        Assert.Same(first.Items[2], second.Items[0]);
        Assert.Same(first.Items[0], second.Items[2]);
        Assert.Equal("b2", second.Items[1].UserId);
        Assert.Equal("t2", second.NextToken);
    }

    [Fact]
    public void What_a_walk_did_not_show_is_forgotten_and_what_it_showed_unread_is_not()
    {
        Read(null, Body("t1", "a", "b"));
        Read("t1", Body(null, "c"));
        _known.Walked();

        Read(null, Body("t1", "a", "b"));
        _known.Walked();
        var kept = _known.Count;
        _reads = 0;
        Read(null, Body("t1", "b", "a"));
        Read("t1", Body(null, "c"));

        Assert.Equal((2, 1), (kept, _reads));
    }

    [Fact]
    public void Tokens_that_never_come_again_and_sessions_that_change_each_time_are_kept_for_one_walk_and_no_longer()
    {
        for (var walk = 0; walk < 50; walk++)
        {
            string[] users =
            [
                .. Enumerable.Range(0, 20).Select(number => string.Create(CultureInfo.InvariantCulture, $"w{walk}u{number}")),
            ];
            Read(null, Body($"t{walk}", users[..10]));
            Read($"t{walk}", Body(null, users[10..]));
            Assert.InRange(_known.Count, 20, 40);
            _known.Walked();
            Assert.Equal(20, _known.Count);
        }
    }

    [Fact]
    public void What_is_equal_elsewhere_is_that_object_from_then_on_and_what_is_not_stays()
    {
        var first = Read(null, Body("t1", "a", "b"));
        var (there, differs) = (first.Items[0] with { }, first.Items[1] with { Location = "eu-central-1" });

        _known.Share(first, null, arn => arn == first.Items[0].Arn ? there : differs);
        var again = Read(null, Body("t1", "a", "b"));
        var turned = Read(null, Body("t1", "b", "a"));

        Assert.Equal(first.Items, again.Items);
        Assert.Same(there, again.Items[0]);
        Assert.Same(first.Items[1], again.Items[1]);
        Assert.Same(there, turned.Items[1]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"Items\":null}")]
    [InlineData("{\"Items\":[null]}")]
    public void A_page_without_its_list_is_refused_as_ever(string body) =>
        Assert.Throws<MissingMemberException>(() => Read(null, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"Items\":{}}")]
    [InlineData("{\"Items\":[],\"NextToken\":1}")]
    [InlineData("{\"Items\":[]")]
    [InlineData("{\"Items\":[]}{}")]
    [InlineData("{\"Items\":[],}")]
    public void What_is_no_page_is_refused_as_unreadable(string body) =>
        Assert.ThrowsAny<JsonException>(() => Read(null, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Marks_blanks_escapes_and_members_that_are_new_change_nothing_of_what_is_read()
    {
        var item = Encoding.UTF8.GetString(Item("a"));

        var page = Read(
            null,
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($$""" {"New":{"A":[1,{}]}, "\u0049tems" : [ {{item}} ] , "NextToken":""} """)]
        );

        Assert.Equal("a", Assert.Single(page.Items).UserId);
        Assert.Null(page.NextToken);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_comes_is_what_reading_all_of_it_would_have_shown(int seed)
    {
        var chance = new Random(seed);
        var users = Enumerable.Range(0, 30).Select(number => string.Create(CultureInfo.InvariantCulture, $"u{number}")).ToList();
        for (var walk = 0; walk < 40; walk++)
        {
            for (var change = chance.Next(4); change > 0; change--)
            {
                var at = chance.Next(users.Count);
                users[at] = users[chance.Next(users.Count)] + (chance.Next(2) == 0 ? "" : "'");
            }

            string[] shown = chance.Next(3) == 0 ? [.. users.OrderBy(_ => chance.Next())] : [.. users];
            foreach (var (number, page) in shown.Chunk(chance.Next(5, 12)).Index())
            {
                var next = chance.Next(4) == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"t{number}");
                var read = Read(number == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"t{number - 1}"), Body(next, page));

                Assert.Equal(page, read.Items.Select(session => session.UserId));
                Assert.Equal(next, read.NextToken);
            }

            if (chance.Next(3) > 0)
            {
                _known.Walked();
            }
        }

        Assert.InRange(_reads, 1, 40 * 30 / 2);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    private static byte[] Item(string user) => JsonSerializer.SerializeToUtf8Bytes(new { UserId = user, Status = "CONNECTED" });

    private static byte[] Body(string? next, params IEnumerable<string> users) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new { Items = users.Select(user => JsonDocument.Parse(Item(user)).RootElement), NextToken = next }
        );

    private Page<StreamSession> Read(string? token, byte[] body) => _known.Read(token, body, Read);

    private StreamSession Read(ReadOnlySpan<byte> item)
    {
        _reads++;
        var user = JsonSerializer.Deserialize<JsonElement>(item).GetProperty("UserId").GetString()!;
        return A.StreamSession(user) with { UserId = user };
    }
}
