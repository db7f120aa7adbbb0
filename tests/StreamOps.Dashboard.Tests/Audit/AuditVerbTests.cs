using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Audit;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.Store;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Audit;

/// <summary><c>audit verify</c>, as a person types it.</summary>
public sealed class AuditVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamops-verb-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task While_StreamOps_runs_the_audit_is_whole_and_its_newest_entry_can_be_expected_later()
    {
        using var running = await RunningAsync();

        var (code, output, errors) = await VerifyAsync();

        Assert.Equal((AuditVerb.Whole, ""), (code, errors));
        Assert.Contains("The audit is whole. Entries: 2.", output, StringComparison.Ordinal);
        var newest = output.Split("Newest entry: ")[1].Split('\n')[0].Trim();
        await AppendAsync(3);
        Assert.Equal(AuditVerb.Whole, (await VerifyAsync("--expect", newest)).Code);
        await SqlAsync("DELETE FROM Audit WHERE Id > 1");
        Assert.Equal(AuditVerb.Whole, (await VerifyAsync()).Code);
        (code, output, _) = await VerifyAsync($"--expect={newest}");
        Assert.Equal(AuditVerb.Broken, code);
        Assert.Contains("Entry 2 is missing.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_bad_entry_is_named_with_its_time()
    {
        using var running = await RunningAsync();
        await SqlAsync("UPDATE Audit SET Operator = 'Jon' WHERE Id = 2");

        var (code, output, _) = await VerifyAsync();

        Assert.Equal(AuditVerb.Broken, code);
        Assert.Contains(
            "Entry 2, of 2026-05-04 14:02:11 UTC is not what was written, or not in the place where it was.",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("Whole entries before it: 1.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fits_is_given_out_while_StreamOps_runs()
    {
        using var running = await RunningAsync();

        var (code, output, errors) = await RunAsync([
            "audit",
            "export",
            "--format=json",
            "--person",
            "Mara",
            "--act=terminate",
            "--outcome",
            "intent",
            "--session",
            A.Arn().Id,
            "--from=2026-05-04",
            "--to=2026-05-05",
            "--StreamOps:DataDirectory",
            _folder,
        ]);

        Assert.Equal((AuditVerb.Whole, ""), (code, errors));
        using var entries = JsonDocument.Parse(output);
        Assert.Equal(
            ["because 1", "because 2"],
            entries.RootElement.EnumerateArray().Select(entry => entry.GetProperty("reason").GetString())
        );
    }

    [Fact]
    public async Task Of_PostgreSQL_it_reads_the_database_that_the_environment_names_while_StreamOps_runs()
    {
        PostgresDashboardTests.OrSkip();
        using var kept = await PostgresTestDatabase.TakeAsync();
        using var running = new PostgresDatabase(kept.ConnectionString, statementTimeoutSeconds: 30);
        await running.OpenAsync(TestContext.Current.CancellationToken);
        await AppendAsync(running, 1);
        await AppendAsync(running, 2);

        var (code, errors, output) = await AskAsync(kept, "audit", "verify");
        Assert.Equal((AuditVerb.Whole, ""), (code, errors));
        Assert.Contains("The audit is whole. Entries: 2.", output, StringComparison.Ordinal);

        (code, _, output) = await AskAsync(kept, "audit", "export", "--format=json", "--person", "Mara");
        Assert.Equal(AuditVerb.Whole, code);
        using var entries = JsonDocument.Parse(output);
        Assert.Equal(
            ["because 1", "because 2"],
            entries.RootElement.EnumerateArray().Select(entry => entry.GetProperty("reason").GetString())
        );

        await using (var db = running.CreateDbContext())
        {
            await db.Database.ExecuteSqlAsync(
                $"""UPDATE "Audit" SET "Operator" = 'Jon' WHERE "Id" = 2""",
                TestContext.Current.CancellationToken
            );
        }

        (code, _, output) = await AskAsync(kept, "audit", "verify");
        Assert.Equal(AuditVerb.Broken, code);
        Assert.Contains("Entry 2, of 2026-05-04 14:02:11 UTC is not what was written", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_database_it_says_so_and_makes_nothing()
    {
        var (code, _, errors) = await VerifyAsync();

        Assert.Equal(AuditVerb.Unknown, code);
        Assert.Contains("There is no database", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0')", "a newer StreamOps")]
    [InlineData("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%AuditChain'", "an older StreamOps")]
    [InlineData("DROP TABLE __EFMigrationsHistory", "an older StreamOps")]
    public async Task A_database_of_another_version_is_told(string sql, string words)
    {
        using (await RunningAsync())
        {
            await SqlAsync(sql);
        }

        var (code, _, errors) = await VerifyAsync();

        Assert.Equal(AuditVerb.Unknown, code);
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "streamops.db"), new string('x', 8_192), TestContext.Current.CancellationToken);

        var (code, _, errors) = await VerifyAsync();

        Assert.Equal(AuditVerb.Unknown, code);
        Assert.Contains("The database file is damaged.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("audit", "verfy")]
    [InlineData("audit", "verify", "--expct", "1:0")]
    [InlineData("audit", "verify", "--expect")]
    [InlineData("audit", "verify", "--expect", "1:0")]
    [InlineData("audit", "export", "--persn", "Mara")]
    [InlineData("audit", "export", "--person")]
    [InlineData("audit", "export", "--from", "yesterday")]
    [InlineData("audit", "export", "--format", "xml")]
    public async Task What_is_not_understood_is_no_check(params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);

        Assert.Equal((AuditVerb.Unknown, ""), (code, output));
        Assert.Contains("audit verify [--expect", errors, StringComparison.Ordinal);
    }

    /// <summary>The program itself: no other place than its environment names a store to these verbs.</summary>
    private static async Task<(int Code, string Errors, string Output)> AskAsync(PostgresTestDatabase kept, params string[] args)
    {
        await using var program = DashboardProcess.StartWith(
            [("StreamOps__Store", "postgres"), ("StreamOps__Postgres__ConnectionString", kept.ConnectionString)],
            args
        );
        return await program.EndAsync(TestContext.Current.CancellationToken);
    }

    private Task<(int Code, string Output, string Errors)> VerifyAsync(params string[] args) =>
        RunAsync(["audit", "verify", "--StreamOps:DataDirectory", _folder, .. args]);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.True(AuditVerb.IsAskedFor(args));
        using var exported = new MemoryStream();
        var code = await AuditVerb.RunAsync(args, output, errors, () => exported);
        return (code, output + Encoding.UTF8.GetString(exported.ToArray()), errors.ToString());
    }

    /// <summary>A data directory that a process holds, with two entries.</summary>
    private async Task<DataDirectory> RunningAsync()
    {
        var directory = new DataDirectory(Options.Create(new OperationsOptions { DataDirectory = _folder }));
        await MigratedDatabase.CopyIntoAsync(directory);
        await AppendAsync(1);
        await AppendAsync(2);
        return directory;
    }

    private Task AppendAsync(int number) => AppendAsync(new SqliteOperationsDbFactory(SqliteOperationsDb.OptionsFor(DatabaseFile)), number);

    private static Task AppendAsync(IDbContextFactory<OperationsDb> contexts, int number) =>
        new AuditLog(new OperationsStore(contexts), NullLogger<AuditLog>.Instance).AppendAsync(
            AuditEntries.Terminate(
                new DateTimeOffset(2026, 5, 4, 14, 2, 11, TimeSpan.Zero),
                new Person("Mara"),
                A.Arn(),
                $"because {number}"
            )
        );

    private async Task SqlAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Each is a constant of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private string DatabaseFile => Path.Combine(_folder, "streamops.db");
}
