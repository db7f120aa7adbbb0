using CsCheck;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>What a budget would buy, tried before it is spent.</summary>
public sealed class PollDemandsTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_tried_is_what_is_planned() =>
        Gen.Select(Gen.Int[1, 60], Gen.Double[0.1, 16], Gen.Int[0, 30])
            .Sample(
                (groups, calls, quiet) =>
                {
                    var scheduler = Scheduler(groups, quiet);

                    var plan = scheduler.Plan(calls, slowness: 1, Start);
                    var demands = scheduler.Demands(slowness: 1, Start);
                    var tried = demands.Share(calls);

                    Assert.Equal(scheduler.Classes.Select(one => one.Interval), tried.Intervals);
                    Assert.Equal(plan.UrgentInterval, demands.Slowest(tried, one => one.Kind.IsUrgent));
                    Assert.Equal(plan.IsDegraded, !tried.Fits);
                },
                iter: 200
            );

    [Fact]
    public void Trying_changes_no_plan()
    {
        var scheduler = Scheduler(groups: 3, quiet: 1);
        scheduler.Plan(callsPerSecond: 5, slowness: 1, Start);
        var before = scheduler.Classes.Select(one => (one.Interval, one.DueAt)).ToList();

        scheduler.Demands(slowness: 1, Start).Share(16);

        Assert.Equal(before, scheduler.Classes.Select(one => (one.Interval, one.DueAt)));
    }

    [Fact]
    public void With_more_calls_no_list_is_read_more_seldom() =>
        Gen.Select(Gen.Int[1, 60], Gen.Double[0.1, 16], Gen.Double[1, 8])
            .Sample(
                (groups, calls, times) =>
                {
                    var demands = Scheduler(groups, quiet: groups / 2).Demands(slowness: 1, Start);
                    var (few, many) = (demands.Share(calls), demands.Share(calls * times));

                    Assert.All(few.Intervals.Zip(many.Intervals), pair => Assert.True(pair.Second <= pair.First * 1.0001));
                },
                iter: 200
            );

    [Fact]
    public void Where_somebody_plays_the_groups_without_players_make_nothing_slower()
    {
        var demands = Scheduler(groups: 4, quiet: 2).Demands(slowness: 1, Start);
        var shares = demands.Share(5);

        var slowest = demands.Slowest(shares, one => one.Kind.IsUrgent);
        var quiet = demands.Slowest(shares, one => one is { Kind.IsUrgent: true, IsPlayed: false });

        Assert.True(slowest < TimeSpan.FromSeconds(5));
        Assert.True(quiet > TimeSpan.FromSeconds(5));
        Assert.Null(demands.Slowest(shares, _ => false));
    }

    /// <summary>All lists were read once; in the last of the groups nobody plays.</summary>
    private static PollScheduler Scheduler(int groups, int quiet)
    {
        var scheduler = new PollScheduler(Options.Create(new LiveOptions()));
        var ids = Enumerable.Range(0, groups).Select(i => $"sg-{i}").ToList();
        scheduler.SetGroups(ids, Start);
        for (var i = 0; i < scheduler.Classes.Count; i++)
        {
            scheduler.Succeeded(scheduler.Take(Start)!, nextToken: null, entered: 0, Start);
        }

        scheduler.SetPlayed(ids.Take(Math.Max(1, groups - quiet)).ToHashSet(StringComparer.Ordinal));
        return scheduler;
    }
}
