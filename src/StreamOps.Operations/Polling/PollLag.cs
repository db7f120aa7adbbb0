using StreamOps.Operations.Fleet;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>Notices when this process itself comes late to what it wanted to do: it was stopped, or its machine gave it no time.</summary>
internal sealed partial class PollLag(LiveFleet fleet, FleetClock clock, TimeProvider time, ILogger<PollLag> logger)
{
    /// <summary>Less than this is nobody's news: a wait of the poller is about as long.</summary>
    private static readonly TimeSpan Notable = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a slip is told of.</summary>
    private static readonly TimeSpan ToldFor = TimeSpan.FromMinutes(1);

    /// <summary>Measures again and again how much later than asked a wait ends.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var dueAt = clock.Now + Step;
            await Task.Delay(Step, time, cancellationToken);
            var now = clock.Now;
            if (now - dueAt >= Notable)
            {
                PollLagLog.Slipped(logger, (now - dueAt).TotalSeconds);
                Tell(new PollSlip(now, now - dueAt));
            }
            else if (fleet.Current.Health.Slip is { } told && now - told.At > ToldFor)
            {
                Tell(slip: null);
            }
        }
    }

    private void Tell(PollSlip? slip) => fleet.Update(snapshot => snapshot with { Health = snapshot.Health with { Slip = slip } });

    private static partial class PollLagLog
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "StreamOps itself came {Seconds:0.0} s late to its reads: it was stopped, or its machine gave it no time."
        )]
        public static partial void Slipped(ILogger logger, double seconds);
    }
}
