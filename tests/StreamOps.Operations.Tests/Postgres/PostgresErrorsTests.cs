using Microsoft.EntityFrameworkCore;
using Npgsql;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Postgres;

/// <summary>What a PostgreSQL server says by its codes is told in sentences. Each is raised by a server.</summary>
[Trait("Row", "F20")]
public sealed class PostgresErrorsTests : IAsyncLifetime
{
    private PostgresTestDatabase _kept = null!;
    private PostgresDatabase _database = null!;
    private OperationsStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        OnPostgresAttribute.OrSkip();
        _kept = await PostgresTestDatabase.TakeAsync();
        _database = new PostgresDatabase(_kept.ConnectionString, statementTimeoutSeconds: 5);
        _store = new OperationsStore(_database);
    }

    public ValueTask DisposeAsync()
    {
        _database?.Dispose();
        _kept?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("53100", "The disk of the database is full.")]
    [InlineData("53000", "The database has no room or memory left.")]
    [InlineData("53200", "The database has no room or memory left.")]
    [InlineData("53400", "The database has no room or memory left.")]
    [InlineData("53300", "The database takes no more connections.")]
    [InlineData("25006", "The database cannot be written: it is read-only.")]
    [InlineData("57014", "The database does not answer in time.")]
    [InlineData("55P03", "The database does not answer in time.")]
    [InlineData("57P03", "The database is starting or stopping.")]
    [InlineData("57P01", "The database cannot be reached.")]
    [InlineData("57P02", "The database cannot be reached.")]
    [InlineData("08006", "The database cannot be reached.")]
    [InlineData("3D000", "There is no such database.")]
    [InlineData("28000", "The database does not let StreamOps's user in.")]
    [InlineData("28P01", "The database does not let StreamOps's user in.")]
    [InlineData("42501", "StreamOps's user may not do that in the database.")]
    [InlineData("XX001", "The database is damaged.")]
    [InlineData("XX002", "The database is damaged.")]
    [InlineData("58030", "The database server cannot read or write its files.")]
    [InlineData("58P01", "The database server cannot read or write its files.")]
    public async Task A_code_is_a_sentence_and_the_next_act_is_done(string code, string sentence)
    {
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => RaiseAsync(code));

        Assert.Equal(sentence, refusal.Message);
        await _store.RunAsync(db => db.WriteAsync(default));
    }

    [Theory]
    [InlineData("22012")]
    [InlineData("42P01")]
    [InlineData("XX000")]
    public async Task A_defect_of_a_statement_is_no_state_of_the_database(string code)
    {
        var defect = await Record.ExceptionAsync(() => RaiseAsync(code));

        Assert.Equal(code, PostgresErrors.In(defect) is PostgresException raised ? raised.SqlState : "");
        Assert.IsNotType<StoreUnavailableException>(defect);
    }

    [Fact]
    public async Task All_of_its_own_connections_at_work_is_a_sentence_and_passes()
    {
        using var database = new PostgresDatabase($"{_kept.ConnectionString};Maximum Pool Size=1;Timeout=1", statementTimeoutSeconds: 5);
        var store = new OperationsStore(database);
        await using (var atWork = database.CreateDbContext())
        {
            await atWork.Database.OpenConnectionAsync();

            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.RunAsync(db => db.WriteAsync(default)));

            Assert.Equal("The database does not answer in time.", refusal.Message);
        }

        await store.RunAsync(db => db.WriteAsync(default));
    }

    private Task RaiseAsync(string code)
    {
        var raise = $"DO $$ BEGIN RAISE EXCEPTION 'so it is' USING ERRCODE = '{code}'; END $$";
        return _store.RunAsync(db => db.Database.ExecuteSqlRawAsync(raise));
    }
}
