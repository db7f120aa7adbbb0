using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Store;

/// <summary>What becomes of the store when its file is harmed while StreamOps runs: refused with a sentence, and all by itself again afterwards.</summary>
[Trait("Row", "F21")]
public sealed class SqliteFaultTests : IDisposable
{
    private readonly TemporaryStore _file = TemporaryStore.Empty();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Another_who_writes_is_waited_for_and_told_of_after_five_seconds()
    {
        await using var running = await Running.OnAsync(_file);
        await using var other = new SqliteConnection($"Data Source={_file.DatabaseFile};Pooling=False");
        await other.OpenAsync();

        var shortly = await HoldAsync(other);
        var waited = running.WriteAsync("waited");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        await shortly.RollbackAsync();
        await waited;
        var lastingly = await HoldAsync(other);
        var began = Stopwatch.GetTimestamp();
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => running.WriteAsync("refused"));

        Assert.Equal("The database is held by another program.", refusal.Message);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(15));
        await lastingly.RollbackAsync();
        await running.WriteAsync("after");
        Assert.Equal(["after", "waited"], await running.AllAsync());
    }

    [Fact]
    public async Task Another_who_writes_keeps_no_thread_of_StreamOps_waiting()
    {
        await using var running = await Running.OnAsync(_file);
        await using var other = new SqliteConnection($"Data Source={_file.DatabaseFile};Pooling=False");
        await other.OpenAsync();
        var held = await HoldAsync(other);

        var waiting = Enumerable.Range(0, 3).Select(number => running.WriteAsync($"{number}")).ToList();

        // Each of them would have had the thread until it was told no.
        Assert.All(waiting, write => Assert.False(write.IsCompleted));
        await held.RollbackAsync();
        await Task.WhenAll(waiting);
        Assert.Equal(["0", "1", "2"], await running.AllAsync());
    }

    [Fact]
    public async Task Who_writes_has_their_turn_in_the_order_in_which_they_came()
    {
        await using var running = await Running.OnAsync(_file);
        await using var other = new SqliteConnection($"Data Source={_file.DatabaseFile};Pooling=False");
        await other.OpenAsync();
        var held = await HoldAsync(other);
        List<int> turns = [];

        var waiting = Enumerable.Range(0, 5).Select(number => running.TakeTurnAsync(() => turns.Add(number))).ToList();
        await held.RollbackAsync();
        await Task.WhenAll(waiting);

        Assert.Equal([0, 1, 2, 3, 4], turns);
    }

    [Fact]
    public async Task What_breaks_off_in_its_turn_lets_the_next_one_write()
    {
        await using var running = await Running.OnAsync(_file);

        await Assert.ThrowsAsync<InvalidOperationException>(() => running.TakeTurnAsync(() => throw new InvalidOperationException()));
        var next = running.TakeTurnAsync(() => { });

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System));
    }

    [Fact]
    public async Task A_file_that_goes_is_told_of_nothing_takes_its_place_and_it_is_used_again_once_it_is_back()
    {
        await using var running = await Running.OnAsync(_file);
        await running.WriteAsync("before");
        var away = Directory.CreateDirectory(Path.Combine(_file.Path, "away"));
        var files = Directory.GetFiles(_file.Path, "streamops.db*");
        foreach (var file in files)
        {
            File.Move(file, Path.Combine(away.FullName, Path.GetFileName(file)));
        }

        for (var tries = 0; tries < 3; tries++)
        {
            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => running.WriteAsync("meanwhile"));
            Assert.Equal("The database file is gone. Put it back where it was.", refusal.Message);
        }

        Assert.Empty(Directory.GetFiles(_file.Path, "streamops.db*"));
        foreach (var file in files)
        {
            File.Move(Path.Combine(away.FullName, Path.GetFileName(file)), file);
        }

        await running.WriteAsync("after");
        Assert.Equal(["after", "before"], await running.AllAsync());
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_told_of_and_used_again_once_it_can()
    {
        await using var running = await Running.OnAsync(_file);
        await running.WriteAsync("before");
        running.ForgetWhatWasRead();
        // In the place of its log, which is gone when nobody has the file open: a folder opens as a file to nobody, not to root either.
        var folder = Directory.CreateDirectory($"{_file.DatabaseFile}-wal");

        for (var tries = 0; tries < 3; tries++)
        {
            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => running.WriteAsync("meanwhile"));
            Assert.Equal("The database file cannot be opened, read or written.", refusal.Message);
        }

        folder.Delete();
        await running.WriteAsync("after");
        Assert.Equal(["after", "before"], await running.AllAsync());
    }

    [Fact]
    public async Task What_is_damaged_while_it_is_in_use_is_told_of()
    {
        await using (var running = await Running.OnAsync(_file))
        {
            await running.WriteAsync("before");
        }

        await using (var again = await Running.OnAsync(_file))
        {
            Damage(_file.DatabaseFile, 4_096, new FileInfo(_file.DatabaseFile).Length);
            again.ForgetWhatWasRead();

            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => again.AllAsync());

            Assert.Equal("The database file is damaged.", refusal.Message);
        }
    }

    /// <summary>SQLite takes a log's damaged end for one that a crash cut off: what stood before it stays.</summary>
    [Fact]
    public async Task Wherever_a_byte_of_file_or_log_is_flipped_the_start_refuses_with_advice_or_what_it_reads_is_sound()
    {
        await using (var running = await Running.OnAsync(_file))
        {
            for (var number = 0; number < 20; number++)
            {
                await running.WriteAsync($"{number}");
                if (number == 10)
                {
                    await running.EmptyLogAsync();
                }
            }

            // As a crash leaves them: taken while they are open, with the log beside the file.
            foreach (var file in Directory.GetFiles(_file.Path, "streamops.db*"))
            {
                await using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await using var copy = File.Create($"{file}.kept");
                await from.CopyToAsync(copy);
            }
        }

        int refused = 0,
            sound = 0;
        foreach (var name in (string[])["streamops.db", "streamops.db-wal"])
        {
            var length = new FileInfo(Path.Combine(_file.Path, $"{name}.kept")).Length;
            Assert.True(length > 4_096, $"{name} has {length} bytes");
            for (var part = 0; part < 15; part++)
            {
                using var crashed = TemporaryStore.Empty();
                foreach (var kept in (string[])["streamops.db", "streamops.db-wal"])
                {
                    File.Copy(Path.Combine(_file.Path, $"{kept}.kept"), Path.Combine(crashed.Path, kept));
                }

                Flip(Path.Combine(crashed.Path, name), part == 0 ? 18 : length * part / 15);
                try
                {
                    await using var again = await Running.OnAsync(crashed);
                    Assert.InRange((await again.AllAsync()).Count, 0, 20);
                    sound++;
                }
                catch (StoreStartException refusal)
                {
                    Assert.Contains("restore a copy", refusal.Message, StringComparison.OrdinalIgnoreCase);
                    refused++;
                }
            }
        }

        Assert.True(refused > 0 && sound > 0, $"{refused} refused, {sound} sound");
    }

    private static async Task<SqliteTransaction> HoldAsync(SqliteConnection connection) =>
        (SqliteTransaction)await connection.BeginTransactionAsync();

    private static void Damage(string file, long from, long to)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = from;
        stream.Write(Enumerable.Repeat((byte)0xA5, (int)(to - from)).ToArray());
    }

    private static void Flip(string file, long at)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = at;
        var read = stream.ReadByte();
        stream.Position = at;
        stream.WriteByte((byte)(read ^ 0xFF));
    }

    /// <summary>The store as the product opens it.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly DataDirectory _directory;
        private readonly SqliteDatabase _database;
        private readonly StoreStart _start;
        private readonly OperationsStore _store;

        private Running(TemporaryStore file)
        {
            _directory = file.AsDataDirectory();
            _database = new SqliteDatabase(_directory);
            _start = new StoreStart(_database);
            _store = new OperationsStore(_database, _start);
        }

        public static async Task<Running> OnAsync(TemporaryStore file)
        {
            var running = new Running(file);
            try
            {
                await running._start.StartingAsync(default);
                return running;
            }
            catch
            {
                await running.DisposeAsync();
                throw;
            }
        }

        public Task<int> WriteAsync(string hash) =>
            _store.RunAsync(db =>
            {
                db.AddSeenOffer(hash, A.Arn(), DateTimeOffset.UnixEpoch);
                return db.SaveChangesAsync();
            });

        /// <summary>Begins to write, and writes nothing.</summary>
        public Task<bool> TakeTurnAsync(Action inTurn) =>
            _store.RunAsync(async db =>
            {
                await using var transaction = await db.BeginWriteAsync();
                inTurn();
                await transaction.CommitAsync();
                return true;
            });

        public Task<List<string>> AllAsync() =>
            _store.RunAsync(db => db.Set<OfferUseRow>().OrderBy(use => use.Hash).Select(use => use.Hash).ToListAsync());

        public Task<int> EmptyLogAsync() => _store.RunAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)"));

        public void ForgetWhatWasRead()
        {
            using var db = _database.CreateDbContext();
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }

        public ValueTask DisposeAsync()
        {
            ForgetWhatWasRead();
            _start.Dispose();
            _database.Dispose();
            _directory.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
