using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.Store;

/// <summary>Wrong settings of the store stop the start by their key, and nothing of a connection string is told.</summary>
[Trait("Row", "F29")]
public sealed class StoreSettingsTests
{
    private const string Secret = "geheim-7";

    [Theory]
    [InlineData("StreamOps:Postgres:ConnectionString is not set", "--StreamOps:Postgres:ConnectionString=")]
    [InlineData(
        "StreamOps:Postgres:ConnectionString holds no connection string",
        $"--StreamOps:Postgres:ConnectionString=postgres://mara:{Secret}@db/streamops"
    )]
    [InlineData(
        "StreamOps:Postgres:ConnectionString holds no connection string",
        $"--StreamOps:Postgres:ConnectionString=Host=db;Database=s;Password=a;{Secret}=b"
    )]
    [InlineData(
        "StreamOps:Postgres:ConnectionString holds no connection string",
        $"--StreamOps:Postgres:ConnectionString=Host=db;Database=s;Port={Secret}"
    )]
    [InlineData(
        "StreamOps:Postgres:ConnectionString holds no connection string",
        $"--StreamOps:Postgres:ConnectionString=Database=s;Password={Secret}"
    )]
    [InlineData(
        "are both set",
        $"--StreamOps:Postgres:ConnectionString=Host=db;Database=s;Password={Secret}",
        "--StreamOps:Postgres:ConnectionStringFile=/nowhere"
    )]
    [InlineData(
        "StreamOps:Postgres:ConnectionStringFile: the file /nowhere cannot be read",
        "--StreamOps:Postgres:ConnectionStringFile=/nowhere"
    )]
    [InlineData(
        "StreamOps:Postgres:StatementTimeoutSeconds must be between 1 and 60",
        "--StreamOps:Postgres:StatementTimeoutSeconds=0",
        $"--StreamOps:Postgres:ConnectionString=Host=db;Database=s;Password={Secret}"
    )]
    public void Each_stops_the_start_by_its_key(string sentence, params string[] settings)
    {
        var refusal = Assert.Throws<StartRefusedException>(() =>
            DashboardApp.Build([.. RunningDashboard.NoEmulator, "--StreamOps:Store=postgres", .. settings])
        );

        Assert.Contains(sentence, Assert.Single(refusal.Reasons), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_store_stops_the_start_and_settings_of_the_other_one_are_not_asked_for()
    {
        var refusal = Assert.Throws<StartRefusedException>(() => DashboardApp.Build(["--StreamOps:Store=oracle"]));

        Assert.Contains("StreamOps:Store", Assert.Single(refusal.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_stops_the_start_by_a_sentence_alone_and_the_password_is_nowhere()
    {
        await using var dashboard = DashboardProcess.Start(
            ("StreamOps__Store", "postgres"),
            ("StreamOps__Postgres__ConnectionString", $"Host=127.0.0.1;Port=9;Database=streamops;Username=mara;Password={Secret}")
        );

        var (exitCode, errors, output) = await dashboard.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            (
                1,
                "StreamOps cannot use the database streamops on 127.0.0.1:9: The database cannot be reached. It is named by StreamOps:Postgres.",
                ""
            ),
            (exitCode, errors.Trim(), output.Trim())
        );
    }
}
