namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>One dashboard for a whole class: for tests that leave it as they found it.</summary>
public class SharedDashboard : IAsyncLifetime
{
    public RunningDashboard Dashboard { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Dashboard = await StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Dashboard.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Task<RunningDashboard> StartAsync() => RunningDashboard.StartAsync();
}
