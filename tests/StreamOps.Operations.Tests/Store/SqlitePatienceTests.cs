using Microsoft.Data.Sqlite;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Tests.Store;

/// <summary>Who waits in the line of those who write, and who waits for another program. Two files stand for the two: one line, and only the second is held.</summary>
public sealed class SqlitePatienceTests : IDisposable
{
    private readonly TemporaryStore _first = TemporaryStore.Empty();
    private readonly TemporaryStore _second = TemporaryStore.Empty();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task Who_stood_in_line_for_long_still_waits_for_another_program()
    {
        var patience = new SqlitePatience(longest: TimeSpan.FromSeconds(0.5));
        await using var before = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(_first.DatabaseFile, patience: patience));
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(_second.DatabaseFile, patience: patience));
        await using var other = new SqliteConnection($"Data Source={_second.DatabaseFile};Pooling=False");
        await other.OpenAsync();
        var held = other.BeginTransaction();
        var inLine = await before.BeginWriteAsync();

        var turn = db.BeginWriteAsync();
        await Task.Delay(TimeSpan.FromSeconds(0.7), TimeProvider.System);
        await inLine.CommitAsync();
        await Task.Delay(TimeSpan.FromSeconds(0.1), TimeProvider.System);
        await held.RollbackAsync();

        await (await turn).DisposeAsync();
    }

    [Fact]
    public async Task All_who_stand_in_line_wait_for_another_program_together_and_each_reads_that_it_is_that()
    {
        var patience = new SqlitePatience(longest: TimeSpan.FromSeconds(0.5), longestInLine: TimeSpan.FromSeconds(2.5));
        await using var other = new SqliteConnection($"Data Source={_second.DatabaseFile};Pooling=False");
        await other.OpenAsync();
        await using var held = other.BeginTransaction();

        var refusals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => WhyRefusedAsync(patience))));

        Assert.Equal(["The database is held by another program."], refusals.Distinct());
    }

    [Fact]
    public async Task Another_program_that_comes_later_is_waited_for_anew()
    {
        var patience = new SqlitePatience(longest: TimeSpan.FromSeconds(0.5));
        await using var other = new SqliteConnection($"Data Source={_second.DatabaseFile};Pooling=False");
        await other.OpenAsync();
        var held = other.BeginTransaction();
        Assert.NotNull(await WhyRefusedAsync(patience));
        await held.RollbackAsync();
        held = other.BeginTransaction();

        var turn = WhyRefusedAsync(patience);
        await Task.Delay(TimeSpan.FromSeconds(0.1), TimeProvider.System);
        await held.RollbackAsync();

        Assert.Null(await turn);
    }

    [Fact]
    public async Task Where_those_before_do_not_end_nobody_says_that_another_program_holds_the_file()
    {
        var patience = new SqlitePatience(longestInLine: TimeSpan.FromSeconds(0.2));
        await using var before = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(_first.DatabaseFile, patience: patience));
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(_second.DatabaseFile, patience: patience));
        await using var inLine = await before.BeginWriteAsync();

        var refusal = await Assert.ThrowsAnyAsync<Exception>(db.BeginWriteAsync);

        Assert.Equal("What StreamOps itself writes to the database does not come to an end.", db.WhyUnavailable(refusal));
    }

    /// <summary>What somebody reads who wants to write to the second file; null when their turn came.</summary>
    private async Task<string?> WhyRefusedAsync(SqlitePatience patience)
    {
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(_second.DatabaseFile, patience: patience));
        try
        {
            await (await db.BeginWriteAsync()).DisposeAsync();
            return null;
        }
        catch (SqliteException refusal)
        {
            return db.WhyUnavailable(refusal);
        }
    }
}
