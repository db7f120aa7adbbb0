using System.Diagnostics;
using System.Formats.Tar;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Store;

public sealed class BackupTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_backup_under_writes_is_whole_as_of_one_moment_and_the_writes_go_on()
    {
        using var store = await TemporaryStore.CreateAsync();
        using var restored = TemporaryStore.Empty();
        var log = LogOf(store);
        await log.AppendAsync(Entry(0));
        using var stop = new CancellationTokenSource();
        var written = 1;
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await log.AppendAsync(Entry(written));
                written++;
            }
        });
        var before = written;

        var whyNot = await BackUpAsync(store, Path.Combine(store.Path, "backup.tar"));
        var after = written;
        await stop.CancelAsync();
        await writing;

        Assert.Null(whyNot);
        Assert.True(written > 1);
        await TarFile.ExtractToDirectoryAsync(Path.Combine(store.Path, "backup.tar"), restored.Path, overwriteFiles: false);
        using (var directory = restored.AsDataDirectory())
        using (var start = TemporaryStore.StartOn(directory))
        {
            await start.StartingAsync(default);
            var entries = Assert.IsType<AuditVerdict.Whole>(await VerifyAsync(restored)).Tally.Entries;
            Assert.InRange(entries, before, after + 1);
            // And it goes on from there.
            await LogOf(restored).AppendAsync(Entry(-1));
            Assert.IsType<AuditVerdict.Whole>(await VerifyAsync(restored));
        }
    }

    [Fact]
    public async Task What_was_encrypted_is_read_with_the_keys_of_the_backup()
    {
        using var store = await TemporaryStore.CreateAsync();
        using var restored = TemporaryStore.Empty();
        var keys = Directory.CreateDirectory(Path.Combine(store.Path, "keys"));
        await File.WriteAllTextAsync(Path.Combine(keys.FullName, "key-1.xml"), "<key/>");
        await File.WriteAllTextAsync(Path.Combine(keys.FullName, "note.txt"), "no key");

        Assert.Null(await BackUpAsync(store, Path.Combine(store.Path, "backup.tar")));

        await TarFile.ExtractToDirectoryAsync(Path.Combine(store.Path, "backup.tar"), restored.Path, overwriteFiles: false);
        Assert.Equal(["key-1.xml"], Directory.GetFiles(Path.Combine(restored.Path, "keys")).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal((UnixFileMode)0b_110_000_000, File.GetUnixFileMode(Path.Combine(store.Path, "backup.tar")));
            Assert.Equal((UnixFileMode)0b_110_000_000, File.GetUnixFileMode(restored.DatabaseFile));
            Assert.Equal((UnixFileMode)0b_110_000_000, File.GetUnixFileMode(Path.Combine(restored.Path, "keys", "key-1.xml")));
            Assert.Equal((UnixFileMode)0b_111_000_000, File.GetUnixFileMode(Path.Combine(restored.Path, "keys")));
        }
    }

    [Fact]
    public async Task What_is_there_is_never_overwritten_and_nothing_is_left_of_a_backup_that_failed()
    {
        using var store = await TemporaryStore.CreateAsync();
        using var target = TemporaryStore.Empty();
        var file = Path.Combine(target.Path, "backup.tar");
        await File.WriteAllTextAsync(file, "of yesterday");

        var whyNot = await BackUpAsync(store, file);

        Assert.Equal($"{file} is there already, and is not overwritten.", whyNot);
        Assert.Equal("of yesterday", await File.ReadAllTextAsync(file));
        File.Delete(file);
        SqliteConnection.ClearAllPools();
        await using (var damaged = new FileStream(store.DatabaseFile, FileMode.Open, FileAccess.ReadWrite))
        {
            damaged.Position = 4_096;
            damaged.Write(Enumerable.Repeat((byte)0xA5, 4_096).ToArray());
        }

        Assert.NotNull(await BackUpAsync(store, file));
        Assert.Contains("There is no database", await BackUpAsync(target, file) ?? "", StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(target.Path));
    }

    [Fact]
    public async Task A_disk_without_room_for_it_is_a_sentence_and_leaves_nothing()
    {
        using var disk = TinyDisk.OrSkip();
        using var store = await TemporaryStore.CreateAsync();
        disk.Fill();

        var whyNot = await BackUpAsync(store, Path.Combine(disk.Path, "backup.tar"));

        Assert.Equal($"There is no room for {Path.Combine(disk.Path, "backup.tar")}.", whyNot);
        Assert.Equal(["filler"], Directory.EnumerateFileSystemEntries(disk.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task PostgreSQL_is_saved_by_its_own_program_while_somebody_is_at_work_on_it()
    {
        OnPostgresAttribute.OrSkip();
        using var kept = await PostgresTestDatabase.TakeAsync();
        using var restored = await PostgresTestDatabase.EmptyAsync();
        using var target = TemporaryStore.Empty();
        using var database = new PostgresDatabase(kept.ConnectionString, statementTimeoutSeconds: 5);
        await database.OpenAsync(default);
        await new AuditLog(new OperationsStore(database), NullLogger<AuditLog>.Instance).AppendAsync(Entry(1));
        await new KeyElements(database).AddAsync("key-1", "<key/>");
        var file = Path.Combine(target.Path, "backup.dump");

        Assert.Null(await database.BackUpAsync(file, "", default));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal($"{file} is there already, and is not overwritten.", await database.BackUpAsync(file, "", default));
        PostgresServer.Restore(file, restored.Name, new NpgsqlConnectionStringBuilder(kept.ConnectionString).Host!);
        using var again = new PostgresDatabase(restored.ConnectionString, statementTimeoutSeconds: 5);
        await again.OpenAsync(default);
        Assert.Equal(["<key/>"], await new KeyElements(again).AllAsync());
        Assert.Single(await new AuditLog(new OperationsStore(again), NullLogger<AuditLog>.Instance).ForSessionAsync(A.Arn(), default));
    }

    [Theory]
    [InlineData("nowhere", PostgresBackup.Program, "Nothing is saved. pg_dump says: ")]
    [InlineData(
        "streamops",
        "no-such-program",
        "pg_dump of PostgreSQL is not on this machine: nothing is saved. Where it is: pg_dump --host="
    )]
    public async Task A_dump_that_cannot_be_made_is_a_sentence_without_the_password_and_leaves_nothing(
        string name,
        string program,
        string sentence
    )
    {
        OnPostgresAttribute.OrSkip();
        using var kept = await PostgresTestDatabase.TakeAsync();
        using var target = TemporaryStore.Empty();
        var settings = new NpgsqlConnectionStringBuilder(kept.ConnectionString) { Database = name, Password = "geheim-7" };

        var whyNot = await PostgresBackup.WriteAsync(settings, Path.Combine(target.Path, "backup.dump"), program, default);

        Assert.StartsWith(sentence, whyNot, StringComparison.Ordinal);
        Assert.Contains(name, whyNot, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim-7", whyNot, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(target.Path));
    }

    /// <summary>On demand: <c>STREAMOPS_MEASURE=1</c>. A million entries are saved and restored within 30 seconds.</summary>
    [Fact]
    public async Task A_million_entries_are_saved_and_restored_within_thirty_seconds()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("STREAMOPS_MEASURE") == "1", "Measured on demand: STREAMOPS_MEASURE=1.");
        using var store = await TemporaryStore.CreateAsync();
        using var restored = TemporaryStore.Empty();
        await LogOf(store).AppendAsync(Entry(0));
        await using (var db = store.Contexts.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync(
                """
                WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
                INSERT INTO "SeenStatuses" ("Session", "Status", "StatusReason", "BeganEarliest", "BeganExpected", "BeganLatest")
                SELECT 'arn:aws:gameliftstreams:us-west-2:111122223333:streamsession/sg-1AB2C3De4/session-' || (i % 5000), 'PENDING_CLIENT_RECONNECTION', '', i, i, i FROM n
                """
            );
        }

        var file = Path.Combine(store.Path, "backup.tar");
        var began = Stopwatch.GetTimestamp();
        Assert.Null(await BackUpAsync(store, file));
        var saved = Stopwatch.GetElapsedTime(began);
        await TarFile.ExtractToDirectoryAsync(file, restored.Path, overwriteFiles: false);
        using var directory = restored.AsDataDirectory();
        using var start = TemporaryStore.StartOn(directory);
        await start.StartingAsync(default);
        var all = Stopwatch.GetElapsedTime(began);

        await using var again = restored.Contexts.CreateDbContext();
        Assert.Equal(
            999_999,
            (await again.Database.SqlQueryRaw<long>("SELECT count(*) AS \"Value\" FROM \"SeenStatuses\"").ToListAsync()).Single()
        );
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{new FileInfo(file).Length / 1_000_000} MB: saved in {saved.TotalSeconds:0.0} s, restored and started on in {(all - saved).TotalSeconds:0.0} s"
        );
        Assert.True(all < TimeSpan.FromSeconds(30), $"{all.TotalSeconds:0.0} s");
    }

    private static async Task<string?> BackUpAsync(TemporaryStore store, string file)
    {
        using var directory = store.AsDataDirectory();
        using var database = new SqliteDatabase(directory);
        return await database.BackUpAsync(file, Path.Combine(store.Path, "keys"), default);
    }

    private static AuditLog LogOf(TemporaryStore store) => new(new OperationsStore(store.Contexts), NullLogger<AuditLog>.Instance);

    private static Task<AuditVerdict> VerifyAsync(TemporaryStore store)
    {
        var work = new OperationsStore(store.Contexts);
        return new AuditVerifier(work, new AuditKeys(new KeyTable(work), new EphemeralDataProtectionProvider())).VerifyAsync(null, default);
    }

    private static AuditEntry Entry(int number) => AuditEntries.Terminate(Noon, new Person("Mara"), A.Arn(), $"because {number}");
}
