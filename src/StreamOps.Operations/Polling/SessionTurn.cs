using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>One read of one session, for all who asked before it left.</summary>
internal sealed class SessionTurn(StreamSessionArn session, ReadPriority priority, DateTimeOffset? deadline, long number)
{
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource<ServiceReply<StreamSessionDetails>>> _callers = [];
    private Action<TaskCompletionSource<ServiceReply<StreamSessionDetails>>>? _outcome;

    public StreamSessionArn Session => session;

    public ReadPriority Priority { get; private set; } = priority;

    /// <summary>After this moment nobody is helped by it any more; null where it is of use whenever it comes.</summary>
    public DateTimeOffset? Deadline { get; private set; } = deadline;

    /// <summary>The least comes first: the most important, of those the nearest deadline, then in the order of asking.</summary>
    public (ReadPriority Priority, DateTimeOffset Deadline, long Number) Rank => (Priority, Deadline ?? DateTimeOffset.MaxValue, number);

    /// <summary>What comes of it, for one caller, who may give up; the read goes on.</summary>
    /// <remarks>A task for each: one task that many wait for with tokens of theirs reaches them by way of another thread, whenever that one has time.</remarks>
    public async Task<ServiceReply<StreamSessionDetails>> ResultAsync(CancellationToken cancellationToken)
    {
        var caller = new TaskCompletionSource<ServiceReply<StreamSessionDetails>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_outcome is null)
            {
                _callers.Add(caller);
            }
            else
            {
                _outcome(caller);
            }
        }

        await using var registration = cancellationToken.Register(() => caller.TrySetCanceled(cancellationToken));
        return await caller.Task;
    }

    public void Raise(ReadPriority other, DateTimeOffset? otherDeadline)
    {
        Priority = other < Priority ? other : Priority;
        Deadline = Moments.Earlier(Deadline, otherDeadline);
    }

    public void Succeed(ServiceReply<StreamSessionDetails> reply) => End(caller => caller.TrySetResult(reply));

    public void Fail(GameLiftException failure) => End(caller => caller.TrySetException(failure));

    /// <summary>The process ends: nobody reads any more.</summary>
    public void Cancel(CancellationToken lifetime) => End(caller => caller.TrySetCanceled(lifetime));

    private void End(Action<TaskCompletionSource<ServiceReply<StreamSessionDetails>>> outcome)
    {
        lock (_lock)
        {
            if (_outcome is not null)
            {
                return;
            }

            _outcome = outcome;
            foreach (var caller in _callers)
            {
                outcome(caller);
            }

            _callers.Clear();
        }
    }
}
