using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>What the scheduler promises, in two hundred random worlds: 1 to 60 stream groups, 2 to 80 % of the limit.</summary>
public sealed class PollWorkloadTests
{
    private const int Worlds = 200;

    /// <summary>A third of them alone with the service, a third beside others who come and go, a third in which very many are lost at once.</summary>
    private static readonly Lazy<IReadOnlyList<(int Seed, PollWorld World)>> Seen = new(() =>
    {
        var worlds = new (int Seed, PollWorld World)[Worlds];
        Parallel.For(
            0,
            Worlds,
            seed =>
                worlds[seed] = (
                    seed,
                    seed % 3 == 0 ? Alone(seed)
                    : seed % 3 == 1 ? BesideOthers(seed)
                    : Rushed(seed)
                )
        );
        return worlds;
    });

    [Fact]
    [Trait("Row", "F1")]
    public void The_delay_is_within_a_tenth_of_the_least_that_the_weights_allow()
    {
        var worst = Seen.Value.MaxBy(one => one.World.Ratio);
        Figures.Tell(
            "F1",
            "random worlds",
            $"{Worlds} worlds of 1 to 60 groups at 2 to 80 % of the limit: the delay at most {worst.World.Ratio:0.00} of the least that the weights allow, {Seen.Value.Average(one => one.World.Ratio):0.00} on the average"
        );

        Assert.All(Seen.Value, one => Assert.True(one.World.Ratio <= 1.1, Told(one, $"{one.World.Ratio:0.000} of the least delay")));
    }

    [Fact]
    public void No_class_waits_longer_than_its_bound_where_the_bounds_fit_the_budget() =>
        Assert.All(
            Seen.Value.Where(one => one.Seed % 3 == 0),
            one => Assert.True(one.World.LatestOfAll <= 0, Told(one, $"{one.World.LatestOfAll:0.00} s beyond the bound"))
        );

    [Fact]
    [Trait("Row", "F1")]
    public void No_second_sees_more_calls_than_the_budget_and_two() =>
        Assert.All(
            Seen.Value,
            one =>
            {
                var (calls, first) = (one.World.Calls, 0);
                for (var last = 0; last < calls.Count; last++)
                {
                    while (calls[first].At <= calls[last].At - 1)
                    {
                        first++;
                    }

                    var most = calls[first..(last + 1)].Max(call => call.Rate);
                    Assert.True(
                        last - first + 1 <= most + 2 + 1e-3,
                        Told(one, $"{last - first + 1} calls in a second, {most:0.0} allowed")
                    );
                }
            }
        );

    [Fact]
    public void Ninety_eight_of_a_hundred_calls_are_made_while_any_page_could_be_read_sooner() =>
        Assert.All(
            Seen.Value,
            one =>
                Assert.True(
                    one.World.Lost <= 0.02 * (one.World.Lost + one.World.Calls.Count),
                    Told(one, $"{one.World.Lost:0.0} lost of {one.World.Lost + one.World.Calls.Count:0}")
                )
        );

    private static PollWorld Alone(int seed)
    {
        var world = new PollWorld(seed);
        world.Settle();
        world.Run(1_500 / world.Rate);
        return world;
    }

    /// <summary>They stay long enough for a plan to be kept: what a change of the rate costs is the share's, not the scheduler's.</summary>
    private static PollWorld BesideOthers(int seed)
    {
        var world = new PollWorld(seed);
        var chance = new Random(seed + 1_000);
        world.Settle();
        var span = Math.Max(120, 20 * world.UrgentInterval);
        for (var phase = 0; phase < 4; phase++)
        {
            world.LeaveToOthers(phase % 2 == 0 ? 0.3 + (0.65 * chance.NextDouble()) : 0);
            world.Run(span);
        }

        world.LeaveToOthers(0);
        return world;
    }

    private static PollWorld Rushed(int seed)
    {
        var chance = new Random(seed + 1_000);
        var world = new PollWorld(seed) { MayLend = chance.Next(2) == 0 };
        world.Settle();
        for (var drop = 0; drop < 3; drop++)
        {
            world.Run(300 / world.Rate);
            // Each many more than wait already.
            var count = chance.Next(200, 600) * (int)Math.Pow(3, drop);
            var (waiting, rate) = (world.Drop(count, world.Played[drop % world.Played.Count]), world.Rate);
            var lost = waiting.Unseen;
            while (waiting.Unseen == lost)
            {
                world.Run(0.02);
            }

            var pages = Math.Ceiling(waiting.Count / 100.0);
            var within = 1.25 * pages * Math.Max(1 / (world.MayLend ? Math.Max(rate, 16) : rate), 0.12);
            world.Run(within + 2);
            Assert.True(
                waiting.Unseen == 0,
                $"World {seed}, {world.Groups} groups: {waiting.Unseen} of {lost} not seen after {within:0.0} s and two."
            );
        }

        world.Run(300 / world.Rate);
        return world;
    }

    private static string Told((int Seed, PollWorld World) one, string what) =>
        $"World {one.Seed}, {one.World.Groups} groups at {one.World.Share:0.000} of the limit: {what}.";
}
