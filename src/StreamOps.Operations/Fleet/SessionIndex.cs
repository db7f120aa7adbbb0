namespace StreamOps.Operations.Fleet;

/// <summary>What is remembered of each session, by what it is in: its list, a window without timeouts. From it comes who ought to be looked up.</summary>
/// <remarks>Kept in queues by when they were read: who was not read for long stands first, and nobody else is looked at to find them.</remarks>
internal sealed class SessionIndex
{
    /// <summary>Of sessions whose look-up nobody waits for so many are named at once.</summary>
    private const int MostOthers = 100;

    private readonly Dictionary<StreamSessionArn, SessionMemory> _memories = [];
    private readonly Dictionary<(string StreamGroupId, StreamSessionStatus Status), SessionQueue> _classes = [];
    private readonly HashSet<SessionMemory> _withoutTimeouts = [];
    private readonly SessionQueue _toPrefetch = new(QueueOrder.Entry);

    // Of those that are not over: whether the player is waited for, and whether in a window.
    private readonly SessionQueue _heldOutside = new(QueueOrder.Arrival);
    private readonly SessionQueue _heldInWindow = new(QueueOrder.Arrival);
    private readonly SessionQueue _otherOutside = new(QueueOrder.Arrival);
    private readonly SessionQueue _otherInWindow = new(QueueOrder.Arrival);

    /// <summary>What is remembered of a session that is in here.</summary>
    public SessionMemory this[StreamSessionArn arn] => _memories[arn];

    public SessionMemory? Find(StreamSessionArn arn) => _memories.GetValueOrDefault(arn);

    /// <summary>Takes a session in, or moves it to where it is now.</summary>
    public void Put(LiveStreamSession session, SessionMemory memory)
    {
        var key = (session.Arn.StreamGroupId, session.Status);
        if (memory.PlaceIn(QueueOrder.Sending).Queue is null)
        {
            _memories[session.Arn] = memory;
        }
        else if (memory.Class != key)
        {
            Leave(memory);
        }

        memory.Session = session;
        (memory.PlaceIn(QueueOrder.Sending).Queue ?? ClassOf(key)).Put(memory);
        memory.IsHeld = session.IsHeldForItsClient;
        memory.IsInWindow = session.Window is not null;
        Queue(memory);
        if (memory is { IsInWindow: true, HasDetails: false })
        {
            _withoutTimeouts.Add(memory);
        }
        else
        {
            _withoutTimeouts.Remove(memory);
        }

        if (!memory.HasDetails && session.Status == StreamSessionStatus.Connected)
        {
            _toPrefetch.Put(memory);
        }
        else
        {
            _toPrefetch.Remove(memory);
        }
    }

    public void Remove(StreamSessionArn arn)
    {
        if (_memories.Remove(arn, out var memory))
        {
            _withoutTimeouts.Remove(memory);
            _toPrefetch.Remove(memory);
            memory.PlaceIn(QueueOrder.Arrival).Queue?.Remove(memory);
            Leave(memory);
        }
    }

    public void Clear()
    {
        foreach (var arn in _memories.Keys.ToList())
        {
            Remove(arn);
        }
    }

    /// <summary>Those that a list should show, and that no read sent since the moment has shown.</summary>
    public IEnumerable<SessionMemory> In(string streamGroupId, StreamSessionStatus status, DateTimeOffset notShownSince) =>
        _classes.GetValueOrDefault((streamGroupId, status))?.FromFirst().TakeWhile(memory => memory.LastSentAt < notShownSince) ?? [];

    /// <summary>Those that a walk should have shown, and did not.</summary>
    public IReadOnlyList<SessionMemory> Missing(
        (string StreamGroupId, StreamSessionStatus Status) key,
        IReadOnlySet<StreamSessionArn> seen,
        DateTimeOffset startedAt
    ) => LongestUnread(In(key.StreamGroupId, key.Status, startedAt).Where(memory => memory.EndedAt is null && !seen.Contains(memory.Arn)));

    /// <summary>Live sessions of stream groups that are not among these: no list shows them any more, nor says that they are gone.</summary>
    public IReadOnlyList<SessionMemory> OutsideOf(IReadOnlyDictionary<string, LiveStreamGroup> groups) =>
        LongestUnread(
            _classes
                .Where(entry => !groups.ContainsKey(entry.Key.StreamGroupId))
                .SelectMany(entry => entry.Value.FromFirst())
                .Where(memory => memory.EndedAt is null)
        );

    /// <summary>Sessions in a window whose timeouts are not known. Of those whose client never came those read last first: the others may have left it.</summary>
    public IReadOnlyList<SessionMemory> WithoutTimeouts() => Wanted(_withoutTimeouts, memory => memory.LastArrivedAt.Ticks);

    /// <summary>Those of these that are in a window and whose timeouts are not known; in the same order.</summary>
    public IReadOnlyList<SessionMemory> WithoutTimeouts(IEnumerable<StreamSessionArn> among) =>
        _withoutTimeouts.Count == 0
            ? []
            : Wanted(
                among.Distinct().Select(Find).OfType<SessionMemory>().Where(_withoutTimeouts.Contains),
                memory => memory.LastArrivedAt.Ticks
            );

    /// <summary>Sessions that no read has shown for long.</summary>
    /// <param name="moment">For sessions outside a window.</param>
    /// <param name="waiting">For those that are in one.</param>
    public IReadOnlyList<SessionMemory> NotReadSince(DateTimeOffset moment, DateTimeOffset waiting) =>
        LongestUnread([
            .. UnreadIn(_heldOutside, moment),
            .. UnreadIn(_heldInWindow, waiting),
            // These are named by how long they were not read: what stands behind so many of one queue is not among them.
            .. UnreadIn(_otherOutside, moment).Take(MostOthers),
            .. UnreadIn(_otherInWindow, waiting).Take(MostOthers),
        ]);

    /// <summary>Sessions in a status that is passed through, which no read has shown for as long as that status is waited on.</summary>
    public IReadOnlyList<SessionMemory> OnTheirWay(DateTimeOffset now) =>
        LongestUnread(
            _classes
                .Where(entry => FollowedEvery(entry.Key.Status) is not null)
                .SelectMany(entry =>
                    // An answer is here no sooner than it was asked for.
                    entry
                        .Value.FromFirst()
                        .TakeWhile(memory => now - memory.LastSentAt >= FollowedEvery(entry.Key.Status))
                        .Where(memory => IsWaitedOn(memory, now))
                )
        );

    /// <summary>Stream groups with a session that is played or may be; one may be named several times.</summary>
    public IEnumerable<string> PlayedGroups() =>
        _classes
            .Where(entry => !entry.Key.Status.IsEnding && entry.Value.FromLast().Any(memory => memory.EndedAt is null))
            .Select(entry => entry.Key.StreamGroupId);

    /// <summary>A connected session whose timeouts are not known yet; null when there is none.</summary>
    public StreamSessionArn? NextToPrefetch() => _toPrefetch.First?.Arn;

    private static bool IsWaitedOn(SessionMemory memory, DateTimeOffset now) =>
        memory.EndedAt is null && now - memory.LastArrivedAt >= FollowedEvery(memory.Class.Status);

    /// <summary>How often a session that passes through a status is read; null where its list tells soon enough.</summary>
    private static TimeSpan? FollowedEvery(StreamSessionStatus status) =>
        status == StreamSessionStatus.Reconnecting ? TimeSpan.FromSeconds(2)
        : status == StreamSessionStatus.Active || status == StreamSessionStatus.Terminating ? TimeSpan.FromSeconds(5)
        : null;

    private static IEnumerable<SessionMemory> UnreadIn(SessionQueue queue, DateTimeOffset since) =>
        queue.FromFirst().TakeWhile(memory => memory.LastArrivedAt < since);

    private static IReadOnlyList<SessionMemory> LongestUnread(IEnumerable<SessionMemory> sessions) =>
        Wanted(sessions, memory => -memory.LastArrivedAt.Ticks);

    /// <summary>All whose player waits, and no more of the others than can be asked for soon: those of the highest rank, which come first.</summary>
    /// <remarks>One pass, however many there are: the fleet stands still meanwhile. Whose turn it is among those who wait, their deadlines decide.</remarks>
    private static IReadOnlyList<SessionMemory> Wanted(IEnumerable<SessionMemory> sessions, Func<SessionMemory, long> rank)
    {
        List<SessionMemory> wanted = [];
        var others = new PriorityQueue<SessionMemory, long>();
        foreach (var memory in sessions)
        {
            if (memory.IsHeld)
            {
                wanted.Add(memory);
            }
            else if (others.Count < MostOthers)
            {
                others.Enqueue(memory, rank(memory));
            }
            else
            {
                others.EnqueueDequeue(memory, rank(memory));
            }
        }

        var held = wanted.Count;
        while (others.TryDequeue(out var memory, out _))
        {
            wanted.Add(memory);
        }

        wanted.Reverse(held, wanted.Count - held);
        return wanted;
    }

    private SessionQueue ClassOf((string StreamGroupId, StreamSessionStatus Status) key)
    {
        if (!_classes.TryGetValue(key, out var members))
        {
            _classes.Add(key, members = new SessionQueue(QueueOrder.Sending));
        }

        return members;
    }

    private void Queue(SessionMemory memory)
    {
        if (memory.EndedAt is not null)
        {
            memory.PlaceIn(QueueOrder.Arrival).Queue?.Remove(memory);
            return;
        }

        var queue = (memory.IsHeld, memory.IsInWindow) switch
        {
            (true, true) => _heldInWindow,
            (true, false) => _heldOutside,
            (false, true) => _otherInWindow,
            (false, false) => _otherOutside,
        };
        queue.Put(memory);
    }

    private void Leave(SessionMemory memory)
    {
        if (memory.PlaceIn(QueueOrder.Sending).Queue is { } members)
        {
            members.Remove(memory);
            if (members.First is null)
            {
                _classes.Remove(memory.Class);
            }
        }
    }
}
