using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Tests.Demo;

/// <summary>Nobody else spends the embedded service's limits: the demo's share is larger than an account's, and what is set by hand stays.</summary>
public sealed class DemoShareTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.3, "--StreamOps:Live:ShareOfRateLimit=0.3")]
    [InlineData(0.25, "--AWS:ServiceURL=http://127.0.0.1:9", "--AWS:AuthenticationRegion=us-west-2")]
    public async Task The_share_of_the_limits(double share, params string[] settings)
    {
        await using var dashboard = await RunningDashboard.StartDemoAsync(settings);

        Assert.Equal(share, dashboard.Services.GetRequiredService<IOptions<LiveOptions>>().Value.ShareOfRateLimit);
    }
}
