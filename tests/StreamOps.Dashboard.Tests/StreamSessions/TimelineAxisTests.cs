using StreamOps.Dashboard.StreamSessions;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class TimelineAxisTests
{
    private static readonly DateTimeOffset Start = APicture.Now;

    [Fact]
    public void Moments_keep_their_order_and_fill_the_width_whatever_the_times_between()
    {
        var random = new Random(7);
        for (var run = 0; run < 500; run++)
        {
            DateTimeOffset[] moments =
            [
                .. Enumerable.Range(0, random.Next(2, 30)).Select(_ => Start.AddSeconds(Math.Pow(10, random.NextDouble() * 5))),
            ];
            var axis = new TimelineAxis(moments, 84);

            var places = moments.Order().Select(axis.PlaceOf).ToList();

            Assert.Equal(places.Order(), places);
            Assert.Equal(0, places[0]);
            Assert.Equal(84, places[^1], precision: 6);
        }
    }

    [Fact]
    public void A_moment_between_two_stands_between_them_and_one_outside_stands_at_the_end()
    {
        var axis = new TimelineAxis([Start, Start.AddSeconds(10), Start.AddHours(2)], 100);

        Assert.InRange(axis.PlaceOf(Start.AddSeconds(4)), 0.001, axis.PlaceOf(Start.AddSeconds(10)) - 0.001);
        Assert.Equal(0, axis.PlaceOf(Start.AddDays(-1)));
        Assert.Equal(100, axis.PlaceOf(Start.AddDays(1)));
    }

    [Fact]
    public void A_quiet_stretch_is_shortened_so_that_a_short_step_is_still_seen()
    {
        var axis = new TimelineAxis([Start, Start.AddHours(3), Start.AddHours(3).AddSeconds(2)], 100);

        Assert.InRange(100 - axis.PlaceOf(Start.AddHours(3)), 5, 50);
    }

    [Fact]
    public void One_moment_or_none_stands_at_the_beginning()
    {
        Assert.Equal(0, new TimelineAxis([Start], 84).PlaceOf(Start));
        Assert.Equal(0, new TimelineAxis([], 84).PlaceOf(Start));
    }

    [Fact]
    public void Ticks_keep_their_distance_and_the_last_is_always_there()
    {
        var moments = Enumerable.Range(0, 12).Select(index => Start.AddSeconds(index * 20)).ToList();
        var axis = new TimelineAxis(moments, 100);

        var ticks = axis.Ticks(moments, 24);

        Assert.Equal(moments[^1], ticks[^1]);
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.True(axis.PlaceOf(pair.Second) - axis.PlaceOf(pair.First) >= 24));
        Assert.True(ticks.Count > 2);
    }
}
