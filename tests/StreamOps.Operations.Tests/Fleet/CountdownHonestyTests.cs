using CsCheck;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Time;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>A session with a true life on the service's clock, read at random moments over a slow line by a host whose clock is wrong.</summary>
public sealed class CountdownHonestyTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Life> Lives = Gen.Select(
        Gen.Double[-600, 600],
        Gen.Double[1, 3600],
        Gen.Double[20, 200],
        Gen.Double[0.2, 65].List[20, 40],
        Gen.Double[0.005, 0.2].List[80, 80],
        Gen.Double[0, 1],
        Gen.Double[-200, 400],
        Gen.Double[30, 5000],
        (skew, timeout, lostAt, pauses, latencies, share, noise, length) =>
            new Life(skew, timeout, lostAt, pauses, latencies, share, noise, length)
    );

    [Trait("Row", "F6")]
    [Trait("Row", "R7")]
    [Fact]
    public void No_more_time_is_shown_than_is_left() =>
        Lives.Sample(
            life =>
            {
                if (Shown(life, isUpdateTheLoss: true) is { } shown)
                {
                    Assert.True(
                        shown.Window!.ExpectedEnd <= TrueEnd(life),
                        $"shown until {shown.Window.ExpectedEnd:O}, true end {TrueEnd(life):O}"
                    );
                }
            },
            iter: 3000
        );

    [Trait("Row", "F6")]
    [Trait("Row", "R7")]
    [Fact]
    public void The_earliest_end_holds_whatever_the_last_update_means() =>
        Lives.Sample(
            life =>
            {
                if (Shown(life, isUpdateTheLoss: false) is { } shown)
                {
                    Assert.True(shown.Window!.EarliestEnd <= TrueEnd(life));
                }
            },
            iter: 3000
        );

    [Trait("Row", "F6")]
    [Trait("Row", "R7")]
    [Fact]
    public void The_figure_is_hardly_ever_more_than_1200_ms_short()
    {
        List<double> errors = [];
        Lives.Sample(
            life =>
            {
                if (Shown(life, isUpdateTheLoss: true) is { } shown)
                {
                    errors.Add((TrueEnd(life) - shown.Window!.ExpectedEnd!.Value).TotalSeconds);
                }
            },
            iter: 3000,
            threads: 1
        );

        errors.Sort();
        Assert.True(errors.Count > 1000);
        Figures.Tell(
            "R7",
            "countdowns, host up to 10 min off",
            $"{errors.Count} losses, none shown longer than true, {errors[(int)(errors.Count * 0.99)]:0.00} s short at the 99th percentile"
        );
        Assert.InRange(errors[(int)(errors.Count * 0.99)], 0, 1.2);
    }

    /// <summary>The session as the fleet holds it after the first read that showed the loss; null when no read did.</summary>
    private static LiveStreamSession? Shown(Life life, bool isUpdateTheLoss)
    {
        var clock = new ServiceClock();
        var session = default(LiveStreamSession);
        var lastSentAt = DateTimeOffset.MinValue;
        var sentAt = 0.0;
        for (var i = 0; i < life.Pauses.Count; i++)
        {
            var latency = life.Latencies[i];
            var trueAt = sentAt + (latency * life.Share);
            var isLost = trueAt >= life.LostAt;
            var updated = isUpdateTheLoss
                ? isLost
                    ? life.LostAt
                    : -60
                : life.Noise;
            var truth = A.StreamSession().In(isLost ? StreamSessionStatus.PendingClientReconnection : StreamSessionStatus.Connected) with
            {
                CreatedAt = OnService(life, -60),
                LastUpdatedAt = OnService(life, updated),
            };
            clock.Observe(Start.AddSeconds(sentAt), WholeSeconds(OnService(life, trueAt)));
            var read = new SessionRead(truth, Start.AddSeconds(sentAt), Start.AddSeconds(sentAt + latency));
            session = SessionRules.After(session, lastSentAt, read, clock.ToFleet);
            var details = truth.Details() with
            {
                ConnectionTimeout = TimeSpan.FromSeconds(life.Timeout),
                SessionLength = TimeSpan.FromSeconds(life.Length),
            };
            session = SessionRules.WithDetails(session, details, clock.ToFleet);
            if (isLost)
            {
                return session;
            }

            lastSentAt = read.SentAt;
            sentAt += latency + life.Pauses[i];
        }

        return null;
    }

    /// <summary>On the fleet's line.</summary>
    private static DateTimeOffset TrueEnd(Life life) => Start.AddSeconds(Math.Min(life.LostAt + life.Timeout, life.Length - 60));

    private static DateTimeOffset OnService(Life life, double seconds) => Start.AddSeconds(seconds + life.Skew);

    private static DateTimeOffset WholeSeconds(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());

    private sealed record Life(
        double Skew,
        double Timeout,
        double LostAt,
        List<double> Pauses,
        List<double> Latencies,
        double Share,
        double Noise,
        double Length
    );
}
