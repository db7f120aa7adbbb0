using System.Formats.Tar;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Store;

/// <summary>A dashboard on what was restored from a backup: links and answers of before are good, as their keys came along.</summary>
[Trait("Row", "R13")]
public sealed class RestoredTests : IDisposable
{
    private static readonly Actor Mara = Actor.Unproven("Mara");

    private readonly string _folder = Directory.CreateTempSubdirectory("streamops-restored-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task From_SQLite_s_archive()
    {
        var data = Path.Combine(_folder, "data");
        var archive = Path.Combine(_folder, "backup.tar");
        var (secret, attempt, answer) = await LeaveAsync(
            $"--StreamOps:DataDirectory={data}",
            async _ =>
            {
                using var output = new StringWriter();
                using var errors = new StringWriter();
                Assert.Equal(0, await BackupVerb.RunAsync(["backup", archive, "--StreamOps:DataDirectory", data], output, errors, default));
            }
        );
        Directory.Delete(data, recursive: true);
        var restored = Directory.CreateDirectory(Path.Combine(_folder, "restored")).FullName;
        await TarFile.ExtractToDirectoryAsync(archive, restored, overwriteFiles: false, TestContext.Current.CancellationToken);

        await FindAsync(secret, attempt, answer, $"--StreamOps:DataDirectory={restored}");
    }

    [Fact]
    public async Task From_PostgreSQL_s_dump()
    {
        PostgresDashboardTests.OrSkip();
        using var kept = await PostgresTestDatabase.TakeAsync();
        using var restored = await PostgresTestDatabase.EmptyAsync();
        var socket = new Npgsql.NpgsqlConnectionStringBuilder(kept.ConnectionString).Host;
        var dump = Path.Combine(_folder, "backup.dump");
        var (secret, attempt, answer) = await LeaveAsync(
            $"--StreamOps:Postgres:ConnectionString={kept.ConnectionString}",
            async dashboard =>
            {
                var store = dashboard.Services.GetRequiredService<StoreDatabase>();
                Assert.Null(await store.BackUpAsync(dump, "", TestContext.Current.CancellationToken));
                Assert.Equal(
                    $"{dump} is there already, and is not overwritten.",
                    await store.BackUpAsync(dump, "", TestContext.Current.CancellationToken)
                );
            },
            "--StreamOps:Store=postgres"
        );
        Assert.Equal([dump], Directory.EnumerateFileSystemEntries(_folder));
        PostgresServer.Restore(dump, restored.Name, socket!);

        await FindAsync(
            secret,
            attempt,
            answer,
            "--StreamOps:Store=postgres",
            $"--StreamOps:Postgres:ConnectionString={restored.ConnectionString}"
        );
    }

    /// <summary>A link that nobody has opened, and an attempt whose answer nobody has taken.</summary>
    private static async Task<(LinkSecret Secret, Guid Attempt, string Answer)> LeaveAsync(
        string store,
        Func<RunningDashboard, Task> backUp,
        params string[] more
    )
    {
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait, [store, .. more]);
        var made = await PlayerClient.MakeLinkAsync(dashboard);
        PlayerClient.LetWait(dashboard, "s2");
        var answer = dashboard.Service.AnswerText;
        var desk = dashboard.Services.GetRequiredService<RescueDesk>();
        Assert.IsType<CommandResult.Accepted>(await desk.SendAsync(A.Arn("s2"), new Offer(OfferText.Healthy().ToString()), Mara, default));
        var attempt = dashboard.Services.GetRequiredService<RescueBoard>().Current[A.Arn("s2")].Id;
        await backUp(dashboard);
        return (made.Secret, attempt, answer);
    }

    private static async Task FindAsync(LinkSecret secret, Guid attempt, string answer, params string[] store)
    {
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait, store);
        PlayerClient.LetWait(dashboard);
        using var player = new PlayerClient(dashboard);

        Assert.NotEmpty(await player.OpenAsync(secret));
        Assert.Equal(answer, (await dashboard.Services.GetRequiredService<AnswerDesk>().ReadAnswerAsync(attempt, Mara, default))?.Text);
    }
}
