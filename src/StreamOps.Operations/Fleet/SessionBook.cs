using StreamOps.Operations.Time;

namespace StreamOps.Operations.Fleet;

/// <summary>The sessions and what must be remembered of them. Only <see cref="LiveFleet"/> uses it, under its lock.</summary>
internal sealed class SessionBook(ServiceClock serviceClock)
{
    private readonly Dictionary<StreamSessionArn, SessionMemory> _memories = [];
    private readonly Dictionary<(string StreamGroupId, StreamSessionStatus Status), HashSet<StreamSessionArn>> _classes = [];
    private readonly Dictionary<(string StreamGroupId, StreamSessionStatus Status), DateTimeOffset> _wholeLists = [];
    private readonly HashSet<StreamSessionArn> _withoutTimeouts = [];
    private readonly Queue<(StreamSessionArn Arn, DateTimeOffset EndedAt)> _ended = [];
    private readonly AdoptedWindows _adopted = new();

    public ImmutableDictionary<StreamSessionArn, LiveStreamSession> Sessions { get; private set; } = FleetSnapshot.Empty.Sessions;

    public void Adopt(KnownWindow window) => _adopted.Add(window);

    /// <summary>Takes one read in; null when it changes nothing or is stale.</summary>
    public FleetChange? Apply(SessionRead read)
    {
        var arn = read.Session.Arn;
        var known = Sessions.GetValueOrDefault(arn);
        if (known?.Status != read.Session.Status && _wholeLists.TryGetValue((arn.StreamGroupId, read.Session.Status), out var listedAt))
        {
            read = read with { AbsentAt = listedAt };
        }

        if (known is null)
        {
            // History is not the fleet: a session that was never seen alive does not come in by its end.
            return read.Session.Status.IsEnd ? null : Enter(read);
        }

        var memory = _memories[arn];
        if (!SessionRules.IsAcceptable(known, memory, read))
        {
            return null;
        }

        // Whoever comes back was not away: the window runs on.
        var before = known.IsGone ? known with { IsGone = false, IsListed = true, Window = memory.WindowBeforeGone } : known;
        var after = SessionRules.After(before, memory.LastSentAt, read, serviceClock.ToFleet);
        Remember(memory, read);
        return Put(known, after, memory);
    }

    /// <summary>Takes one session in with its timeouts. They never change, so they are good in a stale read too.</summary>
    public IReadOnlyList<FleetChange> Apply(StreamSessionDetails details, SessionRead read)
    {
        var step = Apply(read);
        if (!Sessions.TryGetValue(read.Session.Arn, out var known))
        {
            return [];
        }

        var memory = _memories[known.Arn];
        memory.HasDetails = true;
        var timed = Put(known, SessionRules.WithDetails(known, details, serviceClock.ToFleet), memory);
        return [.. new[] { step, timed }.OfType<FleetChange>()];
    }

    public IReadOnlyList<FleetChange> NotFound(StreamSessionArn arn, DateTimeOffset sentAt, DateTimeOffset arrivedAt)
    {
        if (!Sessions.TryGetValue(arn, out var known) || _memories[arn] is not { } memory || sentAt < memory.LastSentAt)
        {
            return [];
        }

        memory.NotFoundAt ??= arrivedAt;
        if (known.IsGone || arrivedAt - memory.NotFoundAt < SessionDenial.CountsAfter)
        {
            return [];
        }

        memory.WindowBeforeGone = known.Window;
        return Unlist(known with { Window = null, IsGone = true }, memory, arrivedAt);
    }

    public IReadOnlyList<FleetChange> LookupFailed(StreamSessionArn arn, DateTimeOffset at) =>
        Sessions.TryGetValue(arn, out var known)
        && known is { Window: null, IsListed: true }
        && _memories[arn] is { MissedWalks: >= 2 } memory
            ? Unlist(known, memory, at)
            : [];

    public IReadOnlyList<StreamSessionArn> MissingFrom(
        (string StreamGroupId, StreamSessionStatus Status) key,
        IReadOnlySet<StreamSessionArn> seen,
        DateTimeOffset walkStartedAt
    )
    {
        if (!_classes.TryGetValue(key, out var members))
        {
            return [];
        }

        List<StreamSessionArn> missing = [];
        foreach (var arn in members.Where(arn => !seen.Contains(arn)))
        {
            var memory = _memories[arn];
            var isGone = memory is { NotFoundAt: not null, EndedAt: not null };
            if (memory.LastSentAt < walkStartedAt && !isGone)
            {
                memory.MissedWalks++;
                missing.Add(arn);
            }
        }

        return missing;
    }

    /// <summary>Remembers a list that came whole in one page: whom it does not show was, most likely, not in its status then.</summary>
    public void ListedWhole((string StreamGroupId, StreamSessionStatus Status) key, DateTimeOffset startedAt) =>
        _wholeLists[key] = startedAt;

    /// <summary>Live sessions of stream groups that are not among these: no list shows them any more, nor says that they are gone.</summary>
    public IReadOnlyList<StreamSessionArn> OutsideOf(IReadOnlyDictionary<string, LiveStreamGroup> groups) =>
        [
            .. _classes
                .Where(entry => !groups.ContainsKey(entry.Key.StreamGroupId))
                .SelectMany(entry => entry.Value)
                .Where(arn => _memories[arn].EndedAt is null),
        ];

    public IReadOnlyList<StreamSessionArn> WithoutTimeouts() => [.. _withoutTimeouts];

    /// <param name="moment">For sessions outside a window.</param>
    /// <param name="waiting">For those that are in one.</param>
    public IReadOnlyList<StreamSessionArn> NotReadSince(DateTimeOffset moment, DateTimeOffset waiting) =>
        [
            .. _memories
                .Where(entry => entry.Value.EndedAt is null && entry.Value.LastArrivedAt < (entry.Value.IsInWindow ? waiting : moment))
                .Select(entry => entry.Key),
        ];

    public StreamSessionArn? NextToPrefetch()
    {
        foreach (var (key, members) in _classes)
        {
            if (key.Status == StreamSessionStatus.Connected)
            {
                foreach (var arn in members.Where(arn => !_memories[arn].HasDetails))
                {
                    return arn;
                }
            }
        }

        return null;
    }

    public IReadOnlyList<FleetChange> ForgetEndedBefore(DateTimeOffset moment)
    {
        List<FleetChange> gone = [];
        while (_ended.TryPeek(out var first) && first.EndedAt < moment)
        {
            _ended.Dequeue();
            // Listed again since, or ended again later: then another entry stands for it.
            if (_memories.TryGetValue(first.Arn, out var memory) && memory.EndedAt == first.EndedAt)
            {
                gone.Add(new FleetChange(first.Arn, Sessions[first.Arn], After: null));
                Sessions = Sessions.Remove(first.Arn);
                _memories.Remove(first.Arn);
                _withoutTimeouts.Remove(first.Arn);
                Leave(memory.Class, first.Arn);
            }
        }

        return gone;
    }

    /// <summary>Starts over from sessions that somebody else put together.</summary>
    public void Rebuild(ImmutableDictionary<StreamSessionArn, LiveStreamSession> sessions)
    {
        _memories.Clear();
        _classes.Clear();
        _wholeLists.Clear();
        _withoutTimeouts.Clear();
        _ended.Clear();
        Sessions = sessions;
        foreach (var session in sessions.Values)
        {
            var memory = new SessionMemory { LastSentAt = session.StatusSinceLatest, LastArrivedAt = session.StatusSinceLatest };
            _memories.Add(session.Arn, memory);
            Index(session, memory);
        }
    }

    private FleetChange? Enter(SessionRead read)
    {
        var before = _adopted.Take(read.Session, serviceClock.ToFleet);
        var after = SessionRules.After(before, before?.StatusSinceLatest ?? default, read, serviceClock.ToFleet);
        var memory = new SessionMemory();
        Remember(memory, read);
        _memories.Add(after.Arn, memory);
        return Put(known: null, after, memory);
    }

    private IReadOnlyList<FleetChange> Unlist(LiveStreamSession session, SessionMemory memory, DateTimeOffset at)
    {
        if (memory.EndedAt is null)
        {
            memory.EndedAt = at;
            _ended.Enqueue((session.Arn, at));
        }

        return Put(Sessions[session.Arn], session with { IsListed = false }, memory) is { } change ? [change] : [];
    }

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
        var key = (session.Arn.StreamGroupId, session.Status);
        if (memory.Class != key)
        {
            Leave(memory.Class, session.Arn);
            memory.Class = key;
            if (!_classes.TryGetValue(key, out var members))
            {
                _classes.Add(key, members = []);
            }

            members.Add(session.Arn);
        }

        memory.IsInWindow = session.Window is not null;
        if (memory is { IsInWindow: true, HasDetails: false })
        {
            _withoutTimeouts.Add(session.Arn);
        }
        else
        {
            _withoutTimeouts.Remove(session.Arn);
        }

        if (session.Status.IsEnd && memory.EndedAt is null)
        {
            memory.EndedAt = memory.LastArrivedAt;
            _ended.Enqueue((session.Arn, memory.LastArrivedAt));
        }
    }

    private void Leave((string StreamGroupId, StreamSessionStatus Status) key, StreamSessionArn arn)
    {
        if (key.StreamGroupId is not null && _classes.TryGetValue(key, out var members) && members.Remove(arn) && members.Count == 0)
        {
            _classes.Remove(key);
        }
    }

    private static void Remember(SessionMemory memory, SessionRead read)
    {
        memory.LastSentAt = read.SentAt > memory.LastSentAt ? read.SentAt : memory.LastSentAt;
        memory.LastArrivedAt = read.ArrivedAt;
        memory.MissedWalks = 0;
        memory.NotFoundAt = null;
        // An end is for good; "no longer listed" is not.
        if (!read.Session.Status.IsEnd)
        {
            memory.EndedAt = null;
        }
    }
}
