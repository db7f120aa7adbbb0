using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Store;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.LastKnown;

/// <summary>
/// Before anything is read it gives the fleet what an earlier process last knew, who waits before the start is through and all others after it; then it keeps
/// what changes, so many at a time, beside the reads and never in their way.
/// </summary>
internal sealed partial class LastKnownKeeper(
    LiveFleet fleet,
    LastKnownTable table,
    FleetClock clock,
    TimeProvider time,
    ILogger<LastKnownKeeper> logger
) : BackgroundService
{
    private const string Work = "Keeping what is known of sessions";

    /// <summary>In one commit: who acts meanwhile waits no longer than that takes.</summary>
    private const int MostAtOnce = 250;

    /// <summary>What changes several times within it is written once.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    /// <summary>Where nothing changes only this is written: that it was so still.</summary>
    private static readonly TimeSpan QuietRound = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamSessionArn, KnownSession?> _changed = [];
    private LastKnownMoment? _before;
    private DateTimeOffset _keptAt = DateTimeOffset.MinValue;
    private int _beingWritten;
    private bool _isCleaned;

    /// <summary>How many sessions wait to be kept or forgotten, those included that are being written.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _changed.Count + _beingWritten;
            }
        }
    }

    /// <summary>The version of the last snapshot that was looked at.</summary>
    internal long Seen { get; private set; } = -1;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody is let in: who waits is on the first screen. A store that is away holds up nothing, and costs no more than that screen.
        await logger.TryFirstAsync(Work, stop => StorePatience.TryOnceAsync(() => RecallWaitingAsync(stop)), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { IsCompleted: true })
        {
            await StorePatience.TryOnceAsync(() => KeepAsync(isLast: true, cancellationToken));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Task.WhenAll(
            logger.TryFirstAsync(Work, stop => StorePatience.TryOnceAsync(() => RecallOthersAsync(stop)), stoppingToken),
            logger.KeepOnAsync(Work, FollowAsync, time, stoppingToken),
            logger.KeepOnAsync(Work, KeepOnAsync, time, stoppingToken)
        );
    }

    private async Task RecallWaitingAsync(CancellationToken cancellationToken)
    {
        _before = await table.MomentAsync(cancellationToken);
        if (_before is not null)
        {
            await RecallAsync(inWindow: true, cancellationToken);
            fleet.IsAsOf(_before.ReadAt - Cautious(_before.ServiceOffset), clock.Now);
        }
    }

    private Task RecallOthersAsync(CancellationToken cancellationToken) =>
        _before is null ? Task.CompletedTask : RecallAsync(inWindow: false, cancellationToken);

    private async Task RecallAsync(bool inWindow, CancellationToken cancellationToken)
    {
        var offset = Cautious(_before!.ServiceOffset);
        var serviceNow = clock.Now + offset;
        var known = await table.SeenSinceAsync(inWindow, serviceNow - StreamSession.SurelyOverAfter, cancellationToken);
        // In a window that is over nobody can be helped: whoever was is back, or ended, and the lists say which.
        fleet.Recall(known.Where(one => one.WindowOver is not { } over || over > serviceNow), offset, clock.Now);
    }

    // Which of the two clocks was set since nobody can say: a deadline is rather shown too early.
    private static TimeSpan Cautious(TimeSpan offset) => Moments.Longer(offset, TimeSpan.Zero);

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        var isFirst = true;
        await foreach (var update in fleet.FollowAsync(stoppingToken))
        {
            // After a defect nobody knows what was missed.
            var all = update.Snapshot.Sessions.Values.Select(session => new FleetChange(session.Arn, Before: null, session));
            Take(isFirst ? all : update.Changes, update.Snapshot.ServiceOffset);
            (isFirst, Seen) = (false, update.Snapshot.Version);
        }
    }

    private void Take(IEnumerable<FleetChange> changes, TimeSpan offset)
    {
        lock (_lock)
        {
            foreach (var change in changes)
            {
                if (change.After is null or { IsOver: true })
                {
                    _changed[change.Arn] = null;
                }
                else if (
                    change.After is { IsFromBefore: false }
                    && KnownSession.Of(change.After, offset) is var known
                    && IsNews(change.Before, known, offset)
                )
                {
                    _changed[change.Arn] = known;
                }
            }
        }
    }

    private static bool IsNews(LiveStreamSession? before, KnownSession known, TimeSpan offset) =>
        before is null or { IsOver: true } || !known.SaysTheSame(KnownSession.Of(before, offset));

    private async Task KeepOnAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await StorePatience.TryOnceAsync(() => KeepAsync(isLast: false, stoppingToken));
        }
    }

    /// <summary>Writes what waits; what the store refused waits for the next round, and what there is no more time for is read anew after the next start.</summary>
    private async Task KeepAsync(bool isLast, CancellationToken cancellationToken)
    {
        if (!_isCleaned)
        {
            await table.ForgetBeforeAsync(clock.Now + fleet.Current.ServiceOffset - StreamSession.SurelyOverAfter);
            _isCleaned = true;
        }

        while (!cancellationToken.IsCancellationRequested && TakeSome() is { Count: > 0 } some)
        {
            await KeepAsync(some);
        }

        // While nothing comes in, nothing is as of now.
        if (fleet.Current.Health.State == PollState.Live && (isLast || clock.Now - _keptAt >= QuietRound))
        {
            await KeepAsync(ImmutableDictionary<StreamSessionArn, KnownSession?>.Empty);
        }
    }

    private async Task KeepAsync(IReadOnlyDictionary<StreamSessionArn, KnownSession?> some)
    {
        try
        {
            await table.SaveAsync(
                [.. some.Values.OfType<KnownSession>()],
                [.. some.Where(one => one.Value is null).Select(one => one.Key)],
                MomentNow()
            );
            _keptAt = clock.Now;
            Done(ImmutableDictionary<StreamSessionArn, KnownSession?>.Empty);
        }
        catch (Exception)
        {
            Done(some);
            throw;
        }
    }

    private LastKnownMoment MomentNow()
    {
        var snapshot = fleet.Current;
        return new LastKnownMoment
        {
            ReadAt = (snapshot.Health.LastGoodRead ?? clock.Now) + snapshot.ServiceOffset,
            ServiceOffset = snapshot.ServiceOffset,
        };
    }

    private Dictionary<StreamSessionArn, KnownSession?> TakeSome()
    {
        lock (_lock)
        {
            var some = _changed.Take(MostAtOnce).ToDictionary();
            foreach (var arn in some.Keys)
            {
                _changed.Remove(arn);
            }

            _beingWritten = some.Count;
            return some;
        }
    }

    /// <param name="refused">What the store did not take: it waits on, but for what came since.</param>
    private void Done(IReadOnlyDictionary<StreamSessionArn, KnownSession?> refused)
    {
        lock (_lock)
        {
            _beingWritten = 0;
            foreach (var (arn, known) in refused)
            {
                _changed.TryAdd(arn, known);
            }
        }
    }
}
