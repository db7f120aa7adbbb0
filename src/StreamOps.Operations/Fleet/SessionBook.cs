using StreamOps.Operations.Time;

namespace StreamOps.Operations.Fleet;

/// <summary>The sessions and what must be remembered of them. Only <see cref="LiveFleet"/> uses it, under its lock.</summary>
internal sealed class SessionBook(ServiceClock serviceClock)
{
    private readonly SessionIndex _index = new();
    private readonly Dictionary<(string StreamGroupId, StreamSessionStatus Status), DateTimeOffset> _wholeLists = [];
    private readonly Dictionary<string, DateTimeOffset> _absentSince = new(StringComparer.Ordinal);
    private readonly ListWalks _walks = new();
    private readonly Leavers _leavers = new();
    private readonly AdoptedWindows _adopted = new();
    private readonly TimeoutsSeen _timeouts = new();
    private readonly RecalledSessions _recalled = new();

    public ImmutableDictionary<StreamSessionArn, LiveStreamSession> Sessions { get; private set; } = FleetSnapshot.Empty.Sessions;

    /// <summary>Takes up a window that an earlier process knew; a session that is shown as it was known is shown in it.</summary>
    public FleetChange? Adopt(KnownWindow window)
    {
        _adopted.Add(window);
        return _index.Find(window.Session) is { Session.IsFromBefore: true } memory ? Show(memory) : null;
    }

    /// <summary>Takes up sessions that an earlier process knew: they are shown as they were, until they are read. Of one that was read nothing older counts.</summary>
    /// <param name="sessions">As they were last seen.</param>
    /// <param name="offset">Service time minus fleet time by that process, for as long as the service has not told its time.</param>
    /// <param name="at">Now.</param>
    public IReadOnlyList<FleetChange> Recall(IEnumerable<KnownSession> sessions, TimeSpan offset, DateTimeOffset at)
    {
        _recalled.Begin(offset, at);
        List<KnownSession> unread =
        [
            .. sessions.Where(known => !Sessions.ContainsKey(known.Session.Arn)).OrderBy(known => known.StatusSinceLatest),
        ];
        foreach (var known in unread)
        {
            if (known.ConnectionTimeout is { } timeout)
            {
                _timeouts.Saw(known.Session, timeout);
            }
        }

        var all = Sessions.ToBuilder();
        List<FleetChange> changes = [];
        // Whose status is the oldest comes last: each stands before all others in the order of who was read.
        foreach (var known in Enumerable.Reverse(unread))
        {
            _recalled.Add(known);
            var shown = WithGuess(_recalled.Shown(known.Session.Arn, _adopted.Find(known.Session.Arn)));
            _index.Put(
                shown,
                new SessionMemory
                {
                    Session = shown,
                    LastSentAt = shown.StatusSinceLatest,
                    LastArrivedAt = shown.StatusSinceLatest,
                    HasDetails = shown.ConnectionTimeout is not null,
                }
            );
            all[shown.Arn] = shown;
            changes.Add(new FleetChange(shown.Arn, Before: null, shown));
        }

        Sessions = all.ToImmutable();
        return changes;
    }

    /// <summary>The clocks of those who are shown as they were known, by the service's own time once it has told it.</summary>
    public IReadOnlyList<FleetChange> SetRecalledClocks() =>
        _recalled.Takes(serviceClock.Offset) ? [.. _recalled.InWindow.ToList().Select(arn => Show(_index[arn])).OfType<FleetChange>()] : [];

    /// <summary>Every list was read to its end: who is known from before alone leaves. Where a player may still wait the service is asked first.</summary>
    public IReadOnlyList<FleetChange> ForgetUnread(DateTimeOffset now)
    {
        var unread = _recalled
            .All.Select(arn => _index[arn].Session)
            .Where(session => !(session.IsHeldForItsClient && (session.Window?.LatestEnd ?? session.Deadline) > now))
            .ToList();
        foreach (var session in unread)
        {
            _recalled.Forget(session.Arn);
            _index.Remove(session.Arn);
        }

        Sessions = Sessions.RemoveRange(unread.Select(session => session.Arn));
        return [.. unread.Select(session => new FleetChange(session.Arn, session, After: null))];
    }

    /// <summary>Takes one read in; null when it changes nothing or is stale.</summary>
    public FleetChange? Apply(SessionRead read)
    {
        var arn = read.Session.Arn;
        var memory = _index.Find(arn);
        var known = memory?.Session;
        if (known?.Status != read.Session.Status && _wholeLists.TryGetValue((arn.StreamGroupId, read.Session.Status), out var listedAt))
        {
            read = read with { AbsentAt = listedAt };
        }

        if (memory is null || known is null)
        {
            // History is not the fleet: a session that was never seen alive does not come in by its end.
            return read.Session.Status.IsEnd ? null : Enter(read);
        }

        if (!SessionRules.IsAcceptable(known, memory, read))
        {
            return null;
        }

        if (known.Status == read.Session.Status)
        {
            _walks.Found(memory.Class, memory.LastSentAt);
        }

        var before =
            known.IsFromBefore ? Recalled(known, read.Session)
            // Whoever comes back was not away: the window runs on.
            : known.IsGone ? known with { IsGone = false, IsListed = true, Window = memory.WindowBeforeGone }
            : known;
        var beforeSentAt = known.IsFromBefore ? before.StatusSinceLatest : memory.LastSentAt;
        var after = WithGuess(SessionRules.After(before, beforeSentAt, read, serviceClock.ToFleet));
        Remember(memory, read);
        return Put(known, after, memory);
    }

    /// <summary>Takes one session in with its timeouts. They never change, so they are good in a stale read too.</summary>
    public IReadOnlyList<FleetChange> Apply(StreamSessionDetails details, SessionRead read)
    {
        var step = Apply(read);
        if (_index.Find(read.Session.Arn) is not { Session: var known } memory)
        {
            return [];
        }

        memory.HasDetails = true;
        var timed = Put(known, SessionRules.WithDetails(known, details, serviceClock.ToFleet), memory);
        // Each session once, however often it is read.
        var guessed =
            known.ConnectionTimeout is null
            && timed?.After is { ConnectionTimeout: { } timeout } after
            && _timeouts.Saw(after.Session, timeout)
                ? Guessed(after.Session)
                : [];
        return [.. new[] { step, timed }.OfType<FleetChange>(), .. guessed];
    }

    public IReadOnlyList<FleetChange> NotFound(StreamSessionArn arn, DateTimeOffset sentAt, DateTimeOffset arrivedAt)
    {
        if (_index.Find(arn) is not { Session: var known } memory || sentAt < memory.LastSentAt)
        {
            return [];
        }

        memory.NotFoundAt ??= arrivedAt;
        if (known.IsGone || arrivedAt - memory.NotFoundAt < SessionDenial.CountsAfter)
        {
            return [];
        }

        memory.WindowBeforeGone = known.Window;
        _recalled.Forget(arn);
        return Unlist(known with { Window = null, IsGone = true, IsFromBefore = false }, memory, arrivedAt, isKnown: true);
    }

    /// <summary>A walk came to its end and showed all there was: whom else it should have shown, and who by now is in no list at all.</summary>
    public (IReadOnlyList<WantedSession> Missing, IReadOnlyList<FleetChange> Unlisted) Walked(
        (string StreamGroupId, StreamSessionStatus Status) key,
        IReadOnlySet<StreamSessionArn> seen,
        DateTimeOffset startedAt,
        DateTimeOffset at
    )
    {
        _walks.Walked(key, startedAt);
        var unlisted = Absent(key.StreamGroupId, at).SelectMany(memory => Unlist(memory.Session, memory, at, isKnown: false)).ToList();
        return (Wanted(_index.Missing(key, seen, startedAt)), unlisted);
    }

    /// <summary>Remembers a list that came whole in one page: whom it does not show was, most likely, not in its status then.</summary>
    public void ListedWhole((string StreamGroupId, StreamSessionStatus Status) key, DateTimeOffset startedAt) =>
        _wholeLists[key] = startedAt;

    /// <inheritdoc cref="SessionIndex.OutsideOf"/>
    public IReadOnlyList<WantedSession> OutsideOf(IReadOnlyDictionary<string, LiveStreamGroup> groups) => Wanted(_index.OutsideOf(groups));

    /// <inheritdoc cref="SessionIndex.WithoutTimeouts"/>
    public IReadOnlyList<WantedSession> WithoutTimeouts(IReadOnlySet<StreamSessionArn> inView) => Seen(_index.WithoutTimeouts(), inView);

    /// <summary>As the other, of no more than these and those in view.</summary>
    public IReadOnlyList<WantedSession> WithoutTimeouts(IEnumerable<StreamSessionArn> among, IReadOnlySet<StreamSessionArn> inView) =>
        Seen(_index.WithoutTimeouts(among.Concat(inView)), inView);

    /// <inheritdoc cref="SessionIndex.NotReadSince"/>
    public IReadOnlyList<WantedSession> NotReadSince(DateTimeOffset moment, DateTimeOffset waiting) =>
        Wanted(_index.NotReadSince(moment, waiting));

    /// <inheritdoc cref="SessionIndex.OnTheirWay"/>
    public IReadOnlyList<WantedSession> OnTheirWay(DateTimeOffset now) => Wanted(_index.OnTheirWay(now));

    /// <inheritdoc cref="SessionIndex.PlayedGroups"/>
    public IEnumerable<string> PlayedGroups() => _index.PlayedGroups();

    /// <inheritdoc cref="SessionIndex.NextToPrefetch"/>
    public StreamSessionArn? NextToPrefetch() => _index.NextToPrefetch();

    public IReadOnlyList<FleetChange> ForgetEndedBefore(DateTimeOffset moment)
    {
        List<FleetChange> gone = [];
        foreach (var (arn, endedAt) in _leavers.TakeBefore(moment))
        {
            // Listed again since, or ended again later: then another entry stands for it.
            if (_index.Find(arn) is { } memory && memory.EndedAt == endedAt)
            {
                gone.Add(new FleetChange(arn, memory.Session, After: null));
                _recalled.Forget(arn);
                Sessions = Sessions.Remove(arn);
                _index.Remove(arn);
            }
        }

        return gone;
    }

    /// <summary>Starts over from sessions that somebody else put together.</summary>
    public void Rebuild(ImmutableDictionary<StreamSessionArn, LiveStreamSession> sessions)
    {
        _index.Clear();
        _wholeLists.Clear();
        _leavers.Clear();
        _walks.Clear();
        _absentSince.Clear();
        _timeouts.Clear();
        _recalled.Clear();
        Sessions = sessions;
        foreach (var session in sessions.Values.OrderBy(session => session.StatusSinceLatest))
        {
            Index(
                session,
                new SessionMemory
                {
                    Session = session,
                    LastSentAt = session.StatusSinceLatest,
                    LastArrivedAt = session.StatusSinceLatest,
                }
            );
        }
    }

    private FleetChange? Enter(SessionRead read)
    {
        var before = _adopted.Take(read.Session, serviceClock.ToFleet);
        var after = WithGuess(SessionRules.After(before, before?.StatusSinceLatest ?? default, read, serviceClock.ToFleet));
        var memory = new SessionMemory { Session = after };
        Remember(memory, read);
        return Put(known: null, after, memory);
    }

    /// <summary>What the first read of a session follows on: as it was kept, by the window that is known better where there is one.</summary>
    private LiveStreamSession Recalled(LiveStreamSession shown, StreamSession read)
    {
        var kept = _recalled.Take(read.Arn, serviceClock.ToFleet) ?? shown with { IsFromBefore = false };
        return _adopted.Take(read, serviceClock.ToFleet) is { } better
            ? SessionRules.WithTimeouts(better, kept.ConnectionTimeout, kept.SessionLength, serviceClock.ToFleet)
            : kept;
    }

    private FleetChange? Show(SessionMemory memory) =>
        Put(memory.Session, WithGuess(_recalled.Shown(memory.Arn, _adopted.Find(memory.Arn))), memory);

    private static IReadOnlyList<WantedSession> Seen(IReadOnlyList<SessionMemory> sessions, IReadOnlySet<StreamSessionArn> inView) =>
        [.. Wanted(sessions).Select(session => session with { IsInView = inView.Contains(session.Arn) })];

    private static IReadOnlyList<WantedSession> Wanted(IReadOnlyList<SessionMemory> sessions) =>
        [.. sessions.Select(memory => WantedSession.Of(memory.Session))];

    /// <summary>Whom the lists prove to be in none of them. Whose player waits, of that the service is always asked; whose client never came, while it may.</summary>
    private IReadOnlyList<SessionMemory> Absent(string streamGroupId, DateTimeOffset at)
    {
        var since = _walks.AbsentSince(streamGroupId);
        if (since <= _absentSince.GetValueOrDefault(streamGroupId))
        {
            return [];
        }

        _absentSince[streamGroupId] = since;
        return
        [
            .. StreamSessionStatus
                .Listed.SelectMany(status => _index.In(streamGroupId, status, since))
                .Where(memory =>
                    memory is { EndedAt: null, IsHeld: false } && memory.LastArrivedAt < since && !IsStillInWindow(memory, at)
                ),
        ];
    }

    // Once it is over the service ends it, and of many that end unseen more stay than can be asked for.
    private static bool IsStillInWindow(SessionMemory memory, DateTimeOffset at) => memory.IsInWindow && memory.Session.Deadline > at;

    private IReadOnlyList<FleetChange> Unlist(LiveStreamSession session, SessionMemory memory, DateTimeOffset at, bool isKnown)
    {
        if (memory.EndedAt is null)
        {
            memory.EndedAt = at;
            if (isKnown)
            {
                _leavers.Ended(session.Arn, at);
            }
            else
            {
                _leavers.Unlisted(session.Arn, at);
            }
        }

        return Put(memory.Session, session with { IsListed = false }, memory) is { } change ? [change] : [];
    }

    /// <summary>Those in a window of whom nothing but the guess is known: another one puts them in another place.</summary>
    private List<FleetChange> Guessed(StreamSession like) =>
        [
            .. _index
                .WithoutTimeouts()
                .Where(memory => TimeoutsSeen.AreAlike(memory.Session.Session, like))
                .Select(memory => Put(memory.Session, WithGuess(memory.Session), memory))
                .OfType<FleetChange>(),
        ];

    private LiveStreamSession WithGuess(LiveStreamSession session) =>
        session is { ConnectionTimeout: null, Window: not null }
        && _timeouts.Guess(session.Session) is { } guess
        && guess != session.GuessedTimeout
            ? session with
            {
                GuessedTimeout = guess,
            }
            : session;

    private FleetChange? Put(LiveStreamSession? known, LiveStreamSession after, SessionMemory memory)
    {
        Index(after, memory);
        if (ReferenceEquals(known, after))
        {
            return null;
        }

        Sessions = Sessions.SetItem(after.Arn, after);
        return new FleetChange(after.Arn, known, after);
    }

    private void Index(LiveStreamSession session, SessionMemory memory)
    {
        if (session.Status.IsEnd && memory.EndedAt is null)
        {
            memory.EndedAt = memory.LastArrivedAt;
            _leavers.Ended(session.Arn, memory.LastArrivedAt);
        }

        _index.Put(session, memory);
    }

    private static void Remember(SessionMemory memory, SessionRead read)
    {
        memory.LastSentAt = read.SentAt > memory.LastSentAt ? read.SentAt : memory.LastSentAt;
        memory.LastArrivedAt = read.ArrivedAt;
        memory.NotFoundAt = null;
        // An end is for good; "no longer listed" is not.
        if (!read.Session.Status.IsEnd)
        {
            memory.EndedAt = null;
        }
    }
}
