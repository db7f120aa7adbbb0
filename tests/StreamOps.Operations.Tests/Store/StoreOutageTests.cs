using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Store;

public class StoreOutageTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CapturingLog _log = new();

    [Fact]
    public async Task However_many_meet_a_store_that_is_out_the_log_tells_its_begin_and_its_end_once()
    {
        using var file = await TemporaryStore.CreateAsync();
        var disk = new LockableDisk(file);
        var store = StoreOn(disk);
        await WriteAsync(store, "before");
        disk.IsReadOnly = true;

        for (var met = 0; met < 200; met++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store, "meanwhile"));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        disk.IsReadOnly = false;
        await WriteAsync(store, "after");
        await WriteAsync(store, "later");

        Assert.Collection(
            _log.Lines,
            began =>
                Assert.StartsWith(
                    "The store cannot be used: The database cannot be written: it is read-only. ",
                    began,
                    StringComparison.Ordinal
                ),
            ended => Assert.StartsWith("The store can be used again, after 200.0 s.", ended, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_store_that_comes_and_goes_is_told_of_twice_a_minute_at_most()
    {
        using var file = await TemporaryStore.CreateAsync();
        var disk = new LockableDisk(file);
        var store = StoreOn(disk);

        for (var second = 0; second < 60; second++)
        {
            disk.IsReadOnly = second % 2 == 0;
            await Record.ExceptionAsync(() => WriteAsync(store, $"{second}"));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, _log.Lines.Count(line => line.StartsWith("The store cannot be used", StringComparison.Ordinal)));
        Assert.Equal(4, _log.Lines.Count);
    }

    [Fact]
    public async Task A_long_outage_right_after_a_short_one_is_told_with_its_cause_and_its_end()
    {
        using var file = await TemporaryStore.CreateAsync();
        var disk = new LockableDisk(file);
        var store = StoreOn(disk);
        // Out for a second, there for nine, then out for two hours.
        foreach (var (isOut, seconds) in ((bool, int)[])[(true, 1), (false, 9), (true, 10), (true, 10), (true, 10), (true, 7_170)])
        {
            disk.IsReadOnly = isOut;
            await Record.ExceptionAsync(() => WriteAsync(store, $"{seconds} {isOut}"));
            _time.Advance(TimeSpan.FromSeconds(seconds));
        }

        disk.IsReadOnly = false;
        await WriteAsync(store, "after");

        Assert.Collection(
            _log.Lines,
            began => Assert.StartsWith("The store cannot be used: ", began, StringComparison.Ordinal),
            ended => Assert.StartsWith("The store can be used again, after 1.0 s.", ended, StringComparison.Ordinal),
            began => Assert.StartsWith("The store cannot be used: The database cannot be written", began, StringComparison.Ordinal),
            ended => Assert.StartsWith("The store can be used again, after 7200.0 s.", ended, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Where_nothing_can_be_written_that_it_can_be_read_is_no_end()
    {
        using var file = await TemporaryStore.CreateAsync();
        var disk = new LockableDisk(file);
        var store = StoreOn(disk);
        await WriteAsync(store, "before");
        disk.IsReadOnly = true;

        for (var minute = 0; minute < 10; minute++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store, "meanwhile"));
            await ReadAsync(store);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.StartsWith("The store cannot be used", Assert.Single(_log.Lines), StringComparison.Ordinal);
        disk.IsReadOnly = false;
        await ReadAsync(store);
        // Takes nothing away: of no row it is not known whether it could be written.
        await DeleteAsync(store, "nobody's");
        Assert.Single(_log.Lines);
        Assert.Equal(1, await DeleteAsync(store, "before"));
        Assert.StartsWith("The store can be used again, after 600.0 s.", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_row_cannot_be_changed_in_place_only_a_write_ends_it_and_a_probe_is_one()
    {
        using var file = await TemporaryStore.CreateAsync();
        var disk = new LockableDisk(file);
        var store = StoreOn(disk);
        await WriteAsync(store, "before");
        disk.IsReadOnly = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => DeleteAsync(store, "before"));
        await ReadAsync(store);
        Assert.Single(_log.Lines);

        disk.IsReadOnly = false;
        await store.RunAsync(db => db.WriteAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task A_store_that_could_not_be_opened_is_there_again_with_the_first_read()
    {
        using var file = await TemporaryStore.CreateAsync();
        var disk = new FullDisk(file) { IsClosed = true };
        var store = StoreOn(disk, out _);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync(store));

        disk.IsClosed = false;
        await ReadAsync(store);

        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task What_one_could_not_read_is_told_to_the_log_and_is_no_outage_for_all()
    {
        using var file = await TemporaryStore.CreateAsync();
        var store = StoreOn(file.Contexts, out var outage);

        for (var look = 0; look < 3; look++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.RunAsync<bool>(_ => throw Broken(file)));
        }

        Assert.Equal((null, 3), (outage.Current, outage.Failures));
        Assert.StartsWith("Something could not be read from the store: ", Assert.Single(_log.Lines), StringComparison.Ordinal);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.RunAsync(db => WriteBrokenAsync(db, Broken(file))));
        Assert.NotNull(outage.Current);
    }

    [Fact]
    public async Task Whoever_leaves_while_the_database_is_at_work_for_them_leaves_no_outage_behind()
    {
        using var file = await TemporaryStore.CreateAsync();
        var store = StoreOn(file.Contexts, out var outage);

        // As PostgreSQL's provider tells it: what the server said is within.
        var left = new OperationCanceledException("Query was cancelled", Broken(file));
        await Assert.ThrowsAsync<OperationCanceledException>(() => store.RunAsync<bool>(_ => throw left));
        await Assert.ThrowsAsync<OperationCanceledException>(() => store.RunAsync(db => WriteBrokenAsync(db, left)));

        Assert.Equal((null, 0), (outage.Current, outage.Failures));
        Assert.Empty(_log.Lines);
    }

    public void Dispose()
    {
        _log.Dispose();
        GC.SuppressFinalize(this);
    }

    private OperationsStore StoreOn(LockableDisk disk) => StoreOn(disk, out _);

    private OperationsStore StoreOn(IDbContextFactory<OperationsDb> contexts, out StoreOutage outage)
    {
        outage = new StoreOutage(_time, ((ILoggerFactory)_log).CreateLogger<StoreOutage>());
        return new OperationsStore(contexts, outage: outage);
    }

    /// <summary>What the provider says of a database that cannot be used.</summary>
    private static Exception Broken(TemporaryStore file) =>
        file.Postgres is null
            ? new SqliteException("malformed", 11)
            : new NpgsqlException("Exception while reading", new TimeoutException());

    private static Task<bool> WriteBrokenAsync(OperationsDb db, Exception broken)
    {
        db.IsToWrite = true;
        throw broken;
    }

    private static Task<bool> ReadAsync(OperationsStore store) => store.RunAsync(db => db.Set<OfferUseRow>().AnyAsync());

    private static Task<int> DeleteAsync(OperationsStore store, string hash) =>
        store.RunAsync(db => db.Set<OfferUseRow>().Where(row => row.Hash == hash).ExecuteDeleteAsync());

    private static Task<int> WriteAsync(OperationsStore store, string hash) =>
        store.RunAsync(db =>
        {
            db.AddSeenOffer(hash, A.Arn(), DateTimeOffset.UnixEpoch);
            return db.SaveChangesAsync();
        });
}
