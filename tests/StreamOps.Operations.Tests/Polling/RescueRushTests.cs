using Microsoft.Extensions.Options;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>More players than calls: who has the least time goes first, and who cannot be served in time is told at once.</summary>
[Trait("Row", "F16")]
public sealed class RescueRushTests
{
    private const string Connect = "CreateStreamSessionConnection";
    private const int Offers = 5_000;

    /// <summary>Timers count whole milliseconds.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    private readonly SteppedTime _stepped = new();

    [Fact]
    public void Of_5000_offers_at_once_as_many_are_served_as_can_be_and_the_others_are_told_at_once()
    {
        using var budget = new CallBudget(_stepped.Time, Options.Create(new LiveOptions()));
        var chance = new Random(7);
        var within = Enumerable.Range(0, Offers).Select(_ => TimeSpan.FromSeconds(5 + (chance.NextDouble() * 115))).ToList();
        var start = _stepped.Time.GetUtcNow();
        List<(TimeSpan Due, TimeSpan At)> served = [];
        var told = 0;

        foreach (var due in within)
        {
            _ = _stepped.Start(async () =>
            {
                if (await budget.TakeInTimeAsync(Connect, due, CancellationToken.None))
                {
                    served.Add((due, _stepped.Time.GetUtcNow() - start));
                }
                else
                {
                    told++;
                }
            });
        }

        var toldAtOnce = told;
        _stepped.Advance(TimeSpan.FromSeconds(121));

        var optimum = MostInTime(within, budget.RateOf(Connect));
        Figures.Tell(
            "F16",
            "5,000 offers at once",
            $"{served.Count:N0} served in time of {optimum:N0} that can be at {budget.RateOf(Connect):0} calls a second, {toldAtOnce:N0} told at once, earliest deadline first"
        );
        Assert.Equal(Offers, served.Count + told);
        Assert.Equal(told, toldAtOnce);
        Assert.All(served, offer => Assert.True(offer.At <= offer.Due + Grain, $"served at {offer.At}, of use until {offer.Due}"));
        Assert.True(served.Count >= 0.95 * optimum, $"{served.Count} of {optimum}");
        // The first ones found a full bucket; from then on the deadlines decide.
        Assert.Equal(served.Skip(2).Select(offer => offer.Due).Order(), served.Skip(2).Select(offer => offer.Due));
    }

    [Fact]
    public void Who_comes_later_with_less_time_goes_first_and_equal_ones_in_the_order_of_asking()
    {
        using var budget = new CallBudget(_stepped.Time, Options.Create(new LiveOptions()));
        List<string> served = [];

        foreach (var (name, seconds) in new[] { ("full", 60), ("bucket", 60), ("a", 60), ("b", 30), ("c", 60), ("d", 10) })
        {
            _ = _stepped.Start(async () =>
            {
                if (await budget.TakeInTimeAsync(Connect, TimeSpan.FromSeconds(seconds), CancellationToken.None))
                {
                    served.Add(name);
                }
            });
        }

        _stepped.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["full", "bucket", "d", "b", "a", "c"], served);
    }

    /// <summary>Each call takes the same time, so the earliest deadline first, without those that cannot be met, serves as many as can be.</summary>
    private static int MostInTime(IEnumerable<TimeSpan> within, double rate)
    {
        var served = 0;
        foreach (var due in within.Order())
        {
            var turn = Math.Max(0, served - (TokenBucket.Depth - 1)) / rate;
            served += turn <= due.TotalSeconds ? 1 : 0;
        }

        return served;
    }
}
