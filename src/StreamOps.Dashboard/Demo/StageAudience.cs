using Microsoft.AspNetCore.Components.Server.Circuits;

namespace StreamOps.Dashboard.Demo;

/// <summary>
/// Whether anybody still looks at the page of this circuit. A browser that crashes, is killed or loses its last word says no goodbye, and its circuit is kept for
/// minutes in case it comes back.
/// </summary>
internal sealed class StageAudience(TimeProvider time) : CircuitHandler
{
    /// <summary>From the loss of the connection until nobody counts as looking: longer than a browser that is there needs to come back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private DateTimeOffset? _lostAt;

    /// <summary>Whether the page has been without its connection for so long that nobody looks at it.</summary>
    public bool IsGone => _lostAt + Patience <= time.GetUtcNow();

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _lostAt = null;
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _lostAt = time.GetUtcNow();
        return Task.CompletedTask;
    }
}
