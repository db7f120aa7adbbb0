using StreamOps.Operations.Tests.Players;

namespace StreamOps.Operations.Tests.Claims;

/// <summary>Holds an operation's calls back until it is opened; a call that is given up ends at once, as it does on the wire.</summary>
internal sealed class Gate : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Gate Before(PlayerStage stage, string operation)
    {
        var gate = new Gate();
        stage.Rescue.Service.OnCall = (call, stop) => call.Operation == operation ? gate.PassAsync(stop) : Task.CompletedTask;
        return gate;
    }

    public Task ReachedAsync() => _reached.Task;

    public void Open() => _open.TrySetResult();

    public void Dispose() => Open();

    private Task PassAsync(CancellationToken stop)
    {
        _reached.TrySetResult();
        return _open.Task.WaitAsync(stop);
    }
}
