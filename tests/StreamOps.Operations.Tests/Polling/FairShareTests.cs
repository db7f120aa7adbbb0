using StreamOps.Operations.Polling;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>One caller before the service's bucket, of which others leave so many calls a second.</summary>
public sealed class FairShareTests
{
    private const double Whole = 5;
    private readonly FairShare _share = new();
    private DateTimeOffset _now = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
    private double _tokens = 2;

    [Theory]
    [Trait("Row", "F1")]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(2, 20)]
    [InlineData(4, 4)]
    public void What_others_leave_is_found_kept_to_and_overrun_by_one_call_of_a_hundred(double left, double depth)
    {
        Run(left, depth, TimeSpan.FromMinutes(20));

        var (passed, throttled) = Run(left, depth, TimeSpan.FromMinutes(20));

        Assert.InRange(throttled, 1, passed * 0.0105);
        Assert.InRange(passed / 1200.0, left * 0.8, left * 1.01);
    }

    [Fact]
    [Trait("Row", "F1")]
    public void Others_who_were_there_a_minute_are_missed_ten_seconds_after_they_left()
    {
        Run(left: 2, depth: 2, TimeSpan.FromMinutes(1));

        Run(left: 20, depth: 2, TimeSpan.FromSeconds(10));

        Assert.Equal(1, _share.Part);
    }

    [Fact]
    [Trait("Row", "F1")]
    public void When_others_take_more_than_before_less_is_kept_to_within_seconds()
    {
        Run(left: 2, depth: 2, TimeSpan.FromMinutes(10));

        Run(left: 1, depth: 2, TimeSpan.FromSeconds(15));
        var (passed, throttled) = Run(left: 1, depth: 2, TimeSpan.FromMinutes(2));

        Assert.InRange(throttled, 0, 8);
        Assert.InRange(passed / 120.0, 0.7, 1.05);
    }

    [Fact]
    [Trait("Row", "F1")]
    public void The_time_for_which_the_bucket_is_closed_says_nothing_though_a_turn_was_given_a_moment_before()
    {
        _share.Throttled(_now, Whole);
        _share.Throttled(_now, Whole, closedFor: TimeSpan.FromSeconds(5));
        _share.Taken(_now.AddMilliseconds(1), isPaced: true);
        for (var call = 0; call <= 12; call++)
        {
            _share.Taken(_now.AddSeconds(5 + (call * 0.25)), isPaced: true);
        }

        _share.Throttled(_now.AddSeconds(8), Whole);
        for (var call = 0; call < 60; call++)
        {
            _share.Succeeded(_now.AddSeconds(9));
        }

        // Four a second of five went through.
        Assert.InRange(_share.Part, 0.7, 0.8);
    }

    private (int Passed, int Throttled) Run(double left, double depth, TimeSpan span)
    {
        var (passed, throttled) = (0, 0);
        for (var until = _now + span; _now < until; )
        {
            var step = TimeSpan.FromSeconds(1 / (Whole * _share.Part));
            _now += step;
            _share.Wanted(_now);
            _share.Taken(_now, isPaced: true);
            _tokens = Math.Min(depth, _tokens + (left * step.TotalSeconds));
            if (_tokens < 1)
            {
                throttled++;
                _share.Throttled(_now, Whole);
            }
            else
            {
                (_tokens, passed) = (_tokens - 1, passed + 1);
                _share.Succeeded(_now);
            }
        }

        return (passed, throttled);
    }
}
