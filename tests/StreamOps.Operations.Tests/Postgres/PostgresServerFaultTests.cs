using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.Postgres;

/// <summary>What becomes of the store when the PostgreSQL server is harmed: refused with a sentence, and all by itself again afterwards.</summary>
[Trait("Row", "F20")]
[Trait("Row", "R10")]
public sealed class PostgresServerFaultTests : IAsyncLifetime
{
    private const string Database = "postgres";

    private PostgresServer _server = null!;

    public ValueTask InitializeAsync()
    {
        OnPostgresAttribute.OrSkip();
        _server = PostgresServer.StartOwn("max_connections = 12", "superuser_reserved_connections = 0")!;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_server_that_stops_and_comes_back_is_used_again_without_a_restart()
    {
        using var database = Open();
        using var start = new StoreStart(database);
        var store = new OperationsStore(database, start);
        await start.StartingAsync(default);
        await WriteAsync(store, "before");

        _server.Stop();
        var refusals = new List<string>();
        for (var tries = 0; tries < 3; tries++)
        {
            refusals.Add((await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store, "meanwhile"))).Message);
        }

        _server.Start();
        await ComesTrueAsync(() => WriteAsync(store, "after"));

        Assert.All(refusals, refusal => Assert.Equal("The database cannot be reached.", refusal));
        Assert.Equal(
            ["after", "before"],
            await store.RunAsync(db => db.Set<OfferUseRow>().OrderBy(use => use.Hash).Select(use => use.Hash).ToListAsync())
        );
        Assert.True(database.IsHeld);
    }

    [Fact]
    public async Task A_server_that_is_stopping_is_told_as_such_and_used_again_once_it_is_back()
    {
        using var database = Open();
        using var start = new StoreStart(database);
        var store = new OperationsStore(database, start);
        await start.StartingAsync(default);

        // In order: it waits for whoever is in, and lets nobody else in.
        Signal("TERM", [$"{_server.ProcessId}"]);
        Exception? refusal = null;
        for (var tries = 0; tries < 100 && refusal is null; tries++)
        {
            NpgsqlConnection.ClearAllPools();
            refusal = await Record.ExceptionAsync(() => WriteAsync(store, $"before {tries}"));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        Assert.Equal("The database is starting or stopping.", Assert.IsType<StoreUnavailableException>(refusal).Message);
        _server.Stop();
        _server.Start();
        await ComesTrueAsync(() => WriteAsync(store, "after"));
    }

    [Fact]
    public async Task A_damaged_table_and_one_whose_file_is_gone_are_told_as_such()
    {
        using (var before = Open())
        {
            await before.OpenAsync(default);
            await WriteAsync(new OperationsStore(before), "before");
        }

        var (damaged, gone) = (await FileOfAsync("OfferUses"), await FileOfAsync("StandBys"));
        await _server.SqlAsync(Database, "CHECKPOINT");
        _server.Stop();
        await File.WriteAllBytesAsync(damaged, Enumerable.Repeat((byte)0xA5, 8_192).ToArray());
        File.Delete(gone);
        _server.Start();
        using var database = Open();
        var store = new OperationsStore(database);

        var damage = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.RunAsync(db => db.Set<OfferUseRow>().ToListAsync()));
        var loss = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.RunAsync(db => db.Set<StandByRow>().ToListAsync()));

        Assert.Equal("The database is damaged.", damage.Message);
        Assert.Equal("The database server cannot read or write its files.", loss.Message);
    }

    [Fact]
    public async Task A_user_who_may_not_is_told_as_such_at_the_start_and_at_an_act()
    {
        using (var owner = Open())
        {
            await owner.OpenAsync(default);
        }

        await _server.SqlAsync(Database, "CREATE ROLE weak LOGIN");
        var settings = new NpgsqlConnectionStringBuilder(_server.ConnectionStringTo(Database)) { Username = "weak" };
        using var database = new PostgresDatabase(settings.ConnectionString, statementTimeoutSeconds: 5);

        var atTheStart = await Assert.ThrowsAsync<StoreStartException>(() => database.OpenAsync(default));
        var atAnAct = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(new OperationsStore(database), "never"));

        Assert.Contains("StreamOps's user may not do that in the database.", atTheStart.Message, StringComparison.Ordinal);
        Assert.Equal("StreamOps's user may not do that in the database.", atAnAct.Message);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_given_up_and_used_again()
    {
        using var database = Open(statementTimeoutSeconds: 1);
        using var start = new StoreStart(database);
        var store = new OperationsStore(database, start);
        await start.StartingAsync(default);
        await WriteAsync(store, "before");
        var stopped = ServerProcesses();

        Signal("STOP", stopped);
        try
        {
            var began = Stopwatch.GetTimestamp();
            var refusals = await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(number => Assert.ThrowsAnyAsync<StoreUnavailableException>(() => WriteAsync(store, $"meanwhile {number}")))
            );
            Assert.All(
                refusals,
                refusal =>
                    Assert.Contains(refusal.Message, (string[])["The database does not answer in time.", "The database cannot be reached."])
            );
            // Together, not one after the other.
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        }
        finally
        {
            Signal("CONT", stopped);
        }

        await ComesTrueAsync(() => WriteAsync(store, "after"));
    }

    [Fact]
    public async Task A_second_StreamOps_on_one_database_is_refused_until_the_first_has_ended()
    {
        using (var first = Open())
        {
            using var start = new StoreStart(first);
            await start.StartingAsync(default);
            using var second = Open();

            var refusal = await Assert.ThrowsAsync<StoreStartException>(() => second.OpenAsync(default));

            Assert.StartsWith($"Another StreamOps is running on the database {Database} on ", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("StreamOps:Postgres:ConnectionString", refusal.Message, StringComparison.Ordinal);
        }

        using var next = Open();
        await next.OpenAsync(default);
    }

    [Fact]
    public async Task What_took_the_database_while_the_server_was_gone_keeps_it()
    {
        using var first = Open();
        using var start = new StoreStart(first);
        var store = new OperationsStore(first, start);
        await start.StartingAsync(default);
        _server.Stop();
        _server.Start();
        using var second = Open();
        await second.OpenAsync(default);
        await ComesTrueAsync(() => Task.FromResult(first.IsHeld ? throw new InvalidOperationException() : 0));

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store, "late"));

        Assert.StartsWith("Another StreamOps is running on the database", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_connections_is_a_sentence_and_passes()
    {
        using var database = Open();
        using var start = new StoreStart(database);
        var store = new OperationsStore(database, start);
        await start.StartingAsync(default);
        var others = new List<NpgsqlConnection>();
        NpgsqlConnection.ClearAllPools();
        try
        {
            while (true)
            {
                var connection = new NpgsqlConnection(_server.ConnectionStringTo(Database) + ";Pooling=false");
                others.Add(connection);
                await connection.OpenAsync();
            }
        }
        catch (PostgresException)
        {
            // No more.
        }

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store, "meanwhile"));

        Assert.Equal("The database takes no more connections.", refusal.Message);
        others.ForEach(connection => connection.Dispose());
        await ComesTrueAsync(() => WriteAsync(store, "after"));
    }

    [Fact]
    public async Task A_statement_that_waits_for_another_is_given_up_and_a_deadlock_is_tried_again()
    {
        using var database = Open(statementTimeoutSeconds: 1);
        using var start = new StoreStart(database);
        var store = new OperationsStore(database, start);
        await start.StartingAsync(default);
        await using (var other = new NpgsqlConnection(_server.ConnectionStringTo(Database) + ";Pooling=false"))
        {
            await other.OpenAsync();
            await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE \"OfferUses\" IN ACCESS EXCLUSIVE MODE", other);
            await hold.ExecuteNonQueryAsync();

            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store, "meanwhile"));

            Assert.Equal("The database does not answer in time.", refusal.Message);
        }

        var tries = 0;
        Assert.Equal(
            3,
            await store.RaceAsync(async db =>
            {
                tries++;
                if (tries < 3)
                {
                    await db.Database.ExecuteSqlRawAsync("DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '40001'; END $$");
                }

                return tries;
            })
        );
        var contended = await Assert.ThrowsAsync<StoreContendedException>(() =>
            store.RaceAsync(db =>
                db.Database.ExecuteSqlRawAsync("DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '40P01'; END $$")
            )
        );
        Assert.Equal("The database is at work for others.", contended.Message);
    }

    [Fact]
    public async Task Whoever_leaves_in_the_midst_of_a_query_leaves_no_outage_behind()
    {
        using var database = Open(statementTimeoutSeconds: 60);
        using var start = new StoreStart(database);
        var outage = NoOutage();
        var store = new OperationsStore(database, start, outage);
        await start.StartingAsync(default);
        using var leaving = new CancellationTokenSource();

        var query = store.RunAsync(db => db.Database.ExecuteSqlRawAsync("SELECT pg_sleep(60)", leaving.Token));
        await IsAtWorkAsync("SELECT pg_sleep");
        await leaving.CancelAsync();

        var left = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
        // The trap: the server's own word for it is within.
        Assert.IsType<PostgresException>(left.InnerException);
        Assert.Equal((null, 0), (outage.Current, outage.Failures));
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_given_up_for_who_asked_and_is_no_outage_for_others()
    {
        using var database = Open(statementTimeoutSeconds: 1);
        using var start = new StoreStart(database);
        var outage = NoOutage();
        var store = new OperationsStore(database, start, outage);
        await start.StartingAsync(default);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            store.RunAsync(db => db.Database.ExecuteSqlRawAsync("SELECT pg_sleep(60)"))
        );

        Assert.Equal("The database does not answer in time.", refusal.Message);
        Assert.Equal((null, 1), (outage.Current, outage.Failures));
    }

    [Fact]
    public async Task As_long_as_the_line_of_those_who_write_does_not_move_no_look_ends_the_outage()
    {
        using var database = Open(statementTimeoutSeconds: 1);
        using var start = new StoreStart(database);
        var outage = NoOutage();
        var store = new OperationsStore(database, start, outage);
        await start.StartingAsync(default);
        await using (var gone = database.CreateDbContext())
        {
            await using var turn = await gone.BeginWriteAsync();
            await Assert.ThrowsAsync<StoreUnavailableException>(() =>
                store.RunAsync(async db => await (await db.BeginWriteAsync()).DisposeAsync())
            );
            Assert.NotNull(outage.Current);

            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.RunAsync(db => db.WriteAsync(default)));
            Assert.NotNull(outage.Current);
        }

        await store.RunAsync(db => db.WriteAsync(default));
        Assert.Null(outage.Current);
    }

    [Fact]
    [Trait("Row", "R11")]
    public async Task A_disk_of_the_server_without_room_is_a_sentence_and_passes_when_there_is_room()
    {
        using var disk = TinyDisk.OrSkip();
        disk.GiveTo("postgres");
        using var database = Open();
        using var start = new StoreStart(database);
        var store = new OperationsStore(database, start);
        await start.StartingAsync(default);
        await _server.SqlAsync(Database, $"CREATE TABLESPACE tiny LOCATION '{disk.Path}'");
        await _server.SqlAsync(Database, "ALTER TABLE \"OfferUses\" SET TABLESPACE tiny");
        await WriteAsync(store, "before");
        disk.Fill();

        // What is left of the last page is written first.
        Exception? refusal = null;
        for (var number = 0; number < 500 && refusal is null; number++)
        {
            refusal = await Record.ExceptionAsync(() => WriteAsync(store, $"{number} {new string('x', 500)}"));
        }

        Assert.Equal("The disk of the database is full.", Assert.IsType<StoreUnavailableException>(refusal).Message);
        disk.Free();
        await ComesTrueAsync(() => WriteAsync(store, "after"));
        await _server.SqlAsync(Database, "ALTER TABLE \"OfferUses\" SET TABLESPACE pg_default");
        await _server.SqlAsync(Database, "DROP TABLESPACE tiny");
    }

    [Fact]
    public async Task What_cannot_be_used_is_told_at_the_start_and_the_password_never()
    {
        foreach (
            var (change, reason) in new (Action<NpgsqlConnectionStringBuilder>, string)[]
            {
                (settings => settings.Database = "nowhere", "There is no such database."),
                (settings => settings.Username = "nobody", "The database does not let StreamOps's user in."),
                (settings => settings.Host = "/tmp/no-such-socket", "The database cannot be reached."),
            }
        )
        {
            var settings = new NpgsqlConnectionStringBuilder(_server.ConnectionStringTo(Database)) { Password = "geheim-7" };
            change(settings);
            using var database = new PostgresDatabase(settings.ConnectionString, statementTimeoutSeconds: 5);

            var refusal = await Assert.ThrowsAsync<StoreStartException>(() => database.OpenAsync(default));

            Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("StreamOps:Postgres", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("geheim-7", refusal.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_program_or_without_utf_8_is_refused_and_left_as_it_is()
    {
        using (var database = Open())
        {
            await database.OpenAsync(default);
        }

        await _server.SqlAsync(Database, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231235959_Tomorrow', '99.0.0')");
        await _server.SqlAsync(Database, "CREATE DATABASE latin ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        using var again = Open();
        using var latin = new PostgresDatabase(_server.ConnectionStringTo("latin"), statementTimeoutSeconds: 5);

        var refusal = await Assert.ThrowsAsync<StoreStartException>(() => again.OpenAsync(default));
        var encoding = await Assert.ThrowsAsync<StoreStartException>(() => latin.OpenAsync(default));

        Assert.Contains("was written by a newer StreamOps than this one", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("is not one of UTF-8", encoding.Message, StringComparison.Ordinal);
    }

    private PostgresDatabase Open(int statementTimeoutSeconds = 5) => new(_server.ConnectionStringTo(Database), statementTimeoutSeconds);

    private static Task<int> WriteAsync(OperationsStore store, string hash) =>
        store.RunAsync(db =>
        {
            db.AddSeenOffer(hash, A.Arn(), DateTimeOffset.UnixEpoch);
            return db.SaveChangesAsync();
        });

    /// <summary>Where a table lies.</summary>
    private async Task<string> FileOfAsync(string table)
    {
        var database = await _server.CountAsync(Database, "SELECT oid::bigint FROM pg_database WHERE datname = current_database()");
        var file = await _server.CountAsync(Database, $"SELECT pg_relation_filenode('\"{table}\"')::bigint");
        return Path.Combine(_server.DataFolder, "base", $"{database}", $"{file}");
    }

    private static StoreOutage NoOutage() => new(TimeProvider.System, NullLogger<StoreOutage>.Instance);

    /// <summary>Waits until the server is at work on a statement that begins so.</summary>
    private async Task IsAtWorkAsync(string statement)
    {
        var began = Stopwatch.GetTimestamp();
        while (await _server.CountAsync(Database, $"SELECT count(*) FROM pg_stat_activity WHERE query LIKE '{statement}%'") == 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20), "The server never began.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>Tries until it succeeds, which takes five seconds at most.</summary>
    private static async Task ComesTrueAsync(Func<Task<int>> work, [CallerMemberName] string after = "")
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await work();
                Figures.Tell("R10", after, $"used again after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
                return;
            }
            catch (Exception exception) when (exception is StoreUnavailableException or InvalidOperationException)
            {
                Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5), $"Still not: {exception.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    /// <summary>The server and every process of its own, which all stand still together.</summary>
    private string[] ServerProcesses()
    {
        using var children = Process.Start(
            new ProcessStartInfo("pgrep", ["-P", $"{_server.ProcessId}"]) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        return [$"{_server.ProcessId}", .. children.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static void Signal(string signal, string[] processes)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", .. processes]) { UseShellExecute = false })!;
        kill.WaitForExit();
    }
}
