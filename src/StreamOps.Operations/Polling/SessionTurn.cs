using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>One read of one session, for all who asked before it left.</summary>
internal sealed class SessionTurn(StreamSessionArn session, ReadPriority priority, DateTimeOffset? deadline, long number)
{
    private readonly TaskCompletionSource<ServiceReply<StreamSessionDetails>> _result = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public StreamSessionArn Session => session;

    public ReadPriority Priority { get; private set; } = priority;

    /// <summary>After this moment nobody is helped by it any more; null where it is of use whenever it comes.</summary>
    public DateTimeOffset? Deadline { get; private set; } = deadline;

    public Task<ServiceReply<StreamSessionDetails>> Result => _result.Task;

    public void Raise(ReadPriority other, DateTimeOffset? otherDeadline)
    {
        Priority = other < Priority ? other : Priority;
        Deadline = Moments.Earlier(Deadline, otherDeadline);
    }

    /// <summary>The least comes first: the most important, of those the nearest deadline, then in the order of asking.</summary>
    public (ReadPriority Priority, DateTimeOffset Deadline, long Number) Rank => (Priority, Deadline ?? DateTimeOffset.MaxValue, number);

    public void Succeed(ServiceReply<StreamSessionDetails> reply) => _result.TrySetResult(reply);

    /// <summary>The process ends: nobody reads any more.</summary>
    public void Cancel(CancellationToken lifetime) => _result.TrySetCanceled(lifetime);

    public void Fail(GameLiftException failure)
    {
        _result.TrySetException(failure);
        // Those who asked may all have given up: then nobody looks at the failure.
        _ = _result.Task.Exception;
    }
}
