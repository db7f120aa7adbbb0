namespace StreamOps.Operations.Fleet;

/// <summary>What is remembered of each session, by what it is in: its list, a window without timeouts. From it comes who ought to be looked up.</summary>
internal sealed class SessionIndex
{
    /// <summary>Of sessions whose look-up nobody waits for so many are named at once.</summary>
    private const int MostOthers = 100;

    private readonly Dictionary<StreamSessionArn, SessionMemory> _memories = [];
    private readonly Dictionary<(string StreamGroupId, StreamSessionStatus Status), HashSet<StreamSessionArn>> _classes = [];
    private readonly HashSet<StreamSessionArn> _withoutTimeouts = [];

    /// <summary>What is remembered of a session that is in here.</summary>
    public SessionMemory this[StreamSessionArn arn] => _memories[arn];

    public SessionMemory? Find(StreamSessionArn arn) => _memories.GetValueOrDefault(arn);

    /// <summary>Takes a session in, or moves it to where it is now.</summary>
    public void Put(LiveStreamSession session, SessionMemory memory)
    {
        _memories[session.Arn] = memory;
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

        memory.IsHeld = session.IsHeldForItsClient;
        memory.IsInWindow = session.Window is not null;
        if (memory is { IsInWindow: true, HasDetails: false })
        {
            _withoutTimeouts.Add(session.Arn);
        }
        else
        {
            _withoutTimeouts.Remove(session.Arn);
        }
    }

    public void Remove(StreamSessionArn arn)
    {
        if (_memories.Remove(arn, out var memory))
        {
            _withoutTimeouts.Remove(arn);
            Leave(memory.Class, arn);
        }
    }

    public void Clear()
    {
        _memories.Clear();
        _classes.Clear();
        _withoutTimeouts.Clear();
    }

    /// <summary>Those that a list should show.</summary>
    public IReadOnlySet<StreamSessionArn> In(string streamGroupId, StreamSessionStatus status) =>
        _classes.GetValueOrDefault((streamGroupId, status), []);

    /// <summary>Those that a walk should have shown, and did not.</summary>
    public IReadOnlyList<StreamSessionArn> Missing(
        (string StreamGroupId, StreamSessionStatus Status) key,
        IReadOnlySet<StreamSessionArn> seen,
        DateTimeOffset startedAt
    ) =>
        LongestUnread(
            WithMemory(_classes.GetValueOrDefault(key, []).Where(arn => !seen.Contains(arn)))
                .Where(entry => entry.Value is { EndedAt: null } memory && memory.LastSentAt < startedAt)
        );

    /// <summary>Live sessions of stream groups that are not among these: no list shows them any more, nor says that they are gone.</summary>
    public IReadOnlyList<StreamSessionArn> OutsideOf(IReadOnlyDictionary<string, LiveStreamGroup> groups) =>
        LongestUnread(
            WithMemory(_classes.Where(entry => !groups.ContainsKey(entry.Key.StreamGroupId)).SelectMany(entry => entry.Value))
                .Where(entry => entry.Value.EndedAt is null)
        );

    /// <summary>Sessions in a window whose timeouts are not known. Of those whose client never came those read last first: the others may have left it.</summary>
    public IReadOnlyList<StreamSessionArn> WithoutTimeouts() => Wanted(WithMemory(_withoutTimeouts), memory => memory.LastArrivedAt.Ticks);

    /// <summary>Sessions that no read has shown for long.</summary>
    /// <param name="moment">For sessions outside a window.</param>
    /// <param name="waiting">For those that are in one.</param>
    public IReadOnlyList<StreamSessionArn> NotReadSince(DateTimeOffset moment, DateTimeOffset waiting) =>
        LongestUnread(
            _memories.Where(entry => entry.Value.EndedAt is null && entry.Value.LastArrivedAt < (entry.Value.IsInWindow ? waiting : moment))
        );

    /// <summary>Sessions in a status that is passed through, which no read has shown for as long as that status is waited on.</summary>
    public IReadOnlyList<StreamSessionArn> OnTheirWay(DateTimeOffset now) =>
        LongestUnread(
            _classes
                .Where(entry => FollowedEvery(entry.Key.Status) is not null)
                .SelectMany(entry => WithMemory(entry.Value).Where(pair => IsWaitedOn(pair.Value, now)))
        );

    /// <summary>Stream groups with a session that is played or may be; one may be named several times.</summary>
    public IEnumerable<string> PlayedGroups() =>
        _classes
            .Where(entry => !entry.Key.Status.IsEnding && entry.Value.Any(arn => _memories[arn].EndedAt is null))
            .Select(entry => entry.Key.StreamGroupId);

    /// <summary>A connected session whose timeouts are not known yet; null when there is none.</summary>
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

    private static bool IsWaitedOn(SessionMemory memory, DateTimeOffset now) =>
        memory.EndedAt is null && now - memory.LastArrivedAt >= FollowedEvery(memory.Class.Status);

    /// <summary>How often a session that passes through a status is read; null where its list tells soon enough.</summary>
    private static TimeSpan? FollowedEvery(StreamSessionStatus status) =>
        status == StreamSessionStatus.Reconnecting ? TimeSpan.FromSeconds(2)
        : status == StreamSessionStatus.Active || status == StreamSessionStatus.Terminating ? TimeSpan.FromSeconds(5)
        : null;

    private IEnumerable<KeyValuePair<StreamSessionArn, SessionMemory>> WithMemory(IEnumerable<StreamSessionArn> sessions) =>
        sessions.Select(arn => KeyValuePair.Create(arn, _memories[arn]));

    private static IReadOnlyList<StreamSessionArn> LongestUnread(IEnumerable<KeyValuePair<StreamSessionArn, SessionMemory>> sessions) =>
        Wanted(sessions, memory => -memory.LastArrivedAt.Ticks);

    /// <summary>All whose player waits, and no more of the others than can be asked for soon: those of the highest rank, which come first.</summary>
    /// <remarks>One pass, however many there are: the fleet stands still meanwhile. Whose turn it is among those who wait, their deadlines decide.</remarks>
    private static IReadOnlyList<StreamSessionArn> Wanted(
        IEnumerable<KeyValuePair<StreamSessionArn, SessionMemory>> sessions,
        Func<SessionMemory, long> rank
    )
    {
        List<StreamSessionArn> wanted = [];
        var others = new PriorityQueue<StreamSessionArn, long>();
        foreach (var (arn, memory) in sessions)
        {
            if (memory.IsHeld)
            {
                wanted.Add(arn);
            }
            else if (others.Count < MostOthers)
            {
                others.Enqueue(arn, rank(memory));
            }
            else
            {
                others.EnqueueDequeue(arn, rank(memory));
            }
        }

        var held = wanted.Count;
        while (others.TryDequeue(out var arn, out _))
        {
            wanted.Add(arn);
        }

        wanted.Reverse(held, wanted.Count - held);
        return wanted;
    }

    private void Leave((string StreamGroupId, StreamSessionStatus Status) key, StreamSessionArn arn)
    {
        if (key.StreamGroupId is not null && _classes.TryGetValue(key, out var members) && members.Remove(arn) && members.Count == 0)
        {
            _classes.Remove(key);
        }
    }
}
