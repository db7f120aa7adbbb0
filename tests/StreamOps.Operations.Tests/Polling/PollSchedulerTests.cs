using CsCheck;
using Microsoft.Extensions.Options;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;

namespace StreamOps.Operations.Tests.Polling;

public sealed class PollSchedulerTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);

    private static readonly Gen<ReadDemand> Demands = Gen.Select(
        Gen.Double[0.1, 40],
        Gen.Double[1, 100],
        Gen.Double[0.001, 1],
        (weight, cost, lowest) => new ReadDemand(weight, cost, lowest, HighestRate: 10)
    );

    [Fact]
    public void The_budget_is_spent_and_never_exceeded() =>
        Gen.Select(Demands.List[1, 40], Gen.Double[0.05, 16])
            .Sample(
                (demands, budget) =>
                {
                    var (rates, fits) = WaterFilling.Share(demands, budget);

                    var spent = demands.Zip(rates, (demand, rate) => demand.Cost * rate).Sum();
                    Assert.True(spent <= budget * (1 + 1e-9));
                    Assert.True(spent > budget * 0.999 || rates.Zip(demands).All(pair => pair.First >= pair.Second.HighestRate) || !fits);
                }
            );

    [Fact]
    public void Every_demand_gets_its_lowest_rate_if_all_of_them_fit() =>
        Gen.Select(Demands.List[1, 40], Gen.Double[0.05, 16])
            .Sample(
                (demands, budget) =>
                {
                    var (rates, fits) = WaterFilling.Share(demands, budget);

                    Assert.Equal(demands.Sum(demand => demand.Cost * demand.LowestRate) <= budget, fits);
                    Assert.True(!fits || demands.Zip(rates).All(pair => pair.Second >= pair.First.LowestRate));
                }
            );

    [Trait("Row", "F1")]
    [Fact]
    public void If_they_do_not_fit_the_weightier_of_two_equally_dear_is_read_at_least_as_often_up_to_its_bound() =>
        Gen.Select(Demands.List[2, 40], Gen.Double[0.01, 0.5])
            .Sample(
                (demands, budget) =>
                {
                    var equals = demands.ConvertAll(demand => demand with { Cost = 1, LowestRate = 0.5 });
                    var (rates, fits) = WaterFilling.Share(equals, budget);
                    if (fits)
                    {
                        return;
                    }

                    var byWeight = equals.Zip(rates).OrderBy(pair => pair.First.Weight).Select(pair => pair.Second).ToList();
                    Assert.Equal(byWeight.Order(), byWeight);
                    Assert.All(rates, rate => Assert.True(rate <= 0.5));
                }
            );

    [Fact]
    public void No_other_rates_within_the_bounds_do_less_harm() =>
        Gen.Select(Demands.List[2, 12], Gen.Double[5, 16], Gen.Int[0, 11], Gen.Int[0, 11], Gen.Double[0.01, 0.2])
            .Sample(
                (demands, budget, from, to, share) =>
                {
                    var (rates, fits) = WaterFilling.Share(demands, budget);
                    var (a, b) = (from % demands.Count, to % demands.Count);
                    double[] moved = [.. rates];
                    var calls = rates[a] * demands[a].Cost * share;
                    moved[a] -= calls / demands[a].Cost;
                    moved[b] += calls / demands[b].Cost;
                    var isAllowed = moved[a] >= demands[a].LowestRate && moved[b] <= demands[b].HighestRate;

                    Assert.True(!fits || !isAllowed || Harm(demands, moved) >= Harm(demands, rates) * (1 - 1e-6));
                }
            );

    [Fact]
    public void Every_list_that_must_pass_a_session_over_before_it_is_missed_is_read() =>
        Assert.Equal(
            StreamSessionStatus.Listed.Select(status => status.Value).Order(StringComparer.Ordinal),
            PollKind.All(new LiveOptions()).Select(kind => kind.Status.Value).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void A_plan_that_slows_down_takes_back_what_it_hastened()
    {
        var scheduler = Scheduler(groups: 1);
        Run(scheduler, callsPerSecond: 2, seconds: 60, (_, _) => null);
        var now = Start.AddSeconds(60);
        scheduler.Plan(callsPerSecond: 5, slowness: 1, now);

        scheduler.Plan(callsPerSecond: 2, slowness: 1, now);

        Assert.All(scheduler.Classes, one => Assert.Equal(one.TurnAt + one.PageInterval, one.DueAt));
    }

    [Fact]
    public void Of_lists_that_are_due_the_one_goes_first_that_is_latest_for_its_interval()
    {
        var scheduler = Scheduler(groups: 1);
        Run(scheduler, callsPerSecond: 5, seconds: 60, (_, _) => null);
        var waiting = scheduler.Classes.Single(one => one.Kind.IsUrgent);
        // A second longer due than the other, which is much later for its interval.
        foreach (var one in scheduler.Classes)
        {
            one.Hurry(Start.AddSeconds(one == waiting ? 101 : 100));
        }

        Assert.Same(waiting, scheduler.Take(Start.AddSeconds(102)));
    }

    [Fact]
    public void Where_none_is_due_the_one_is_read_ahead_that_waited_longest_for_its_interval()
    {
        var scheduler = Scheduler(groups: 1);
        Run(scheduler, callsPerSecond: 5, seconds: 60, (_, _) => null);
        var now = Start.AddSeconds(61);
        foreach (var one in scheduler.Classes)
        {
            one.Hurry(now.AddSeconds(1));
        }

        var waited = scheduler.Classes.ToDictionary(one => one, one => (now - one.AskedAt) / one.PageInterval);

        var first = scheduler.Take(now)!;

        Assert.Equal(waited.Values.Max(), waited[first]);
        // Its next turn counts from this one.
        Assert.Equal(now, first.TurnAt);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(60)]
    [InlineData(600)]
    public void Who_waits_is_read_at_the_full_pace_as_soon_as_somebody_comes_to_look(double idleSeconds)
    {
        var scheduler = Scheduler(groups: 20);
        Run(scheduler, 5, 120, FivePages);
        Run(scheduler, callsPerSecond: 1, idleSeconds, FivePages, Start.AddSeconds(120), slowness: 5);
        var came = Start.AddSeconds(120 + idleSeconds);
        scheduler.Hurry(came);

        var reads = Run(scheduler, 5, 60, FivePages, came);

        AssertPace(scheduler, reads, came, intervals: 1.4);
    }

    [Fact]
    public void After_an_outage_who_waits_does_not_wait_for_all_else_that_is_late()
    {
        var scheduler = Scheduler(groups: 20);
        Run(scheduler, 5, 120, FivePages);
        var over = Start.AddSeconds(120 + 300);

        var reads = Run(scheduler, 5, 120, FivePages, over);

        AssertPace(scheduler, reads, over, intervals: 1.6);
        Assert.All(scheduler.Classes, one => Assert.Contains(reads, read => read.Class == one));
    }

    [Fact]
    public void A_list_that_is_read_late_is_read_as_often_as_planned_all_the_same()
    {
        var scheduler = Scheduler(groups: 1);
        Run(scheduler, callsPerSecond: 2, seconds: 60, (_, _) => null);

        var reads = Run(scheduler, callsPerSecond: 2, seconds: 300, (_, _) => null, Start.AddSeconds(60));

        Assert.InRange(reads.Count, 300 * 2 * 0.97, 300 * 2 * 1.01);
    }

    [Theory]
    [InlineData(1, 5.0, false)]
    [InlineData(2, 5.0, false)]
    [InlineData(4, 5.0, false)]
    [InlineData(5, 5.0, true)]
    [InlineData(20, 5.0, true)]
    [InlineData(4, 16.0, false)]
    public void A_plan_that_cannot_keep_its_bounds_says_so(int groups, double callsPerSecond, bool isDegraded)
    {
        var scheduler = Scheduler(groups);

        Assert.Equal(isDegraded, scheduler.Plan(callsPerSecond, 1, Start).IsDegraded);
    }

    [Fact]
    public void Every_class_is_served_within_its_bound_when_the_bounds_fit()
    {
        var scheduler = Scheduler(groups: 2);
        var reads = Run(scheduler, callsPerSecond: 5, seconds: 300, (_, _) => null);

        foreach (var one in scheduler.Classes)
        {
            // The first walk reads every list once before any is due again.
            var at = reads.Where(read => read.Class == one && read.At > Start.AddSeconds(10)).Select(read => read.At).ToList();
            var longest = at.Zip(at.Skip(1), (first, second) => (second - first).TotalSeconds).Max();
            // Jitter of a tenth, and the wait for a token while others are due too.
            Assert.True(longest <= (one.Kind.Longest.TotalSeconds * 1.1) + 1, $"{one.Status}: {longest}");
        }
    }

    [Fact]
    public void A_surge_of_waiting_sessions_is_followed_to_its_end_before_anything_else_and_stops_the_sweeps()
    {
        var scheduler = Scheduler(groups: 1);
        Run(scheduler, 5, 30, (_, _) => null);
        var now = Start.AddSeconds(31);
        var lost = new WaitingList();
        lost.Drop(2_050);

        var reads = Run(scheduler, 5, 13, lost.NextToken, now, lost.Show);

        var first = reads.FindIndex(read => read.Class.Kind.IsUrgent);
        Assert.All(reads.Skip(first).Take(20), read => Assert.True(read.Class.Kind.IsUrgent));
        Assert.Equal(0, lost.Unseen);
        Assert.DoesNotContain(reads.Skip(first + 1), read => read.Class.Kind.IsSweep);
    }

    [Fact]
    public void A_thousand_who_wait_and_are_known_stop_no_sweep_and_want_no_loan()
    {
        var scheduler = Scheduler(groups: 1);
        var known = new WaitingList();
        known.Drop(1_005);
        Run(scheduler, 5, 60, known.NextToken, Start, known.Show);

        var reads = Run(scheduler, 5, 120, known.NextToken, Start.AddSeconds(60), known.Show);

        Assert.False(scheduler.IsSurge(Start.AddSeconds(60)) || scheduler.WantsLoan(Start.AddSeconds(60)));
        Assert.All(scheduler.Classes, one => Assert.Contains(reads, read => read.Class == one));
    }

    [Trait("Row", "F22")]
    [Theory]
    [InlineData(5)]
    [InlineData(16)]
    public void Who_is_lost_on_pages_that_were_just_read_is_seen_as_soon_as_those_on_the_pages_to_come(double callsPerSecond)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var scheduler = Scheduler(groups: 1);
            var lost = new WaitingList(new Random(seed));
            lost.Drop(1_005);
            Run(scheduler, callsPerSecond, 60, lost.NextToken, Start, lost.Show);
            lost.Drop(5_000);

            Run(scheduler, callsPerSecond, 61 / callsPerSecond * 1.25, lost.NextToken, Start.AddSeconds(60), lost.Show);

            Assert.Equal(0, lost.Unseen);
        }
    }

    [Fact]
    public void A_long_sweep_is_spread_page_by_page_and_leaves_the_urgent_lists_their_pace()
    {
        var scheduler = Scheduler(groups: 1);
        Run(scheduler, 5, 60, (one, page) => one.Kind.IsSweep && page < 99 ? $"token-{page}" : null);
        var reads = Run(scheduler, 5, 120, (one, page) => one.Kind.IsSweep && page < 99 ? $"token-{page}" : null, Start.AddSeconds(60));

        Assert.InRange(reads.Count(read => read.Class.Kind.IsUrgent), 370, 460);
        Assert.InRange(reads.Count(read => read.Class.Kind.IsSweep), 100, 150);
    }

    [Fact]
    public void Whom_the_first_walk_shows_did_not_come_in_just_now()
    {
        var scheduler = Scheduler(groups: 1);

        Run(scheduler, 5, 60, (_, _) => null, entered: (one, _) => one.WasWalked ? 0 : 100);

        Assert.All(scheduler.Classes, one => Assert.Equal((0.0, one.Kind.Value), (one.EventsPerSecond, one.Weight)));
    }

    [Fact]
    public void A_first_walk_has_half_of_the_calls_and_those_who_wait_are_read_meanwhile()
    {
        var scheduler = Scheduler(groups: 1);

        var reads = Run(scheduler, 5, 50, (one, page) => one.Kind.IsSweep && page < 99 ? $"token-{page}" : null);

        var sweep = scheduler.Classes.Single(one => one.Kind.IsSweep);
        var walked = reads.Where(read => read.Class == sweep).Take(100).Last().At;
        Assert.True(sweep.WasWalked);
        Assert.All(scheduler.Classes, one => Assert.True(reads.First(read => read.Class == one).At <= Start.AddSeconds(2)));
        Assert.InRange(reads.Count(read => read.Class.Kind.IsUrgent && read.At < walked) / (walked - Start).TotalSeconds, 1.5, 2.5);
    }

    [Fact]
    public void Groups_in_which_nobody_plays_cost_next_to_nothing_until_somebody_comes()
    {
        const double Calls = 5;
        var scheduler = Scheduler(groups: 20);
        Run(scheduler, Calls, 120, (_, _) => null);
        scheduler.SetPlayed(new HashSet<string>(StringComparer.Ordinal) { "sg-1" });

        var reads = Run(scheduler, Calls, 600, (_, _) => null, Start.AddSeconds(120));
        var (quiet, urgent) = (
            reads.Count(read => read.Class.StreamGroupId != "sg-1") / 19.0,
            reads.Count(read => read.Class is { StreamGroupId: "sg-1", Kind.IsUrgent: true })
        );
        scheduler.SetPlayed(new HashSet<string>(StringComparer.Ordinal) { "sg-1", "sg-2" });
        scheduler.Plan(Calls, 1, Start.AddSeconds(720));
        var come = scheduler.Classes.Single(one => one is { StreamGroupId: "sg-2", Kind.IsUrgent: true });

        // Less than one of fifty calls each; as many as others each would have one of twenty.
        Assert.InRange(quiet, 1, 600 * Calls * 0.02);
        Assert.InRange(600.0 / urgent, 0.25, 0.45);
        Assert.InRange(come.Interval.TotalSeconds, 0.3, 1);
    }

    [Fact]
    public void How_often_the_waiting_are_read_is_told_of_groups_in_which_somebody_plays()
    {
        var scheduler = Scheduler(groups: 10);
        Run(scheduler, 5, 60, (_, _) => null);
        scheduler.SetPlayed(new HashSet<string>(StringComparer.Ordinal) { "sg-1" });
        var some = scheduler.Plan(5, 1, Start.AddSeconds(60)).UrgentInterval;

        scheduler.SetPlayed(new HashSet<string>(StringComparer.Ordinal));
        var none = scheduler.Plan(5, 1, Start.AddSeconds(60)).UrgentInterval;

        Assert.InRange(some!.Value.TotalSeconds, 0.25, 0.4);
        Assert.InRange(none!.Value.TotalSeconds, 1, 15);
    }

    [Fact]
    public void A_group_that_is_refused_takes_nothing_from_the_others()
    {
        var alone = Scheduler(groups: 1);
        Run(alone, 5, 60, (_, _) => null);
        alone.Plan(5, 1, Start.AddSeconds(60));
        var scheduler = Scheduler(groups: 2);
        foreach (var one in scheduler.Classes.Where(one => one.StreamGroupId == "sg-2"))
        {
            one.BlockedUntil = Start.AddMinutes(5);
        }

        Run(scheduler, 5, 60, (_, _) => null);
        scheduler.Plan(5, 1, Start.AddSeconds(60));

        Assert.False(scheduler.IsStarting(Start.AddSeconds(60)));
        Assert.Equal(
            alone.Classes.Select(one => one.Interval),
            scheduler.Classes.Where(one => one.StreamGroupId == "sg-1").Select(one => one.Interval)
        );
    }

    [Fact]
    public void A_group_that_came_is_read_at_once_and_one_that_left_no_more()
    {
        var scheduler = Scheduler(groups: 1);
        Run(scheduler, 5, 30, (_, _) => null);

        scheduler.SetGroups(["sg-new"], Start.AddSeconds(30));

        Assert.Equal("sg-new", scheduler.Take(Start.AddSeconds(30))!.StreamGroupId);
        Assert.All(scheduler.Classes, one => Assert.Equal("sg-new", one.StreamGroupId));
    }

    private static string? FivePages(PollClass one, int page) => one.Kind.IsSweep && page < 4 ? $"token-{page}" : null;

    /// <summary>Each list of those who wait is read first within so many of its intervals, and then again and again.</summary>
    private static void AssertPace(
        PollScheduler scheduler,
        List<(DateTimeOffset At, PollClass Class)> reads,
        DateTimeOffset from,
        double intervals
    ) =>
        Assert.All(
            scheduler.Classes.Where(one => one.Kind.IsUrgent),
            one =>
            {
                List<DateTimeOffset> at = [from, .. reads.Where(read => read.Class == one).Select(read => read.At)];
                Assert.InRange(at.Zip(at.Skip(1), (first, second) => second - first).Max() / one.Interval, 0, intervals);
            }
        );

    private static double Harm(List<ReadDemand> demands, double[] rates) =>
        demands.Zip(rates, (demand, rate) => demand.Weight / (2 * rate)).Sum();

    private static PollScheduler Scheduler(int groups)
    {
        var scheduler = new PollScheduler(Options.Create(new LiveOptions()));
        scheduler.SetGroups([.. Enumerable.Range(1, groups).Select(i => $"sg-{i}")], Start);
        return scheduler;
    }

    /// <summary>Reads as the poller does: what is due as soon as there is a token, else with a full bucket; the plan renewed every five seconds.</summary>
    private static List<(DateTimeOffset At, PollClass Class)> Run(
        PollScheduler scheduler,
        double callsPerSecond,
        double seconds,
        Func<PollClass, int, string?> nextToken,
        DateTimeOffset? from = null,
        Func<PollClass, int, int>? entered = null,
        double slowness = 1
    )
    {
        List<(DateTimeOffset, PollClass)> reads = [];
        var start = from ?? Start;
        var (tokens, step) = (2.0, TimeSpan.FromMilliseconds(10));
        var plannedAt = DateTimeOffset.MinValue;
        for (var now = start; now < start.AddSeconds(seconds); now += step)
        {
            tokens = Math.Min(2, tokens + (callsPerSecond * step.TotalSeconds));
            if (now - plannedAt >= TimeSpan.FromSeconds(5))
            {
                scheduler.Plan(callsPerSecond, slowness, now);
                plannedAt = now;
            }

            var isWanted = scheduler.NextDue(now) <= now || (tokens >= 2 && scheduler.NextEarly(now) <= now);
            if (tokens >= 1 && isWanted && scheduler.Take(now) is { } one)
            {
                tokens--;
                reads.Add((now, one));
                var page = one.Walk!.Pages;
                scheduler.Succeeded(one, nextToken(one, page), entered?.Invoke(one, page) ?? 0, now);
            }
        }

        return reads;
    }
}
