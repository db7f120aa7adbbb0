using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
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

    public void Dispose()
    {
        _log.Dispose();
        GC.SuppressFinalize(this);
    }

    private OperationsStore StoreOn(LockableDisk disk) =>
        new(disk, outage: new StoreOutage(_time, ((ILoggerFactory)_log).CreateLogger<StoreOutage>()));

    private static Task<int> WriteAsync(OperationsStore store, string hash) =>
        store.RunAsync(db =>
        {
            db.AddSeenOffer(hash, A.Arn(), DateTimeOffset.UnixEpoch);
            return db.SaveChangesAsync();
        });
}
