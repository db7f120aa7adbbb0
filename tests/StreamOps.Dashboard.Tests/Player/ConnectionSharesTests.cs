using System.Net;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Player;
using StreamOps.Operations.Players;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>Who may hold the players' connections when there are fewer of them than somebody would take.</summary>
[Trait("Row", "A7")]
public sealed class ConnectionSharesTests
{
    private const int ForStrangers = ConnectionShares.All - ConnectionShares.Reserve;

    private readonly FakeTimeProvider _time = new();
    private readonly ConnectionShares _shares;
    private readonly HashSet<ConnectionSeat> _ended = [];

    public ConnectionSharesTests() => _shares = new ConnectionShares(_time);

    [Theory]
    [InlineData("one IPv6 /48 of 80 networks", 80)]
    [InlineData("one IPv4 /24", 256)]
    [InlineData("one /64", 1)]
    public void One_network_never_has_more_than_its_share(string kind, int addresses)
    {
        var taken = Enumerable.Range(0, addresses).Sum(address => Fill(Address(kind, address), 80));

        Assert.Equal(addresses == 1 ? ConnectionShares.PerAddress : ConnectionShares.PerSite, taken);
        Assert.NotNull(Take("2001:db8:ffff::1"));
        Assert.NotNull(Take("203.0.113.9"));
    }

    [Fact]
    public void However_many_networks_take_all_they_can_a_newcomer_finds_a_seat_and_the_reserve_stays_free()
    {
        for (var network = 0; network < 80; network++)
        {
            Fill($"198.{network}.7.1", ConnectionShares.PerAddress);
        }

        Assert.Equal(ForStrangers, _shares.Count);
        _time.Advance(ConnectionShares.ShortestIdle);
        var newcomer = Take("203.0.113.9");
        Assert.NotNull(newcomer);
        Assert.Equal(ForStrangers, _shares.Count);

        // It is not the next one to go: it has only just come, and its network holds least.
        Fill("198.201.7.1", 20);
        Assert.DoesNotContain(newcomer, _ended);
    }

    [Fact]
    public void Who_holds_most_gives_way_first_an_idle_one_before_one_that_is_served()
    {
        var served = Enumerable.Range(0, 64).Select(_ => Take("198.18.1.1")!).ToList();
        served.ForEach(seat => seat.Begin());
        for (var network = 0; network < 62; network++)
        {
            Fill($"198.{network}.7.1", 63);
        }

        var least = Enumerable.Range(0, ForStrangers - _shares.Count).Select(_ => Take("198.99.7.1")!).ToList();
        Assert.InRange(least.Count, 1, 62);
        _time.Advance(ConnectionShares.ShortestIdle);

        for (var more = 0; more < 100; more++)
        {
            Assert.NotNull(Take($"203.0.{more}.9"));
        }

        Assert.Equal(100, _ended.Count);
        Assert.DoesNotContain(_ended, seat => served.Contains(seat));
        Assert.DoesNotContain(_ended, seat => least.Contains(seat));
    }

    [Fact]
    public void A_page_that_is_let_in_again_and_again_keeps_its_seat_and_may_have_one_of_the_reserve()
    {
        var pages = Enumerable.Range(0, 900).Select(page => Proven($"100.64.{page / 4}.{page % 4}", $"page {page}")).ToList();
        pages.ForEach(page => page.Begin());
        for (var network = 0; network < 80; network++)
        {
            Fill($"198.{network}.7.1", ConnectionShares.PerAddress);
        }

        for (var beat = 0; beat < 10; beat++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            for (var page = 0; page < pages.Count; page++)
            {
                pages[page].Prove(new PageShare($"page {page}", IsBound: true));
            }

            _shares.EndIdle();
        }

        for (var network = 0; network < 80; network++)
        {
            Fill($"198.{network}.8.1", ConnectionShares.PerAddress);
        }

        Assert.DoesNotContain(_ended, pages.Contains);
        Assert.Equal(900 + ForStrangers, _shares.Count);
        Assert.NotNull(Take("100.64.1.1"));
    }

    [Fact]
    public void One_link_opened_with_hundreds_of_page_keys_from_twenty_networks_never_has_the_reserve()
    {
        var link = new PageShare("one link", IsBound: false);
        for (var connection = 0; connection < 20 * ConnectionShares.PerSite; connection++)
        {
            if (Take($"198.{connection % 20}.7.{connection / 20 % 4}") is { } seat)
            {
                seat.Begin();
                seat.Prove(link);
            }
        }

        Assert.Equal((ForStrangers + ConnectionShares.PerShare, ForStrangers), (_shares.Count, _shares.Strangers));
        var players = Enumerable.Range(0, 900).Select(page => Proven($"100.64.{page / 4}.{page % 4}", $"page {page}")).ToList();
        Assert.DoesNotContain(_ended, players.Contains);
        Assert.DoesNotContain(players, player => player.Share is null);
    }

    [Fact]
    public void A_page_whose_link_is_spent_counts_with_its_own_share_from_then_on()
    {
        var others = Enumerable.Range(0, ConnectionShares.PerShare).Select(_ => Proven("198.18.1.1", "link")).ToList();

        others[0].Prove(Share("link and page"));
        Assert.Equal("link and page", others[0].Share);
        others[1].Lapse();
        Assert.Null(others[1].Share);
        Assert.Equal(1, _shares.Strangers);

        var more = Enumerable.Range(0, ConnectionShares.PerShare).Select(_ => Proven("198.18.2.1", "link")).ToList();
        Assert.Equal(2, more.Count(seat => seat.Share is not null));
        others[2].Prove(Share("link and page"));
        Enumerable.Range(0, 10).ToList().ForEach(_ => Proven("198.18.3.1", "link and page"));
        others[3].Prove(Share("link and page"));
        Assert.Null(others[3].Share);
    }

    [Fact]
    public void Who_becomes_a_stranger_when_strangers_are_full_makes_one_of_them_leave()
    {
        var page = Proven("100.64.1.1", "page");
        page.Begin();
        for (var network = 0; network < 80; network++)
        {
            Fill($"198.{network}.7.1", ConnectionShares.PerAddress);
        }

        _ended.Clear();
        page.Lapse();

        Assert.Single(_ended);
        Assert.DoesNotContain(page, _ended);
        Assert.Equal((ForStrangers, ForStrangers), (_shares.Count, _shares.Strangers));
    }

    [Fact]
    public void Who_was_not_let_in_anew_for_two_minutes_is_a_stranger_again_whatever_else_was_asked()
    {
        var (again, busy, idle) = (Proven("198.18.1.1", "one page"), Proven("198.18.2.1", "another"), Proven("198.18.3.1", "a third"));
        _time.Advance(TimeSpan.FromMinutes(2));
        again.Prove(new PageShare("one page", IsBound: true));
        busy.Begin();
        _shares.EndIdle();
        Assert.Equal((3, 0), (_shares.Count, _shares.Strangers));

        _time.Advance(TimeSpan.FromSeconds(1));
        _shares.EndIdle();

        Assert.Equal([idle], _ended);
        Assert.Equal((2, 1), (_shares.Count, _shares.Strangers));
    }

    [Fact]
    public void One_share_speaks_for_a_browser_and_no_more()
    {
        var seats = Enumerable.Range(0, 20).Select(_ => Proven("198.18.1.1", "the same share")).ToList();
        _time.Advance(ConnectionShares.LongestIdle + TimeSpan.FromSeconds(1));

        _shares.EndIdle();

        Assert.Equal(20 - ConnectionShares.PerShare, _ended.Count);
        seats.ForEach(seat => seat.Free());
        Assert.Equal(0, _shares.Count);
    }

    [Fact]
    public void The_fuller_it_is_the_sooner_an_idle_connection_ends()
    {
        var patience = Enumerable.Range(0, ForStrangers + 1).Select(ConnectionShares.PatienceAt).ToList();

        Assert.Equal(ConnectionShares.LongestIdle, patience[0]);
        Assert.Equal(ConnectionShares.LongestIdle, patience[ForStrangers / 2]);
        Assert.Equal(ConnectionShares.ShortestIdle, patience[ForStrangers]);
        Assert.All(patience.Zip(patience.Skip(1)), pair => Assert.True(pair.First >= pair.Second));
        Assert.All(
            Enumerable.Range(ForStrangers, 1_000),
            strangers => Assert.Equal(ConnectionShares.ShortestIdle, ConnectionShares.PatienceAt(strangers))
        );
    }

    [Fact]
    public void What_is_being_served_is_not_idle_however_long_it_takes()
    {
        var (served, idle) = (Take("198.18.1.1")!, Take("198.18.2.1")!);
        served.Begin();
        _time.Advance(ConnectionShares.LongestIdle + TimeSpan.FromSeconds(1));

        _shares.EndIdle();

        Assert.Equal([idle], _ended);
        served.Finish();
        _time.Advance(ConnectionShares.LongestIdle + TimeSpan.FromSeconds(1));
        _shares.EndIdle();
        Assert.Equal(2, _ended.Count);
    }

    [Fact]
    public void A_connection_that_carries_two_requests_is_served_until_both_are_through()
    {
        var seat = Take("198.18.1.1")!;
        seat.Begin();
        seat.Begin();
        seat.Finish();
        _time.Advance(ConnectionShares.LongestIdle + TimeSpan.FromSeconds(1));

        _shares.EndIdle();

        Assert.Empty(_ended);
        seat.Finish();
        _time.Advance(ConnectionShares.LongestIdle + TimeSpan.FromSeconds(1));
        _shares.EndIdle();
        Assert.Equal([seat], _ended);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_happens_the_count_is_right_and_nobody_has_too_much(int seed)
    {
        var chance = new Random(seed);
        var seats = new List<ConnectionSeat>();
        for (var step = 0; step < 12_000; step++)
        {
            switch (chance.Next(12))
            {
                case 0 when seats.Count > 0:
                    seats[chance.Next(seats.Count)].Free();
                    break;
                case 1 when seats.Count > 0:
                    seats[chance.Next(seats.Count)].Begin();
                    break;
                case 2 when seats.Count > 0:
                    seats[chance.Next(seats.Count)].Finish();
                    break;
                case 3 when seats.Count > 0:
                    seats[chance.Next(seats.Count)].Prove(Share($"page {chance.Next(400)}"));
                    break;
                case 4 when seats.Count > 0 && chance.Next(3) == 0:
                    seats[chance.Next(seats.Count)].Lapse();
                    break;
                case 5 when chance.Next(50) == 0:
                    _time.Advance(TimeSpan.FromSeconds(chance.Next(150)));
                    _shares.EndIdle();
                    break;
                default:
                    if (Take($"198.{chance.Next(4)}.{chance.Next(40)}.{chance.Next(6)}") is { } seat)
                    {
                        seats.Add(seat);
                    }

                    break;
            }
        }

        var taken = seats.Where(seat => seat.IsTaken).ToList();
        Assert.Equal(taken.Count, _shares.Count);
        Assert.InRange(taken.Count(seat => seat.Share is null), 0, ForStrangers);
        Assert.All(taken.CountBy(seat => seat.Address), one => Assert.InRange(one.Value, 0, ConnectionShares.PerAddress));
        Assert.All(taken.CountBy(seat => seat.Site), one => Assert.InRange(one.Value, 0, ConnectionShares.PerSite));
        Assert.All(
            taken.Where(seat => seat.Share is not null).CountBy(seat => seat.Share!),
            one => Assert.InRange(one.Value, 0, ConnectionShares.PerShare)
        );
        Assert.DoesNotContain(_ended, seat => seat.IsTaken);
        seats.ForEach(seat => seat.Free());
        Assert.Equal(0, _shares.Count);
    }

    private static string Address(string kind, int number) =>
        kind switch
        {
            "one IPv6 /48 of 80 networks" => $"2001:db8:1:{number:x}::1",
            "one IPv4 /24" => $"198.51.100.{number}",
            _ => "2001:db8:1:2::1",
        };

    private int Fill(string address, int connections) => Enumerable.Range(0, connections).Count(_ => Take(address) is not null);

    private ConnectionSeat Proven(string address, string share)
    {
        var seat = Take(address)!;
        seat.Prove(Share(share));
        return seat;
    }

    private static PageShare Share(string name) => new(name, IsBound: true);

    private ConnectionSeat? Take(string address)
    {
        ConnectionSeat? seat = null;
        return seat = _shares.Take(IPAddress.Parse(address), () => _ended.Add(seat!));
    }
}
