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
    public async Task Where_those_before_do_not_end_nobody_says_that_another_program_holds_the_file()
    {
        var patience = new SqlitePatience(longestInLine: TimeSpan.FromSeconds(0.2));
        await using var before = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(_first.DatabaseFile, patience: patience));
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(_second.DatabaseFile, patience: patience));
        await using var inLine = await before.BeginWriteAsync();

        var refusal = await Assert.ThrowsAnyAsync<Exception>(db.BeginWriteAsync);

        Assert.Equal("What StreamOps itself writes to the database does not come to an end.", db.WhyUnavailable(refusal));
    }
}
