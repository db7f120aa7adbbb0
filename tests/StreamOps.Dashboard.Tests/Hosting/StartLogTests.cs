using Microsoft.Extensions.Logging;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>What is warned of once everything has started: it works, and promises less than it could.</summary>
public sealed class StartLogTests
{
    [Theory]
    [InlineData("http://localhost:5180", "http://LOCALHOST:5180/", true)]
    [InlineData("http://localhost:5180", "http://localhost:5181", false)]
    [InlineData("http://localhost:5180", "", false)]
    [InlineData("", "http://localhost:5180", false)]
    public async Task One_origin_for_operators_and_players_alike(string operators, string players, bool isTold)
    {
        using var logs = new CapturedLogs();
        await using var dashboard = await RunningDashboard.StartAsync(
            builder => builder.Logging.AddProvider(logs),
            $"--StreamOps:PublicUrl={operators}",
            $"--StreamOps:Player:PublicUrl={players}"
        );

        Assert.Equal(isTold, logs.Text.Contains("Warning Operators and players are both served at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_few_files_and_connections_for_the_shares()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limits of a process are those of Linux.");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        await using var dashboard = DashboardProcess.StartWithin(StarvedStage.Descriptors);

        var told = await dashboard.LineWithAsync("files and connections open", limit.Token);

        Assert.Contains("The system lets StreamOps have 700 files and connections open. Below 10512 ", told, StringComparison.Ordinal);
    }
}
