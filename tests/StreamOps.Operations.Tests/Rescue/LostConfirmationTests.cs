using Microsoft.EntityFrameworkCore;
using Npgsql;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;
using StreamOps.Testing.Faults;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>PostgreSQL commits, and its word of it is lost with the connection.</summary>
[Trait("Row", "F20")]
public sealed class LostConfirmationTests : IAsyncLifetime
{
    private const string Database = "postgres";

    private PostgresServer _server = null!;
    private FaultProxy _line = null!;

    public async ValueTask InitializeAsync()
    {
        OnPostgresAttribute.OrSkip();
        _server = PostgresServer.StartOnTcp()!;
        _line = new FaultProxy(new Uri($"http://127.0.0.1:{_server.Port}/"));
        using var database = new PostgresDatabase(_server.ConnectionStringTo(Database), statementTimeoutSeconds: 5);
        await database.OpenAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is not null)
        {
            await _line.DisposeAsync();
        }

        _server?.Dispose();
    }

    [Fact]
    public async Task An_attempt_that_stands_though_its_commit_was_not_confirmed_is_sent()
    {
        await using var stage = await OpenAsync("INSERT");

        var sending = Task.Run(() => stage.SendAsync());
        await CutAfterTheCommitAsync();

        Assert.IsType<CommandResult.Accepted>(await stage.RunToEndAsync(sending));
        Assert.Single(stage.Connections);
        Assert.Equal(1, await _server.CountAsync(Database, "SELECT count(*) FROM \"Rescues\""));
    }

    [Fact]
    public async Task One_that_turns_up_after_the_refusal_is_ended_and_keeps_no_other_out()
    {
        await using var stage = await OpenAsync("INSERT");

        var sending = Task.Run(() => stage.SendAsync());
        await CutInTheCommitAsync();
        var refused = Assert.IsType<CommandResult.Refused>(await stage.RunToEndAsync(sending));
        Assert.Equal("The database cannot be reached. Without its record a rescue is not sent. Nothing was sent.", refused.Reason);
        await RescueStage.WaitForAsync(
            () => _server.CountAsync(Database, "SELECT count(*) FROM \"Rescues\" WHERE \"EndedAt\" IS NULL").Result == 1,
            "it stands"
        );
        _line.Put(LineFault.None);
        await stage.RunUntilAsync(
            () => _server.CountAsync(Database, "SELECT count(*) FROM \"Rescues\" WHERE \"EndedAt\" IS NULL").Result == 0,
            "it is ended"
        );

        Assert.Empty(stage.Connections);
        Assert.IsType<CommandResult.Accepted>(await stage.RunToEndAsync(Task.Run(() => stage.SendAsync())));
        Assert.Single(stage.Connections);
    }

    [Fact]
    public async Task Until_it_is_ended_it_only_puts_off_what_is_sent_meanwhile()
    {
        await using var stage = await OpenAsync("INSERT");
        var sending = Task.Run(() => stage.SendAsync());
        await CutInTheCommitAsync();
        Assert.True(Assert.IsType<CommandResult.Refused>(await stage.RunToEndAsync(sending)).IsPassing);
        await RescueStage.WaitForAsync(
            () => _server.CountAsync(Database, "SELECT count(*) FROM \"Rescues\" WHERE \"EndedAt\" IS NULL").Result == 1,
            "it stands"
        );
        _line.Put(LineFault.None);

        var next = Assert.IsType<CommandResult.Refused>(await stage.SendAsync(by: "Jon"));

        Assert.Equal((true, RescueRefusals.BrokenOff), (next.IsPassing, next.Reason));
    }

    [Fact]
    public async Task A_call_whose_step_was_not_confirmed_is_made_once()
    {
        await using var stage = await OpenAsync("UPDATE");

        var sending = Task.Run(() => stage.SendAsync());
        await CutAfterTheCommitAsync();

        Assert.IsType<CommandResult.Accepted>(await stage.RunToEndAsync(sending));
        Assert.Single(stage.Connections);
        Assert.Equal(1, stage.Attempt.Calls);
    }

    /// <summary>A stage on the line, on which the first commit of such a change of an attempt takes its time once it can no longer be taken back.</summary>
    private async Task<RescueStage> OpenAsync(string change)
    {
        await _server.SqlAsync(
            Database,
            $$"""
            CREATE SEQUENCE lingered;
            CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN IF nextval('lingered') = 1 THEN PERFORM pg_sleep(1); END IF; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER linger AFTER {{change}} ON "Rescues" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION linger();
            """
        );
        return await RescueStage.OpenAsync(contexts: _ => new ByTcp(_line, Database));
    }

    /// <summary>The word of the commit is held back until it stands, and lost with its connection; others are sound.</summary>
    private async Task CutAfterTheCommitAsync()
    {
        await RescueStage.WaitForAsync(() => SleepersAsync().Result == 1, "it commits");
        _line.PutOnOpen(LineFault.BlackHole);
        await RescueStage.WaitForAsync(() => SleepersAsync().Result == 0, "it is committed");
        await Task.Delay(TimeSpan.FromSeconds(0.2), TimeProvider.System);
        _line.PutOnOpen(new LineFault { ResetAfter = 0 });
    }

    private Task<long> SleepersAsync() =>
        _server.CountAsync(Database, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");

    /// <summary>Cut in the midst of it, and nobody can be asked afterwards.</summary>
    private async Task CutInTheCommitAsync()
    {
        await RescueStage.WaitForAsync(() => SleepersAsync().Result == 1, "it commits");
        _line.Put(new LineFault { ResetAfter = 0 });
        await RescueStage.WaitForAsync(() => _line.Open == 0, "the line is cut");
    }

    private sealed class ByTcp(FaultProxy line, string database) : IDbContextFactory<OperationsDb>
    {
        private readonly DbContextOptions<PostgresOperationsDb> _options = PostgresOperationsDb.OptionsFor(
            new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = line.Address.Port,
                Database = database,
                Username = "postgres",
                SslMode = SslMode.Disable,
                GssEncryptionMode = GssEncryptionMode.Disable,
            }.ConnectionString
        );

        public OperationsDb CreateDbContext() => new PostgresOperationsDb(_options);
    }
}
