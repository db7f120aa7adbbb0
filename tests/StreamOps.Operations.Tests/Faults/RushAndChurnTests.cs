using System.Globalization;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Settings;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.Faults;

/// <summary>Very many sessions that change at once, or come and go; no time passes but the test's.</summary>
public sealed class RushAndChurnTests : IDisposable
{
    private readonly LiveFeed _feed = new(new LiveOptions { KeepEndedMinutes = 5 });

    public void Dispose() => _feed.Dispose();

    /// <summary>With a thousand known before, the list is being walked through when the others are lost: some of them stand on pages that were just read.</summary>
    [Theory]
    [Trait("Row", "F22")]
    [InlineData(0, 0.25, 12.5)]
    [InlineData(1_005, 0.25, 15.25)]
    [InlineData(0, 0.8, 5)]
    [InlineData(1_005, 0.8, 6)]
    public void Five_thousand_of_ten_thousand_lost_at_once_are_seen_as_fast_as_the_budget_lets_their_pages_be_read(
        int before,
        double surgeShare,
        double within
    )
    {
        const int All = 10_000;
        const int Lost = 5_000;
        using var feed = new LiveFeed(new LiveOptions { KeepEndedMinutes = 5, SurgeShareOfRateLimit = surgeShare });
        var chance = new Random(7);
        List<StreamSession> sessions =
        [
            .. Enumerable.Range(0, All).OrderBy(_ => chance.Next()).Select(number => A.StreamSession($"s{number}")),
        ];
        feed.With([.. sessions]).Start();
        Until(feed, () => feed.Now.Sessions.Count == All, TimeSpan.FromMinutes(5));
        Lose(sessions[..before]);
        Until(feed, () => Seen() == before, TimeSpan.FromMinutes(1));
        feed.Advance(30.3);
        Lose(sessions[before..(before + Lost)].OrderBy(_ => chance.Next()));
        var since = feed.Clock.Now;

        var first = Until(feed, () => Seen() >= before + 50, TimeSpan.FromMinutes(1));
        var all = Until(feed, () => Seen() == before + Lost, TimeSpan.FromMinutes(2));

        var total = first + all;
        var calls = feed.Service.Calls.Where(call => call.At >= since).CountBy(call => $"{call.Operation} {call.Status}").ToDictionary();
        Figures.Tell(
            "F22",
            $"5,000 of 10,000 lost at once, {before:N0} before, up to {surgeShare:P0} of the limit",
            $"the first 50 seen after {first.TotalSeconds:0.00} s, all after {total.TotalSeconds:0.0} s"
        );
        // Those who were known stand first in this list: before the others are reached, its walk goes through them as planned.
        var soon = before == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(2.5);
        Assert.True(first <= soon, $"{first} {total} {string.Join(", ", calls)}");
        Assert.True(total <= TimeSpan.FromSeconds(within), $"{first} {total} {string.Join(", ", calls)}");

        int Seen() => feed.Now.Sessions.Values.Count(session => session.Session.Status == StreamSessionStatus.PendingClientReconnection);

        void Lose(IEnumerable<StreamSession> some)
        {
            foreach (var session in some)
            {
                feed.Set(session, StreamSessionStatus.PendingClientReconnection);
            }
        }
    }

    /// <summary>Two a second, which the share of calls can look up: who is no longer listed is asked for one by one.</summary>
    [Fact]
    [Trait("Row", "F23")]
    public void Sessions_that_come_and_go_two_a_second_leave_nothing_behind()
    {
        const int PerSecond = 2;
        const int Life = 10;
        const int Hour = 3_600;
        _feed.With(A.StreamSession("always")).Settled();
        var most = new List<int>();
        for (var second = 0; second < Hour; second++)
        {
            for (var number = 0; number < PerSecond; number++)
            {
                _feed.Set(A.StreamSession($"s{second}-{number}"));
                if (second >= Life)
                {
                    _feed.Set(A.StreamSession($"s{second - Life}-{number}"), StreamSessionStatus.Terminated);
                }

                _feed.Service.Sessions.Remove(A.Arn($"s{second - (6 * Life)}-{number}"));
            }

            _feed.Stepped.Advance(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100));
            _feed.Updates.Clear();
            _feed.Service.Calls.Clear();
            most.Add(_feed.Now.Sessions.Count);
        }

        var (early, late) = (most[1_500..1_800].Max(), most[^300..].Max());
        Figures.Tell("F23", "two starts and ends a second", $"{early} sessions held after half an hour, {late} after a whole one");
        Assert.InRange(late, 1, early * 1.2);
    }

    /// <summary>More than the share of calls can look up by far: two hundred a second, through their whole life. An hour by <c>STREAMOPS_CHURN_MINUTES=60</c>.</summary>
    [Fact]
    [Trait("Row", "F23")]
    public void Sessions_that_come_and_go_two_hundred_a_second_leave_nothing_behind_and_who_stays_is_never_called_gone()
    {
        const int PerSecond = 200;
        var minutes = int.Parse(Environment.GetEnvironmentVariable("STREAMOPS_CHURN_MINUTES") ?? "8", CultureInfo.InvariantCulture);
        StreamSession[] connected = [.. Enumerable.Range(0, 150).Select(number => A.StreamSession($"stays{number}"))];
        StreamSession[] waiting =
        [
            .. Enumerable.Range(0, 5).Select(number => A.StreamSession($"waits{number}").In(StreamSessionStatus.PendingClientReconnection)),
        ];
        _feed.With([.. connected, .. waiting]).Settled();
        var (held, memory) = (new List<int>(), new List<long>());
        for (var second = 0; second < minutes * 60; second++)
        {
            for (var number = 0; number < PerSecond; number++)
            {
                Live($"{second}-{number}", StreamSessionStatus.Activating);
                Live($"{second - 2}-{number}", StreamSessionStatus.Active);
                Live($"{second - 4}-{number}", StreamSessionStatus.Connected);
                Live($"{second - 20}-{number}", StreamSessionStatus.Terminated);
                _feed.Service.Sessions.Remove(A.Arn($"s{second - 30}-{number}"));
            }

            _feed.Stepped.Advance(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100));
            _feed.Updates.Clear();
            _feed.Service.Calls.Clear();
            held.Add(_feed.Now.Sessions.Count);
            Assert.InRange(held[^1], 1, 40_000);
            Assert.All(
                connected.Concat(waiting),
                one => Assert.True(_feed.Now.Sessions.GetValueOrDefault(one.Arn) is { IsListed: true, IsGone: false }, one.Arn.Value)
            );
            if (second == minutes * 30 || second == (minutes * 60) - 1)
            {
                memory.Add(GC.GetTotalMemory(forceFullCollection: true) / 1_000_000);
            }
        }

        var (early, late) = (held[(minutes * 25)..(minutes * 30)].Max(), held[^(minutes * 5)..].Max());
        Figures.Tell(
            "F23",
            "two hundred starts and ends a second",
            $"{early:N0} sessions and {memory[0]} MB held after {minutes / 2} minutes, {late:N0} and {memory[1]} MB after {minutes}"
        );
        Assert.InRange(late, 1, early * 1.2);
        Assert.InRange(memory[1], 0, (memory[0] * 1.2) + 5);

        void Live(string id, StreamSessionStatus status) => _feed.Set(A.StreamSession($"s{id}"), status);
    }

    private static TimeSpan Until(LiveFeed feed, Func<bool> isSo, TimeSpan within)
    {
        var began = feed.Clock.Now;
        while (!isSo())
        {
            Assert.True(feed.Clock.Now - began < within, "It did not come about.");
            feed.Stepped.Advance(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(10));
        }

        return feed.Clock.Now - began;
    }
}
