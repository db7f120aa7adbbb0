using System.Collections.Immutable;
using System.Globalization;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Fleet;

/// <summary>Who ought to be looked up: the queues name whom a look at every session would name, in random histories.</summary>
public sealed class SessionIndexTests
{
    private const int Sessions = 400;
    private const int Most = 100;
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly string[] Groups = ["sg-1", "sg-2", "sg-3"];

    private static readonly StreamSessionStatus[] Statuses =
    [
        StreamSessionStatus.Connected,
        StreamSessionStatus.Connected,
        StreamSessionStatus.PendingClientReconnection,
        StreamSessionStatus.Reconnecting,
        StreamSessionStatus.Active,
        StreamSessionStatus.Terminating,
        StreamSessionStatus.Terminated,
    ];

    private readonly SessionIndex _index = new();
    private readonly Dictionary<StreamSessionArn, SessionMemory> _all = [];
    private DateTimeOffset _now = Start;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_queues_name_whom_a_look_at_everybody_would_name(int seed)
    {
        var chance = new Random(seed);
        for (var step = 0; step < 3_000; step++)
        {
            Stir(chance);
            if (step % 60 == 0)
            {
                Compare(chance);
            }
        }

        _index.Clear();
        _all.Clear();
        Compare(chance);
    }

    private void Stir(Random chance)
    {
        _now += TimeSpan.FromMilliseconds(chance.Next(1, 60));
        var arn = A.Arn(string.Create(CultureInfo.InvariantCulture, $"s{chance.Next(Sessions)}"), Groups[chance.Next(Groups.Length)]);
        if (chance.Next(40) == 0)
        {
            _index.Remove(arn);
            _all.Remove(arn);
            return;
        }

        var session = Session(arn, chance);
        var isNew = !_all.TryGetValue(arn, out var known);
        var memory = known ?? new SessionMemory { Session = session };
        _all[arn] = memory;
        // An answer may come in a little later than one that came after it; it never comes before it was asked for. Who is known from before was read long ago.
        var late = TimeSpan.FromMilliseconds(
            isNew && chance.Next(3) == 0 ? chance.Next(100) * 1_000
            : chance.Next(3) == 0 ? chance.Next(500)
            : 0
        );
        memory.LastArrivedAt = Later(memory.LastSentAt, _now - late);
        memory.LastSentAt = Later(memory.LastSentAt, memory.LastArrivedAt - TimeSpan.FromMilliseconds(chance.Next(2_000)));
        memory.HasDetails |= chance.Next(4) == 0;
        memory.EndedAt =
            session.Status.IsEnd || chance.Next(15) == 0 ? memory.EndedAt ?? _now
            : chance.Next(2) == 0 ? null
            : memory.EndedAt;
        _index.Put(session, memory);
    }

    private void Compare(Random chance)
    {
        var (moment, waiting) = (_now - Seconds(chance, 40), _now - Seconds(chance, 20));
        Same(
            LongestUnread(memory => memory.EndedAt is null && memory.LastArrivedAt < (memory.IsInWindow ? waiting : moment)),
            _index.NotReadSince(moment, waiting)
        );
        var key = (Groups[chance.Next(Groups.Length)], Statuses[chance.Next(Statuses.Length)]);
        var seen = _all.Keys.Where(_ => chance.Next(2) == 0).ToHashSet();
        var since = _now - Seconds(chance, 40);
        Same(
            LongestUnread(memory =>
                memory.Class == key && memory.EndedAt is null && memory.LastSentAt < since && !seen.Contains(memory.Arn)
            ),
            _index.Missing(key, seen, since)
        );
        Assert.Equal(
            _all.Values.Where(memory => memory.Class == key && memory.LastSentAt < since).ToHashSet(),
            _index.In(key.Item1, key.Item2, since).ToHashSet()
        );
        var groups = Groups.Where(_ => chance.Next(2) == 0).ToImmutableDictionary(id => id, _ => default(LiveStreamGroup)!);
        Same(LongestUnread(memory => !groups.ContainsKey(memory.Class.StreamGroupId) && memory.EndedAt is null), _index.OutsideOf(groups));
        Same(
            Wanted(
                _all.Values.Where(memory => memory is { IsInWindow: true, HasDetails: false })
                    .OrderByDescending(memory => memory.LastArrivedAt)
            ),
            _index.WithoutTimeouts()
        );
        Same(LongestUnread(IsOnItsWay), _index.OnTheirWay(_now));
        Assert.Equal(
            _all.Values.Where(memory => memory.EndedAt is null && !memory.Class.Status.IsEnding)
                .Select(memory => memory.Class.StreamGroupId)
                .ToHashSet(StringComparer.Ordinal),
            _index.PlayedGroups().ToHashSet(StringComparer.Ordinal)
        );
        var toPrefetch = _all
            .Values.Where(memory => !memory.HasDetails && memory.Class.Status == StreamSessionStatus.Connected)
            .Select(memory => memory.Arn)
            .ToList();
        Assert.Equal(toPrefetch.Count > 0, _index.NextToPrefetch() is { } next && toPrefetch.Contains(next));
    }

    private bool IsOnItsWay(SessionMemory memory)
    {
        var unread = _now - memory.LastArrivedAt;
        return memory.EndedAt is null
            && (
                memory.Class.Status == StreamSessionStatus.Reconnecting ? unread >= TimeSpan.FromSeconds(2)
                : memory.Class.Status == StreamSessionStatus.Active || memory.Class.Status == StreamSessionStatus.Terminating
                    ? unread >= TimeSpan.FromSeconds(5)
                : false
            );
    }

    private List<SessionMemory> LongestUnread(Func<SessionMemory, bool> isMeant) =>
        Wanted(_all.Values.Where(isMeant).OrderBy(memory => memory.LastArrivedAt));

    private static List<SessionMemory> Wanted(IEnumerable<SessionMemory> sessions)
    {
        var all = sessions.ToList();
        return [.. all.Where(memory => memory.IsHeld), .. all.Where(memory => !memory.IsHeld).Take(Most)];
    }

    /// <summary>Whose player waits is named in any order, and first; of the others as many as may be, in theirs. Where two were read at one moment either may come first.</summary>
    private static void Same(List<SessionMemory> expected, IReadOnlyList<SessionMemory> named)
    {
        var held = expected.Count(memory => memory.IsHeld);
        Assert.Equal(expected.Take(held).ToHashSet(), named.Take(held).ToHashSet());
        Assert.Equal(expected.Skip(held).Select(memory => memory.LastArrivedAt), named.Skip(held).Select(memory => memory.LastArrivedAt));
        Assert.Equal(named.Count, named.Distinct().Count());
    }

    private static LiveStreamSession Session(StreamSessionArn arn, Random chance)
    {
        var status = Statuses[chance.Next(Statuses.Length)];
        return new LiveStreamSession
        {
            Session = A.StreamSession(arn.Id, arn.StreamGroupId).In(status),
            StatusSinceEarliest = Start,
            StatusSinceLatest = Start,
            WasConnected = chance.Next(2) == 0,
            Window =
                chance.Next(2) == 0
                    ? null
                    : new ReconnectionWindow
                    {
                        Kind = WindowKind.Reach,
                        Epoch = 1,
                        EnteredEarliest = Start,
                        EnteredExpected = Start,
                        EnteredLatest = Start,
                    },
        };
    }

    private static TimeSpan Seconds(Random chance, int most) => TimeSpan.FromSeconds(chance.NextDouble() * most);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
