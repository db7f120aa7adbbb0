using CsCheck;
using StreamOps.Emulator.Calls;
using StreamOps.Emulator.Specs.Hosting;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Specs.Calls;

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamSessions.html</summary>
public sealed class PagingSpecs : EmulatorSpec
{
    [Fact]
    public void Each_item_is_in_exactly_one_page_of_a_walk() =>
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 100], Gen.ULong)
            .Sample((count, size, salt) => Walk(count, size, salt).Order().SequenceEqual(Enumerable.Range(0, count)));

    [Fact]
    public void What_stays_in_a_changing_world_is_in_exactly_one_page() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 40], Gen.ULong, Gen.Int[0, 1000])
            .Sample(
                (count, size, salt, change) =>
                {
                    // Even items stay; odd ones come and go between pages.
                    var seen = Walk(count, size, salt, page => item => item % 2 == 0 || ((item * 31) + page + change) % 3 == 0);
                    return seen.Where(item => item % 2 == 0).Order().SequenceEqual(Enumerable.Range(0, count).Where(item => item % 2 == 0));
                }
            );

    [Fact]
    public async Task A_page_has_25_items_unless_asked_otherwise()
    {
        await Emulator.ControlAsync(
            "POST",
            "populate",
            new
            {
                streamGroups = 1,
                sessionsPerGroup = 130,
                connectionTimeoutSeconds = 120,
            }
        );

        var byDefault = await Emulator.CallAsync("GET", "/streamsessions");
        var most = await Emulator.CallAsync("GET", "/streamsessions?MaxResults=100");
        var rest = await Emulator.CallAsync("GET", "/streamsessions?MaxResults=100&NextToken=" + Uri.EscapeDataString(most.NextToken!));

        Assert.Equal((25, 100, 30), (byDefault.Items.Count, most.Items.Count, rest.Items.Count));
        Assert.Null(rest.NextToken);
        Assert.Equal(130, Arns(most).Concat(Arns(rest)).ToHashSet(StringComparer.Ordinal).Count);
    }

    [Fact]
    public async Task The_order_differs_from_walk_to_walk()
    {
        await Emulator.ControlAsync(
            "POST",
            "populate",
            new
            {
                streamGroups = 1,
                sessionsPerGroup = 100,
                connectionTimeoutSeconds = 120,
            }
        );

        var one = await Emulator.CallAsync("GET", "/streamsessions?MaxResults=100");
        var other = await Emulator.CallAsync("GET", "/streamsessions?MaxResults=100");

        Assert.False(Arns(one).SequenceEqual(Arns(other), StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_token_is_good_for_its_list_and_filter_alone()
    {
        var group = (await GroupAsync()).GetProperty("Id").GetString();
        var token = (await Emulator.CallAsync("GET", $"/streamgroups/{group}/streamsessions?MaxResults=1")).NextToken!;
        var tail = "NextToken=" + Uri.EscapeDataString(token);

        Assert.Equal(200, (await Emulator.CallAsync("GET", $"/streamgroups/{group}/streamsessions?{tail}")).Code);
        string[] others =
        [
            "/streamgroups?" + tail,
            "/streamsessions?" + tail,
            $"/streamgroups/{group}/streamsessions?{tail}&Status=CONNECTED",
        ];
        foreach (var other in others)
        {
            var answer = await Emulator.CallAsync("GET", other);
            Assert.Equal((400, "ValidationException"), (answer.Code, answer.ErrorType));
        }
    }

    [Fact]
    public async Task A_token_expires()
    {
        var token = Uri.EscapeDataString((await Emulator.CallAsync("GET", "/streamsessions?MaxResults=1")).NextToken!);

        Emulator.Advance(300);
        var inTime = await Emulator.CallAsync("GET", "/streamsessions?NextToken=" + token);
        Emulator.Advance(1);
        var late = await Emulator.CallAsync("GET", "/streamsessions?NextToken=" + token);

        Assert.Equal((200, 400), (inTime.Code, late.Code));
    }

    private static List<int> Walk(int count, int size, ulong salt, Func<int, Func<int, bool>>? present = null)
    {
        List<int> seen = [];
        var position = new WalkPosition(salt, After: null);
        for (var page = 0; ; page++)
        {
            var items = Enumerable.Range(0, count).Where(present?.Invoke(page) ?? (_ => true));
            var (cut, last) = Paging.Cut(items, item => WalkKeys.Of($"id{item}"), position, size);
            Assert.True(cut.Count <= size);
            seen.AddRange(cut);
            if (last is null)
            {
                return seen;
            }

            position = position with { After = last };
        }
    }

    private static IEnumerable<string> Arns(Answer page) => page.Items.Select(item => item.GetProperty("Arn").GetString()!);
}
