using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Fleet;

/// <summary>The only owner and the only writer of live state: swaps an immutable snapshot and tells the watchers.</summary>
public sealed class LiveFleet(TimeProvider time, ServiceClock serviceClock, IOptions<LiveOptions> options) : IFollowedFleet
{
    private readonly Lock _lock = new();
    private readonly FleetHistory _history = new();
    private readonly SessionBook _book = new(serviceClock);
    private ImmutableArray<ChannelWriter<FleetSnapshot>> _inboxes = [];
    private volatile FleetSnapshot _current = FleetSnapshot.Empty;
    private readonly Newest<int> _watchers = new(0);
    private readonly Newest<bool> _areTagsWanted = new(false);
    private volatile IReadOnlySet<StreamSessionArn> _inView = ImmutableHashSet<StreamSessionArn>.Empty;

    /// <summary>The newest snapshot.</summary>
    public FleetSnapshot Current => _current;

    /// <summary>How many operators and scripts watch now; those that only <see cref="FollowAsync"/> it do not count.</summary>
    public int Watchers => _watchers.Current;

    /// <summary>Whose rows somebody has before them: what is not known of these is asked for first.</summary>
    internal IReadOnlySet<StreamSessionArn> InView
    {
        get => _inView;
        set => _inView = value;
    }

    /// <summary><see cref="Watchers"/>, now and whenever it changes.</summary>
    internal IAsyncEnumerable<int> CountWatchersAsync(CancellationToken cancellationToken) => _watchers.WatchAsync(cancellationToken);

    /// <summary>Counts somebody who watches the fleet's picture, until it is disposed: with nobody there the fleet is read at the idle share.</summary>
    public IDisposable Attend()
    {
        _watchers.Change(count => count + 1);
        return new Attendance(_watchers);
    }

    /// <summary>What changed from one snapshot to a later one, of what the later one shows.</summary>
    public IReadOnlyList<FleetChange> ChangesBetween(FleetSnapshot before, FleetSnapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (!ReferenceEquals(before.Cut, after.Cut))
        {
            // Groups came into sight or went out of it: no step of the fleet tells of that.
            return FleetDiff.Between(before, after);
        }

        lock (_lock)
        {
            var changes = _history.Between(before, after);
            return after.Cut is { } cut ? [.. changes.Where(change => cut.Shows(change.Arn))] : changes;
        }
    }

    /// <summary>Somebody's sight goes by the groups' tags: they are read from now on.</summary>
    public void WantTags() => _areTagsWanted.Change(_ => true);

    /// <summary>Waits until somebody wants the groups' tags.</summary>
    internal async Task UntilTagsAreWantedAsync(CancellationToken cancellationToken)
    {
        await foreach (var areWanted in _areTagsWanted.WatchAsync(cancellationToken))
        {
            if (areWanted)
            {
                return;
            }
        }
    }

    /// <summary>The newest snapshot first, then what changed since this watcher last looked. Newest wins: a slow reader skips. Does not count as <see cref="Attend"/> does.</summary>
    public async IAsyncEnumerable<FleetUpdate> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One slot, newest wins: a slow reader skips snapshots, it never builds a backlog.
        var inbox = Channel.CreateBounded<FleetSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var seen = Attach(inbox.Writer);
        try
        {
            yield return new FleetUpdate(seen, Changes: []);
            while (await inbox.Reader.WaitToReadAsync(cancellationToken))
            {
                if (!inbox.Reader.TryRead(out var snapshot))
                {
                    continue;
                }

                yield return new FleetUpdate(snapshot, ChangesBetween(seen, snapshot));
                seen = snapshot;
                // The leading edge is out; whatever comes in this while goes out as one update.
                await Task.Delay(options.Value.MergeInterval, time, cancellationToken);
            }
        }
        finally
        {
            Detach(inbox.Writer);
        }
    }

    /// <summary>Takes up windows an earlier process knew, before the first read.</summary>
    public void Adopt(IReadOnlyCollection<KnownWindow> windows)
    {
        lock (_lock)
        {
            SwapSessions([.. windows.Select(_book.Adopt).OfType<FleetChange>()]);
        }
    }

    /// <summary>Takes up sessions that an earlier process knew: they are shown as they were, until they are read. Once every list was read they are of no use.</summary>
    /// <param name="sessions">As they were last seen.</param>
    /// <param name="offset">Service time minus fleet time as that process knew it, until the service has told its own.</param>
    /// <param name="now">The present moment.</param>
    internal void Recall(IEnumerable<KnownSession> sessions, TimeSpan offset, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (!_current.IsComplete)
            {
                SwapSessions(_book.Recall(sessions, offset, now));
            }
        }
    }

    /// <summary>What is shown is as old as the last read of an earlier process, until one of this one comes in.</summary>
    /// <param name="readAt">That read, on the fleet's line.</param>
    /// <param name="now">The present moment.</param>
    internal void IsAsOf(DateTimeOffset readAt, DateTimeOffset now) =>
        Update(snapshot =>
            snapshot.Health.State == PollState.Starting && !snapshot.Sessions.IsEmpty
                ? snapshot with
                {
                    Health = snapshot.Health with { State = PollState.Stale, LastGoodRead = Moments.Earlier(readAt, now) },
                }
                : snapshot
        );

    /// <summary>Every list was read to its end: who is known from before this start alone leaves with the same step.</summary>
    /// <param name="change">What else changes with that; the same snapshot back means that nothing does.</param>
    /// <param name="now">The present moment.</param>
    internal void Complete(Func<FleetSnapshot, FleetSnapshot> change, DateTimeOffset now)
    {
        lock (_lock)
        {
            var next = change(_current);
            if (!ReferenceEquals(next, _current))
            {
                ImmutableArray<FleetChange> left = [.. _book.ForgetUnread(now)];
                Swap(next with { Sessions = _book.Sessions, ServiceOffset = serviceClock.Offset }, left);
            }
        }
    }

    /// <summary>Takes in what reads showed; what is stale is passed over, what is unchanged stays the same object.</summary>
    /// <returns>How many sessions entered the status they were read in.</returns>
    internal int Apply(IEnumerable<SessionRead> reads) => Apply(reads, out _);

    /// <summary>As the other.</summary>
    /// <param name="reads">What reads showed.</param>
    /// <param name="withoutTimeouts">Of those that they changed, and of those whose rows somebody has before them, the sessions in a window whose timeouts are not known.</param>
    /// <returns>How many sessions entered the status they were read in.</returns>
    internal int Apply(IEnumerable<SessionRead> reads, out IReadOnlyList<WantedSession> withoutTimeouts)
    {
        lock (_lock)
        {
            var clocks = _book.SetRecalledClocks();
            var changes = reads.Select(_book.Apply).OfType<FleetChange>().ToList();
            SwapSessions([.. clocks, .. changes]);
            withoutTimeouts = _book.WithoutTimeouts(clocks.Concat(changes).Select(change => change.Arn), InView);
            return changes.Count(change => change.Before?.Status != change.After?.Status);
        }
    }

    /// <summary>Takes in one session with its timeouts.</summary>
    internal void Apply(StreamSessionDetails details, DateTimeOffset sentAt, DateTimeOffset arrivedAt)
    {
        lock (_lock)
        {
            SwapSessions([.. _book.SetRecalledClocks(), .. _book.Apply(details, new SessionRead(details.Session, sentAt, arrivedAt))]);
        }
    }

    /// <summary>The service does not know the session, or did not a moment ago: said twice, it is no longer listed.</summary>
    internal void NotFound(StreamSessionArn arn, DateTimeOffset sentAt, DateTimeOffset arrivedAt)
    {
        lock (_lock)
        {
            SwapSessions(_book.NotFound(arn, sentAt, arrivedAt));
        }
    }

    /// <summary>After a complete walk of a class: the sessions it should have shown. Where they went, only a look-up can say; that they are in no list, the walks of all lists.</summary>
    internal IReadOnlyList<WantedSession> Walked(
        string streamGroupId,
        StreamSessionStatus status,
        IReadOnlySet<StreamSessionArn> seen,
        DateTimeOffset startedAt,
        DateTimeOffset at
    )
    {
        lock (_lock)
        {
            var (missing, unlisted) = _book.Walked((streamGroupId, status), seen, startedAt, at);
            SwapSessions(unlisted);
            return missing;
        }
    }

    /// <summary>A list that came whole in one page, and so at one moment.</summary>
    internal void ListedWhole(string streamGroupId, StreamSessionStatus status, DateTimeOffset startedAt)
    {
        lock (_lock)
        {
            _book.ListedWhole((streamGroupId, status), startedAt);
        }
    }

    /// <summary>Sessions in a window whose timeouts are not known.</summary>
    internal IReadOnlyList<WantedSession> WithoutTimeouts()
    {
        lock (_lock)
        {
            return _book.WithoutTimeouts(InView);
        }
    }

    /// <summary>Live sessions whose stream group is gone.</summary>
    internal IReadOnlyList<WantedSession> WithoutGroup()
    {
        lock (_lock)
        {
            return _book.OutsideOf(Current.Groups);
        }
    }

    /// <summary>Live sessions that no read has shown for long: in a status or a stream group that is not polled, or is gone.</summary>
    /// <param name="moment">For sessions outside a window.</param>
    /// <param name="waiting">For those that are in one.</param>
    internal IReadOnlyList<WantedSession> NotReadSince(DateTimeOffset moment, DateTimeOffset waiting)
    {
        lock (_lock)
        {
            return _book.NotReadSince(moment, waiting);
        }
    }

    /// <summary>Sessions that were last seen on their way through a status, and not for some seconds: where they are by now, a look-up says sooner than their list.</summary>
    internal IReadOnlyList<WantedSession> OnTheirWay(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _book.OnTheirWay(now);
        }
    }

    /// <summary>Stream groups with a session that is played or may be, or whose capacity is in use though no list has shown by whom.</summary>
    internal IReadOnlySet<string> PlayedGroups()
    {
        lock (_lock)
        {
            return _book
                .PlayedGroups()
                .Concat(_current.Groups.Values.Where(GroupRules.IsInUse).Select(group => group.Group.Id))
                .ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>A connected session whose timeouts are not known yet; null when there is none.</summary>
    internal StreamSessionArn? NextToPrefetch()
    {
        lock (_lock)
        {
            return _book.NextToPrefetch();
        }
    }

    /// <summary>Forgets sessions that ended before this moment.</summary>
    internal void ForgetEndedBefore(DateTimeOffset moment)
    {
        lock (_lock)
        {
            SwapSessions(_book.ForgetEndedBefore(moment));
        }
    }

    /// <summary>Changes anything but the sessions; the same snapshot back means no change.</summary>
    internal void Update(Func<FleetSnapshot, FleetSnapshot> change)
    {
        lock (_lock)
        {
            var next = change(_current);
            if (!ReferenceEquals(next, _current))
            {
                Swap(next with { ServiceOffset = serviceClock.Offset }, []);
            }
        }
    }

    /// <summary>Swaps the snapshot in and tells the watchers.</summary>
    internal void Publish(FleetSnapshot snapshot)
    {
        lock (_lock)
        {
            _book.Rebuild(snapshot.Sessions);
            Swap(snapshot, FleetDiff.Between(_current, snapshot));
        }
    }

    private void SwapSessions(IReadOnlyList<FleetChange> steps)
    {
        if (
            FleetDiff.Fold([
                [.. steps],
            ]) is
            { Length: > 0 } changes
        )
        {
            Swap(_current with { Sessions = _book.Sessions, ServiceOffset = serviceClock.Offset }, changes);
        }
    }

    private void Swap(FleetSnapshot snapshot, ImmutableArray<FleetChange> changes)
    {
        var next = snapshot with { Version = _current.Version + 1 };
        _history.Add(next.Version, changes);
        _current = next;
        foreach (var inbox in _inboxes)
        {
            inbox.TryWrite(next);
        }
    }

    private FleetSnapshot Attach(ChannelWriter<FleetSnapshot> inbox)
    {
        lock (_lock)
        {
            _inboxes = _inboxes.Add(inbox);
            return _current;
        }
    }

    private void Detach(ChannelWriter<FleetSnapshot> inbox)
    {
        lock (_lock)
        {
            _inboxes = _inboxes.Remove(inbox);
        }
    }

    private sealed class Attendance(Newest<int> watchers) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _isOver, true))
            {
                watchers.Change(count => count - 1);
            }
        }
    }
}
