using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Tests.Rescue;

namespace StreamOps.Operations.Tests.Attempts;

public class RescuePaceTests
{
    [Fact]
    public void Until_twenty_rescues_the_default_counts()
    {
        Assert.Equal(RescuePace.Default, RescuePace.Of([]));
        Assert.Equal(RescuePace.Default, RescuePace.Of(Seconds(Enumerable.Repeat(90, RescuePace.Enough - 1))));
        Assert.Equal(TimeSpan.FromSeconds(25), RescuePace.Default.Usual);
    }

    [Fact]
    public void From_then_on_it_is_what_three_in_four_and_the_fastest_tenth_took()
    {
        var pace = RescuePace.Of(Seconds(Enumerable.Range(1, 40).Reverse()));

        Assert.Equal(new RescuePace(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(8)), pace);
        Assert.Equal(
            new RescuePace(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(12)),
            RescuePace.Of(Seconds(Enumerable.Range(1, 40).Select(third => third * 3)))
        );
    }

    [Fact]
    public void However_fast_players_come_back_who_were_reached_a_clock_is_calm_no_longer_for_it()
    {
        // From the offer on, by link: nobody has dialled, or read out a code, in that time.
        Assert.Equal(RescuePace.Default, RescuePace.Of(Seconds(Enumerable.Repeat(4, 40))));
    }

    [Fact]
    public void The_fastest_tenth_never_takes_longer_than_the_usual()
    {
        var random = new Random(3);
        for (var run = 0; run < 500; run++)
        {
            var pace = RescuePace.Of(Seconds(Enumerable.Range(0, random.Next(0, 60)).Select(_ => random.Next(1, 200))));

            Assert.True(pace.Fastest <= pace.Usual);
        }
    }

    [Fact]
    public async Task A_stored_rescue_counts_from_the_first_attempt_of_its_episode_to_connected_and_an_unfinished_one_not_at_all()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.RunToEndAsync(stage.SendAsync());
        var first = stage.Attempt.RequestedAt;
        await stage.Desk.AbandonAsync(stage.Attempt.Id, Actor.Unproven(RescueStage.Operator), "The page was reloaded.", default);
        Assert.Equal(RescueState.Abandoned, stage.Attempt.State);
        Assert.Empty(await stage.Steps.Ledger.RescueTimesAsync(10, default));

        stage.Time.Advance(TimeSpan.FromSeconds(9));
        await stage.RunToEndAsync(stage.SendAsync());
        stage.Put(StreamSessionStatus.Connected);
        await stage.RunUntilAsync(() => stage.Attempt.State == RescueState.Connected, "recovered");

        var times = await stage.Steps.Ledger.RescueTimesAsync(10, default);
        Assert.Equal([stage.Attempt.EndedAt!.Value - first], times);
        Assert.True(times[0] >= TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task The_board_keeps_the_default_when_the_store_knows_too_few()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Board.Pace = new RescuePace(TimeSpan.FromSeconds(1), TimeSpan.Zero);

        await stage.Keeper.LearnPaceAsync(default);

        Assert.Equal(RescuePace.Default, stage.Board.Pace);
    }

    private static TimeSpan[] Seconds(IEnumerable<int> seconds) => [.. seconds.Select(second => TimeSpan.FromSeconds(second))];
}
