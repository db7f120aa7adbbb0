using System.Collections.Immutable;
using System.Globalization;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Polling;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Polling;

/// <summary>Whose read goes first: the queue takes whom a look at all who wait would take, in random histories.</summary>
public sealed class ReadQueueTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
    private readonly ReadQueue _queue = new();
    private readonly Dictionary<StreamSessionArn, SessionTurn> _waiting = [];
    private readonly Dictionary<StreamSessionArn, SessionTurn> _underWay = [];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_first_is_whom_a_look_at_all_who_wait_would_take(int seed)
    {
        var chance = new Random(seed);
        for (var step = 0; step < 2_000; step++)
        {
            Assert.Equal(_waiting.Values.Any(IsReady), _queue.HasReady);
            Assert.Equal(_waiting.Count == 0, _queue.IsEmpty);
            switch (chance.Next(5))
            {
                case 0:
                    Take();
                    break;
                case 1 when _underWay.Count > 0:
                    var made = _underWay.Values.ElementAt(chance.Next(_underWay.Count));
                    _underWay.Remove(made.Session);
                    _queue.Made(made);
                    break;
                default:
                    Ask(chance);
                    break;
            }
        }

        Assert.Equal(_waiting.Values.ToHashSet(), _queue.Clear().ToHashSet());
        Assert.True(_queue is { IsEmpty: true, HasReady: false });
    }

    private void Ask(Random chance)
    {
        var session = A.Arn(string.Create(CultureInfo.InvariantCulture, $"s{chance.Next(60)}"));
        var deadline = chance.Next(3) == 0 ? default(DateTimeOffset?) : Start.AddSeconds(chance.Next(20));

        var (turn, isNew) = _queue.Ask(session, (ReadPriority)chance.Next(9), deadline);

        Assert.Equal(isNew, _waiting.TryAdd(session, turn));
        Assert.Same(_waiting[session], turn);
        Assert.Same(_underWay.GetValueOrDefault(session), _queue.UnderWay(session));
    }

    private void Take()
    {
        var first = _waiting.Values.Where(IsReady).MinBy(turn => turn.Rank);

        Assert.Same(first, _queue.Take(ImmutableHashSet<StreamSessionArn>.Empty));
        if (first is not null)
        {
            _waiting.Remove(first.Session);
            _underWay.Add(first.Session, first);
        }
    }

    private bool IsReady(SessionTurn turn) => !_underWay.ContainsKey(turn.Session);
}
