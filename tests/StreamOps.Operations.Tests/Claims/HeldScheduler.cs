using System.Collections.Concurrent;

namespace StreamOps.Operations.Tests.Claims;

/// <summary>Where nothing begins until it is opened.</summary>
internal sealed class HeldScheduler : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _held = [];

    public void Open() =>
        new Thread(() =>
        {
            foreach (var task in _held.GetConsumingEnumerable())
            {
                TryExecuteTask(task);
            }
        })
        {
            IsBackground = true,
        }.Start();

    public void Dispose() => Open();

    protected override void QueueTask(Task task) => _held.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _held;
}
