using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Episodes;

/// <summary>Watches the fleet and stores what was seen: timelines and episodes. Before the first read it gives the fleet the windows it knows.</summary>
internal sealed partial class EpisodeRecorder(
    FleetAccess fleet,
    IFollowedFleet live,
    RescueBoard board,
    RescueLedger rescues,
    EpisodeTable table,
    EpisodeLog log,
    IOptions<OperationsOptions> options,
    TimeProvider time,
    ILogger<EpisodeRecorder> logger
) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetentionRound = TimeSpan.FromHours(6);

    /// <summary>Statuses kept in memory while the store cannot be written; older ones are dropped.</summary>
    private const int MostWaiting = 100_000;

    private readonly List<(StreamSessionArn, SeenStatus)> _waitingSeen = [];
    private readonly List<TrackedEpisode> _waitingEpisodes = [];
    private IReadOnlyList<TrackedEpisode>? _open;
    private EpisodeTracker? _tracker;
    private bool _isRemembered;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _open = await AdoptAsync(cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Who waits is seen without what was known of them before, until the store can be read.
            NothingKnown();
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Before the first read: the windows that are open, and what ended within the hour.</summary>
    private async Task<IReadOnlyList<TrackedEpisode>> AdoptAsync(CancellationToken cancellationToken)
    {
        var open = await table.OpenAsync(cancellationToken);
        var now = fleet.ServiceNow;
        var ended = await table.EndedSinceAsync(now - EpisodeLog.Shown, cancellationToken);
        var attempts = await rescues.OpenOrEndedSinceAsync(DateTimeOffset.MaxValue, cancellationToken);
        log.Add(ended, now);
        live.Adopt([
            .. open.Select(tracked => tracked.Window),
            .. attempts.Where(attempt => !open.Any(tracked => IsOf(tracked.Episode, attempt))).Select(WitnessedBy),
        ]);
        return open;
    }

    /// <summary>Before the first look: in which status each session was last seen. Of a large fleet that is much, and nobody's first screen waits for it.</summary>
    private async Task RememberAsync(IReadOnlyList<TrackedEpisode> open, CancellationToken cancellationToken)
    {
        var seen = await table.LastSeenAsync(fleet.ServiceNow - StreamSession.SurelyOverAfter, cancellationToken);
        foreach (var (session, status) in _waitingSeen)
        {
            seen[session] = status;
        }

        _tracker = NewTracker(Together(open), seen);
        _isRemembered = true;
    }

    private static bool IsOf(Episode episode, RescueAttempt attempt) =>
        episode.Session == attempt.Session && episode.Epoch >= attempt.WindowEpoch;

    /// <summary>
    /// An open rescue stands for its episode, which the process may have died too soon to store: what its call did to the session must not pass for
    /// another loss, of which its page and its answer know nothing.
    /// </summary>
    private static KnownWindow WitnessedBy(RescueAttempt attempt)
    {
        var entered = DateTimeOffset.FromUnixTimeMilliseconds(attempt.WindowEpoch);
        return new KnownWindow(attempt.Session, WindowKind.Reach, attempt.WindowEpoch, entered, entered, entered, ConnectionTimeout: null);
    }

    /// <summary>One open episode for each session: the stored one, which the next look closes where the session's window is another.</summary>
    private IReadOnlyList<TrackedEpisode> Together(IReadOnlyList<TrackedEpisode> stored)
    {
        var known = stored.Select(tracked => tracked.Episode.Session).ToHashSet();
        var newest = _waitingEpisodes.GroupBy(tracked => (tracked.Episode.Session, tracked.Episode.Epoch)).Select(same => same.Last());
        return [.. stored, .. newest.Where(tracked => tracked.Episode.EndedAt is null && !known.Contains(tracked.Episode.Session))];
    }

    /// <summary>Takes up what was seen before the start.</summary>
    private async Task<EpisodeTracker> FirstTrackerAsync(CancellationToken cancellationToken)
    {
        var open = _open ?? [];
        try
        {
            if (_open is not null)
            {
                await RememberAsync(open, cancellationToken);
            }
        }
        catch (StoreUnavailableException)
        {
            NothingKnown();
        }

        return _tracker ?? NewTracker(Together(open), new Dictionary<StreamSessionArn, SeenStatus>());
    }

    /// <summary>After a start without the store: takes up what was open before, once it can be read.</summary>
    private async Task<bool> RememberLateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RememberAsync(await AdoptAsync(cancellationToken), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Said at the start; what is seen waits meanwhile.
        }

        return _isRemembered;
    }

    private EpisodeTracker NewTracker(IReadOnlyList<TrackedEpisode> open, IReadOnlyDictionary<StreamSessionArn, SeenStatus> seen) =>
        new(open, seen, session => board.Current.GetValueOrDefault(session));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            logger.KeepOnAsync("Recording what was seen", RecordAsync, time, stoppingToken),
            logger.KeepOnAsync("Keeping what was seen", KeepHouseAsync, time, stoppingToken)
        );

    private async Task RecordAsync(CancellationToken stoppingToken)
    {
        var isFirst = true;
        _tracker ??= await FirstTrackerAsync(stoppingToken);
        await foreach (var update in live.FollowAsync(stoppingToken))
        {
            // What was open before this start is looked at as a whole, however late it is known.
            var changes = update.Changes.Select(change => (change.Arn, Session: change.After));
            if (isFirst || (!_isRemembered && await RememberLateAsync(stoppingToken)))
            {
                var all = update.Snapshot.Sessions.Values.Select(session => (session.Arn, (LiveStreamSession?)session));
                changes = changes.Where(change => change.Session is null).Concat(all);
            }

            isFirst = false;
            // What is known from before this start was recorded then.
            changes = changes.Where(change => change.Session is not { IsFromBefore: true });
            await StoreAsync(_tracker.Observe(changes, update.Snapshot.ServiceOffset, fleet.ServiceNow));
        }
    }

    private async Task StoreAsync(EpisodeBatch batch)
    {
        log.Add(batch.Episodes.Select(tracked => tracked.Episode), fleet.ServiceNow);
        _waitingSeen.AddRange(batch.Seen);
        _waitingEpisodes.AddRange(batch.Episodes);
        if (_waitingSeen.Count == 0 && _waitingEpisodes.Count == 0)
        {
            return;
        }

        try
        {
            await table.SaveAsync(new EpisodeBatch(_waitingSeen, _waitingEpisodes));
            _waitingSeen.Clear();
            _waitingEpisodes.Clear();
        }
        catch (StoreUnavailableException)
        {
            // The live view goes on; what was seen waits for the store, which tells the log itself.
            _waitingSeen.RemoveRange(0, Math.Max(0, _waitingSeen.Count - MostWaiting));
        }
    }

    private async Task KeepHouseAsync(CancellationToken stoppingToken)
    {
        var nextRetention = fleet.Clock.Now;
        using var timer = new PeriodicTimer(Round, time);
        do
        {
            log.Add([], fleet.ServiceNow);
            if (fleet.Clock.Now >= nextRetention)
            {
                nextRetention = fleet.Clock.Now + RetentionRound;
                await DeleteOldAsync(stoppingToken);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task DeleteOldAsync(CancellationToken stoppingToken)
    {
        try
        {
            var deleted = await table.DeleteSeenBeforeAsync(fleet.ServiceNow.AddDays(-options.Value.RetentionDays), stoppingToken);
            if (deleted > 0)
            {
                Deleted(deleted, options.Value.RetentionDays);
            }
        }
        catch (StoreUnavailableException)
        {
            NotDeleted();
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "What was seen before this start cannot be read.")]
    private partial void NothingKnown();

    [LoggerMessage(2, LogLevel.Information, "Deleted {Count} records of what was seen over {Days} days ago.")]
    private partial void Deleted(int count, int days);

    [LoggerMessage(3, LogLevel.Warning, "What is past its retention could not be deleted; tried again in six hours.")]
    private partial void NotDeleted();
}
