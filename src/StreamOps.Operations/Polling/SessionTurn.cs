namespace StreamOps.Operations.Polling;

/// <summary>One read of one session, for all who asked before it left.</summary>
internal sealed class SessionTurn(StreamSessionArn session, ReadPriority priority, long number)
{
    private readonly TaskCompletionSource<ServiceReply<StreamSessionDetails>> _result = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public StreamSessionArn Session => session;

    public ReadPriority Priority { get; private set; } = priority;

    /// <summary>The order of asking.</summary>
    public long Number => number;

    public Task<ServiceReply<StreamSessionDetails>> Result => _result.Task;

    public void Raise(ReadPriority other) => Priority = other < Priority ? other : Priority;

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
