using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Store;

public sealed class StoreStartTests
{
    [Fact]
    public async Task A_second_process_on_the_same_data_directory_is_refused_with_a_sentence()
    {
        using var store = TemporaryStore.Empty();
        using var first = store.AsDataDirectory();
        using var second = store.AsDataDirectory();
        await TemporaryStore.StartOn(first).StartingAsync(default);

        var refusal = await Assert.ThrowsAsync<StoreStartException>(() => TemporaryStore.StartOn(second).StartingAsync(default));

        Assert.Contains("Another StreamOps is running", refusal.Message);
        Assert.Contains("StreamOps:DataDirectory", refusal.Message);
    }

    [Fact]
    [Trait("Row", "F21")]
    public async Task A_disk_without_room_stops_no_start_and_refuses_by_sentence_until_there_is_room()
    {
        using var disk = TinyDisk.OrSkip();
        using var directory = new DataDirectory(
            Microsoft.Extensions.Options.Options.Create(new OperationsOptions { DataDirectory = Path.Combine(disk.Path, "data") })
        );
        using var start = TemporaryStore.StartOn(directory);
        var work = new OperationsStore(new SqliteOperationsDbFactory(SqliteOperationsDb.OptionsFor(directory.DatabaseFile)), start);
        disk.Fill();

        await start.StartingAsync(default);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => work.RunAsync(db => db.WriteAsync(default)));
        Assert.Equal("The disk of the database is full.", refusal.Message);
        disk.Free();
        await work.RunAsync(db => db.WriteAsync(default));
        Assert.Empty(await work.RunAsync(db => db.Set<RescueAttempt>().ToListAsync()));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    [Trait("Row", "F21")]
    public void A_read_only_folder_is_told_as_such_and_not_as_another_StreamOps()
    {
        using var disk = TinyDisk.OrSkip();
        disk.MakeReadOnly();
        using var directory = new DataDirectory(
            Microsoft.Extensions.Options.Options.Create(new OperationsOptions { DataDirectory = disk.Path })
        );

        var refusal = Assert.Throws<StoreStartException>(directory.Take);

        Assert.Contains($"cannot write to {disk.Path}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("may not write", DataDirectory.WhyUnusable(disk.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_directory_is_free_again_when_the_process_has_ended()
    {
        using var store = TemporaryStore.Empty();
        using (var first = store.AsDataDirectory())
        {
            await TemporaryStore.StartOn(first).StartingAsync(default);
        }

        using var second = store.AsDataDirectory();
        await TemporaryStore.StartOn(second).StartingAsync(default);
    }

    [Fact]
    [Trait("Row", "F21")]
    public async Task A_file_that_is_no_database_is_refused_with_advice()
    {
        using var store = TemporaryStore.Empty();
        await File.WriteAllTextAsync(store.DatabaseFile, new string('x', 8_192));
        using var directory = store.AsDataDirectory();

        var refusal = await Assert.ThrowsAsync<StoreStartException>(() => TemporaryStore.StartOn(directory).StartingAsync(default));

        Assert.Contains("is damaged", refusal.Message);
        Assert.Contains("Restore a copy", refusal.Message);
    }

    [Fact]
    [Trait("Row", "F21")]
    public async Task A_database_with_a_broken_page_is_refused_with_advice()
    {
        using var store = TemporaryStore.Empty();
        using (var directory = store.AsDataDirectory())
        {
            await TemporaryStore.StartOn(directory).StartingAsync(default);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await using (var file = new FileStream(store.DatabaseFile, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = 4_096;
            file.Write(Enumerable.Repeat((byte)0xA5, 4_096).ToArray());
        }

        using var again = store.AsDataDirectory();
        var refusal = await Assert.ThrowsAsync<StoreStartException>(() => TemporaryStore.StartOn(again).StartingAsync(default));

        Assert.Contains("is damaged", refusal.Message);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_as_it_is()
    {
        using var store = TemporaryStore.Empty();
        using (var directory = store.AsDataDirectory())
        {
            await TemporaryStore.StartOn(directory).StartingAsync(default);
        }

        await using (var newer = store.Contexts.CreateDbContext())
        {
            await newer.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231235959_Tomorrow', '99.0.0')");
        }

        using var again = store.AsDataDirectory();
        var refusal = await Assert.ThrowsAsync<StoreStartException>(() => TemporaryStore.StartOn(again).StartingAsync(default));

        Assert.Contains("was written by a newer StreamOps than this one", refusal.Message);
        Assert.Contains("StreamOps:DataDirectory", refusal.Message);
    }

    [Fact]
    public async Task A_first_start_that_was_killed_while_it_migrated_does_not_hold_up_the_next()
    {
        using var store = TemporaryStore.Empty();
        await using (var killed = store.Contexts.CreateDbContext())
        {
            // What EF Core's SQLite provider leaves: its lock's row, and no tables yet.
            await killed.Database.ExecuteSqlRawAsync(
                "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); "
                    + "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-05-04 12:00:00')"
            );
        }

        using var directory = store.AsDataDirectory();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        await TemporaryStore.StartOn(directory).StartingAsync(limit.Token);

        await using var db = store.Contexts.CreateDbContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Folder_and_database_are_for_their_owner_alone_also_when_they_were_open_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file modes.");
        using var store = TemporaryStore.Empty();
        const UnixFileMode Everybody = (UnixFileMode)0b_111_101_101;
        await File.WriteAllBytesAsync(store.DatabaseFile, []);
        Open(store.Path);
        Open(store.DatabaseFile);
        using var directory = store.AsDataDirectory();

        await TemporaryStore.StartOn(directory).StartingAsync(default);

        Assert.Equal((UnixFileMode)0b_111_000_000, ModeOf(store.Path));
        Assert.All(Directory.GetFiles(store.Path, "streamops.db*"), file => Assert.Equal((UnixFileMode)0b_110_000_000, ModeOf(file)));

        static void Open(string path)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, Everybody);
            }
        }

        static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
    }

    [Fact]
    public void A_new_folder_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file modes.");
        using var store = TemporaryStore.Empty();

        var folder = PrivateFolder.Create(Path.Combine(store.Path, "keys"));

        Assert.Equal((UnixFileMode)0b_111_000_000, folder.UnixFileMode);
    }

    [Fact]
    public async Task The_migrations_make_the_very_model()
    {
        using var store = await TemporaryStore.CreateAsync();
        await using var db = store.Contexts.CreateDbContext();

        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task The_file_is_in_write_ahead_mode()
    {
        using var store = await TemporaryStore.CreateAsync();
        await using var db = store.Contexts.CreateDbContext();

        Assert.Equal(["wal"], await db.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync());
    }
}
