using CsCheck;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Tests.Time;

public sealed class ServiceClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);

    [Trait("Row", "F6")]
    [Trait("Row", "R7")]
    [Fact]
    public void The_offset_is_never_below_the_true_one_and_at_most_a_second_and_a_latency_above() =>
        Gen.Select(Gen.Double[-600, 600], Gen.Select(Gen.Double[0, 300], Gen.Double[0, 1]).List[1, 40])
            .Sample(
                (skew, answers) =>
                {
                    var clock = new ServiceClock();
                    foreach (var (sentAt, latency) in answers)
                    {
                        var answeredAt = Start.AddSeconds(sentAt + latency + skew);
                        clock.Observe(Start.AddSeconds(sentAt), DateTimeOffset.FromUnixTimeSeconds(answeredAt.ToUnixTimeSeconds()));
                    }

                    Assert.InRange(clock.Offset.TotalSeconds - skew, -1e-6, 2.001);
                }
            );

    [Trait("Row", "F6")]
    [Fact]
    public void One_wild_date_does_not_move_it()
    {
        var clock = new ServiceClock();
        for (var i = 0; i < 15; i++)
        {
            clock.Observe(Start.AddSeconds(i), Start.AddSeconds(i + 60));
        }

        clock.Observe(Start.AddSeconds(16), Start.AddDays(1));

        Assert.Equal(61, clock.Offset.TotalSeconds);
    }

    [Fact]
    public void An_answer_without_a_date_teaches_nothing()
    {
        var clock = new ServiceClock();

        clock.Observe(Start, serviceDate: null);

        Assert.Equal(TimeSpan.Zero, clock.Offset);
    }
}
