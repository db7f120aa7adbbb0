namespace StreamOps.Operations.Fleet;

/// <summary>Who is over or listed no more, in the order of leaving: each stays in view for a while, and of those whom no list shows only so many.</summary>
internal sealed class Leavers
{
    /// <summary>They cannot be told from sessions that ended unseen, and those may be hundreds a second.</summary>
    public const int MostUnlisted = 1_000;

    private readonly Queue<(StreamSessionArn Arn, DateTimeOffset At)> _ended = [];
    private readonly Queue<(StreamSessionArn Arn, DateTimeOffset At)> _unlisted = [];

    /// <summary>It is over, by the service's word.</summary>
    public void Ended(StreamSessionArn arn, DateTimeOffset at) => _ended.Enqueue((arn, at));

    /// <summary>No list shows it.</summary>
    public void Unlisted(StreamSessionArn arn, DateTimeOffset at) => _unlisted.Enqueue((arn, at));

    /// <summary>Those that need not be kept: they left before the moment, or are unlisted and too many. Whoever came back since is among them.</summary>
    public IEnumerable<(StreamSessionArn Arn, DateTimeOffset At)> TakeBefore(DateTimeOffset moment)
    {
        while (_ended.TryPeek(out var first) && first.At < moment)
        {
            yield return _ended.Dequeue();
        }

        while (_unlisted.TryPeek(out var first) && (first.At < moment || _unlisted.Count > MostUnlisted))
        {
            yield return _unlisted.Dequeue();
        }
    }

    public void Clear()
    {
        _ended.Clear();
        _unlisted.Clear();
    }
}
