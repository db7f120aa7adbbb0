namespace StreamOps.Dashboard.Network;

/// <summary>
/// The lifetime of a host inside another one. Signals are the outer one's, which ends the inner one in its turn: an inner one that took them would take them away, and a
/// stop asked for while the outer one is not listening yet would be lost.
/// </summary>
internal sealed class HostWithin : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
