using CsCheck;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Polling;

public sealed class CallBudgetTests
{
    private const string List = "ListStreamSessions";
    private const string Get = "GetStreamSession";
    private const string Connect = "CreateStreamSessionConnection";
    private readonly SteppedTime _stepped = new();

    [Trait("Row", "F1")]
    [Fact]
    public void No_span_of_time_ever_sees_more_calls_than_the_rate_allows_and_two_more() =>
        Gen.Int[0, 900]
            .List[1, 60]
            .Sample(
                pauses =>
                {
                    var stepped = new SteppedTime();
                    using var budget = NewBudget(stepped);
                    List<DateTimeOffset> taken = [];
                    foreach (var pause in pauses)
                    {
                        _ = stepped.Start(async () =>
                        {
                            await budget.TakeAsync(Get, CancellationToken.None);
                            taken.Add(stepped.Time.GetUtcNow());
                        });
                        stepped.Advance(TimeSpan.FromMilliseconds(pause));
                    }

                    stepped.Advance(TimeSpan.FromSeconds(15));

                    Assert.Equal(pauses.Count, taken.Count);
                    for (var i = 0; i < taken.Count; i++)
                    {
                        for (var j = i; j < taken.Count; j++)
                        {
                            Assert.True(j - i + 1 <= (5 * (taken[j] - taken[i]).TotalSeconds) + 2 + 1e-3);
                        }
                    }
                },
                iter: 30
            );

    [Fact]
    public void Those_who_wait_are_served_in_the_order_of_asking()
    {
        using var budget = NewBudget(_stepped);
        List<int> served = [];
        foreach (var i in Enumerable.Range(0, 6))
        {
            _ = _stepped.Start(async () =>
            {
                await budget.TakeAsync(Get, CancellationToken.None);
                served.Add(i);
            });
        }

        _stepped.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([0, 1, 2, 3, 4, 5], served);
    }

    [Fact]
    public void Who_gives_up_takes_no_token()
    {
        using var budget = NewBudget(_stepped);
        using var stop = new CancellationTokenSource();
        _stepped.Finish(() => TakeAsync(budget));
        _stepped.Finish(() => TakeAsync(budget));
        var given = _stepped.Start(() => budget.TakeAsync(Get, stop.Token).AsTask());
        var next = _stepped.Start(() => TakeAsync(budget));

        stop.Cancel();
        _stepped.Advance(TimeSpan.FromMilliseconds(220));

        Assert.True(given.IsCanceled);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public void Each_operation_has_a_bucket_of_its_own()
    {
        using var budget = NewBudget(_stepped);
        budget.Throttled(Get);

        Assert.Equal(2.5, budget.RateOf(Get));
        Assert.Equal(5, budget.RateOf("CreateStreamSessionConnection"));
        Assert.Equal(2.5, budget.RateOf("ListStreamGroups"));
    }

    [Trait("Row", "F1")]
    [Fact]
    public void A_wait_that_the_service_asked_for_is_kept()
    {
        using var budget = NewBudget(_stepped);
        budget.Throttled(Get, TimeSpan.FromSeconds(3));

        var turn = _stepped.Start(() => TakeAsync(budget));
        _stepped.Advance(TimeSpan.FromSeconds(2.9));
        var early = turn.IsCompleted;
        _stepped.Advance(TimeSpan.FromSeconds(0.2));

        Assert.False(early);
        Assert.True(turn.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_wait_of_months_that_the_service_asked_for_breaks_nothing()
    {
        using var budget = NewBudget(_stepped);
        budget.Throttled(Get, TimeSpan.FromDays(400));

        var turn = _stepped.Start(() => TakeAsync(budget));

        Assert.False(turn.IsCompleted);
    }

    [Trait("Row", "F1")]
    [Fact]
    public void The_rate_never_falls_to_nothing_and_recovers_by_small_steps()
    {
        using var budget = NewBudget(_stepped);
        for (var i = 0; i < 20; i++)
        {
            budget.Throttled(Get);
        }

        var lowest = budget.RateOf(Get);
        budget.Succeeded(Get);

        Assert.Equal(0.5, lowest, 6);
        Assert.Equal(0.6, budget.RateOf(Get), 6);
    }

    [Trait("Row", "F1")]
    [Fact]
    public void Three_throttled_calls_that_nobody_waited_for_say_nothing_of_what_others_leave()
    {
        using var budget = NewBudget(_stepped);
        ThrottleThreeTimes(budget);

        var served = Rush(budget, players: 10, left: TimeSpan.FromSeconds(20), within: TimeSpan.FromSeconds(7.5));

        // Half as many after each, and more again with each that goes through.
        Assert.InRange(served, 5, 7);
    }

    [Trait("Row", "F1")]
    [Fact]
    public void After_eight_quiet_seconds_a_rush_has_the_whole_rate_at_once()
    {
        using var budget = NewBudget(_stepped);
        ThrottleThreeTimes(budget);
        _stepped.Advance(TimeSpan.FromSeconds(8));

        var served = Rush(budget, players: 10, left: TimeSpan.FromSeconds(3), within: TimeSpan.FromSeconds(3));

        Assert.Equal(10, served);
    }

    [Fact]
    public void What_the_lists_are_lent_goes_up_to_the_surges_share_and_is_given_back()
    {
        using var budget = NewBudget(_stepped);

        budget.Lend(isWanted: true);
        var lent = (budget.RateOf(List), budget.OwnRateOf(List), budget.RateOf(Get));
        budget.Lend(isWanted: false);

        Assert.Equal((16.0, 5.0, 5.0), lent);
        Assert.Equal(5, budget.RateOf(List));
    }

    [Trait("Row", "F1")]
    [Fact]
    public void A_call_that_is_throttled_takes_back_what_was_lent_leaves_the_share_whole_and_nothing_is_lent_for_a_minute()
    {
        using var budget = NewBudget(_stepped);
        budget.Lend(isWanted: true);

        budget.Throttled(List);
        // Another one was under way.
        budget.Throttled(List);
        budget.Lend(isWanted: true);
        var after = budget.RateOf(List);
        _stepped.Advance(TimeSpan.FromSeconds(61), TimeSpan.FromSeconds(1));
        budget.Lend(isWanted: true);

        Assert.Equal((5.0, 16.0), (after, budget.RateOf(List)));
    }

    [Trait("Row", "F1")]
    [Fact]
    public void Nothing_is_lent_while_the_service_throttles_and_none_where_the_share_is_as_large()
    {
        using var budget = NewBudget(_stepped);
        using var whole = new CallBudget(_stepped.Time, Options.Create(new LiveOptions { SurgeShareOfRateLimit = 0.25 }));
        budget.Throttled(List);

        budget.Lend(isWanted: true);
        whole.Lend(isWanted: true);
        whole.Throttled(List);

        Assert.Equal((2.5, 2.5), (budget.RateOf(List), whole.RateOf(List)));
    }

    /// <summary>As one player does who tries again, while others use the limit up for a moment.</summary>
    private void ThrottleThreeTimes(CallBudget budget)
    {
        foreach (var pause in (double[])[0, 0.6, 2.1])
        {
            _stepped.Advance(TimeSpan.FromSeconds(pause));
            Assert.True(_stepped.Start(() => budget.TakeAsync(Connect, CancellationToken.None).AsTask()).IsCompletedSuccessfully);
            budget.Throttled(Connect);
        }
    }

    /// <summary>How many of those who come at one moment are served, each of them with success.</summary>
    private int Rush(CallBudget budget, int players, TimeSpan left, TimeSpan within)
    {
        var served = 0;
        for (var player = 0; player < players; player++)
        {
            _ = _stepped.Start(async () =>
            {
                if (await budget.TakeInTimeAsync(Connect, left, CancellationToken.None))
                {
                    served++;
                    await Task.Delay(TimeSpan.FromMilliseconds(50), _stepped.Time);
                    budget.Succeeded(Connect);
                }
            });
        }

        _stepped.Advance(within);
        return served;
    }

    private static async Task<bool> TakeAsync(CallBudget budget)
    {
        await budget.TakeAsync(Get, CancellationToken.None);
        return true;
    }

    private static CallBudget NewBudget(SteppedTime stepped) => new(stepped.Time, Options.Create(new LiveOptions()));
}
