using Microsoft.Extensions.Time.Testing;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Tests.Time;

/// <summary>The host's clock jumps, leaps and changes its zone; the fleet's line knows nothing of it.</summary>
[Trait("Row", "F6")]
public sealed class FleetClockTests
{
    [Theory]
    [InlineData(10 * 60)]
    [InlineData(-10 * 60)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(365 * 24 * 60 * 60)]
    public void A_jump_of_the_hosts_clock_moves_nothing(int seconds)
    {
        var time = new JumpingTime();
        var clock = new FleetClock(time);
        time.Passes(5);
        var before = clock.Now;

        time.Jump = TimeSpan.FromSeconds(seconds);
        time.Passes(3);

        Assert.Equal(3, (clock.Now - before).TotalSeconds, 6);
    }

    [Fact]
    public void Another_time_zone_moves_nothing()
    {
        var time = new JumpingTime();
        var clock = new FleetClock(time);

        time.Zone = TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(13), "far", "far");

        Assert.Equal((time.GetUtcNow(), TimeSpan.Zero), (clock.Now, clock.Now.Offset));
    }

    private sealed class JumpingTime : TimeProvider
    {
        private readonly FakeTimeProvider _true = new();

        public TimeSpan Jump { get; set; }

        public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

        public override TimeZoneInfo LocalTimeZone => Zone;

        public override long TimestampFrequency => _true.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _true.GetUtcNow() + Jump;

        public override long GetTimestamp() => _true.GetTimestamp();

        public void Passes(double seconds) => _true.Advance(TimeSpan.FromSeconds(seconds));
    }
}
