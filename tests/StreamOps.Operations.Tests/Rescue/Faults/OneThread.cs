namespace StreamOps.Operations.Tests.Rescue.Faults;

/// <summary>A process with one thread, which runs when told: what is under way in it happens in the same order each time. Killed, it does nothing more.</summary>
internal sealed class OneThread : TaskScheduler
{
    private readonly Queue<Task> _ready = [];
    private bool _isKilled;

    /// <summary>Whatever is still to run never does.</summary>
    public void Kill()
    {
        _isKilled = true;
        _ready.Clear();
    }

    /// <summary>Begins work; it runs with <see cref="Run"/>.</summary>
    public Task<T> Begin<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    /// <summary>Runs until everything waits: for the clock, for the service, or for nothing more.</summary>
    public void Run()
    {
        while (_ready.TryDequeue(out var task))
        {
            TryExecuteTask(task);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (!_isKilled)
        {
            _ready.Enqueue(task);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}
