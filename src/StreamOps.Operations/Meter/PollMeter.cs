using StreamOps.Operations.Fleet;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Meter;

/// <summary>Tells what the reads cost and show, to whoever asks: without anybody it does nothing, and whoever asks within a second is told the same.</summary>
public sealed class PollMeter
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(0.9);

    private readonly PollTurns _turns;
    private readonly CallBudget _budget;
    private readonly LiveFleet _fleet;
    private readonly FleetClock _clock;
    private readonly LiveOptions _options;
    private readonly Lock _lock = new();
    private MeterLook? _newest;

    internal PollMeter(PollTurns turns, CallBudget budget, LiveFleet fleet, FleetClock clock, IOptions<LiveOptions> options) =>
        (_turns, _budget, _fleet, _clock, _options) = (turns, budget, fleet, clock, options.Value);

    /// <summary>What is read of it now, at most a second old.</summary>
    /// <param name="sight">The stream groups that whoever asks may see: of others nothing is told.</param>
    public MeterReading Read(GroupSight sight)
    {
        ArgumentNullException.ThrowIfNull(sight);
        return new MeterReading(Newest(), sight, _fleet.Current);
    }

    private MeterLook Newest()
    {
        lock (_lock)
        {
            return _newest is { } newest && _clock.Now - newest.Reads.At < GoodFor ? newest : _newest = Look();
        }
    }

    private MeterLook Look() =>
        new(
            _turns.Look(),
            [
                .. _budget
                    .Spent()
                    .OrderByDescending(one => string.Equals(one.Operation, ApiOperations.ListStreamSessions, StringComparison.Ordinal)),
            ],
            _options.ShareOfRateLimit,
            _budget.OwnRateOf(ApiOperations.ListStreamSessions, share: 1)
        );
}
