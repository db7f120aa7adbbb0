using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Postgres;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Audit;
using StreamOps.Operations.Tokens;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Store;

public sealed class MigrationTests
{
    [Fact]
    public async Task Attempts_from_before_there_were_links_count_as_pasted()
    {
        using var file = TemporaryStore.Empty();
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(file.DatabaseFile));
        await db.GetService<IMigrator>().MigrateAsync("Initial");
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO Rescues (Id, Session, WindowEpoch, Number, ClientToken, Operator, State, Reason, RequestId, Calls, RequestedAt,
                Deadline, WindowEndsAt, OfferHash, Version)
            VALUES ({Guid.NewGuid()}, {A.Arn().Value}, 1, 1, 't', 'Mara', 'Failed', '', '', 1, 1, 1, 1, 'h', 2)
            """
        );

        await db.Database.MigrateAsync();

        var attempt = await db.Set<RescueAttempt>().SingleAsync();
        Assert.Equal((OfferSource.Paste, "Mara", null), (attempt.Source, attempt.Operator, attempt.LinkId));
    }

    [Fact]
    public async Task Audit_entries_from_before_the_chain_keep_what_they_say_and_new_ones_follow_them()
    {
        using var file = TemporaryStore.Empty();
        await using (var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(file.DatabaseFile)))
        {
            await db.GetService<IMigrator>().MigrateAsync("RescueLinks");
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO Audit (At, Operator, Action, Outcome, Session, Reason, RequestId, AttemptId)
                VALUES (12, 'Mara', 'terminate', 'intent', {A.Arn().Value}, 'stuck', 'r-1', {Guid.NewGuid()})
                """
            );
            await db.Database.MigrateAsync();
        }

        var store = new OperationsStore(file.Contexts);
        var log = new AuditLog(store, NullLogger<AuditLog>.Instance);
        var old = Assert.Single(await log.ForSessionAsync(A.Arn(), default));
        await log.AppendAsync(old with { Reason = "stuck still", Subject = "s", Role = "lead", Address = "192.0.2.7", ClientToken = "t" });

        Assert.Equal(("Mara", "stuck", null, null), (old.Operator, old.Reason, old.Subject, old.Address));
        var verifier = new AuditVerifier(store, new AuditKeys(new KeyTable(store), new EphemeralDataProtectionProvider()));
        var tally = Assert.IsType<AuditVerdict.Whole>(await verifier.VerifyAsync(null, default)).Tally;
        Assert.Equal((2, 1, 2), (tally.Entries, tally.Unchained, tally.End.Sequence));
    }

    [Fact]
    public async Task A_chain_from_before_entries_could_be_about_no_session_verifies_and_goes_on()
    {
        using var file = TemporaryStore.Empty();
        await using (var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(file.DatabaseFile)))
        {
            await db.GetService<IMigrator>().MigrateAsync("AuditChain");
            var chain = AuditChain.After(null);
            foreach (var number in Enumerable.Range(1, 3))
            {
                var row = AuditRow.Of(AuditStage.Entry(number, AuditStage.Start), AuditChain.NextTo(chain, out var link));
                var hash = row.HashAfter(link);
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO Audit (Id, At, Operator, Subject, Role, Action, Outcome, Session, Reason, RequestId, ClientToken, Address, AttemptId, Hash)
                    VALUES ({row.Id}, {row.At}, {row.Operator}, {row.Subject}, {row.Role}, {row.Action}, {row.Outcome}, {row.Session}, {row.Reason},
                        {row.RequestId}, {row.ClientToken}, {row.Address}, {row.AttemptId}, {hash})
                    """
                );
                Assert.Null(chain.Take(row with { Hash = hash }));
            }

            await db.Database.MigrateAsync();
        }

        var store = new OperationsStore(file.Contexts);
        await new AuditLog(store, NullLogger<AuditLog>.Instance).AppendAsync(AuditStage.Entry(4, AuditStage.Start) with { Session = null });

        var verifier = new AuditVerifier(store, new AuditKeys(new KeyTable(store), new EphemeralDataProtectionProvider()));
        var tally = Assert.IsType<AuditVerdict.Whole>(await verifier.VerifyAsync(null, default)).Tally;
        Assert.Equal((4, 0), (tally.Entries, tally.Unchained));
    }

    [Fact]
    public async Task A_filled_PostgreSQL_database_of_before_comes_forward_with_all_that_it_kept()
    {
        OnPostgresAttribute.OrSkip();
        using var kept = await PostgresTestDatabase.EmptyAsync();
        var (attemptId, tokenId) = (Guid.NewGuid(), Guid.NewGuid());
        await using (var db = new PostgresOperationsDb(PostgresOperationsDb.OptionsFor(kept.ConnectionString)))
        {
            await db.GetService<IMigrator>().MigrateAsync("Initial");
            // So many that each column is empty in one of them.
            await FillAuditAsync(db, entries: 7);
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Rescues" ("Id", "Session", "WindowEpoch", "Number", "ClientToken", "Operator", "State", "Reason", "RequestId", "Calls",
                    "RequestedAt", "Source", "Deadline", "Purpose", "Version", "OfferHash", "WindowEndsAt")
                VALUES ({attemptId}, {A.Arn().Value}, 1, 1, 't', 'Mara', 'Failed', '', '', 1, 1, 'Link', 1, '', 2, 'h', 1)
                """
            );
            await db.GetService<IMigrator>().MigrateAsync("AccessTokens");
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Tokens" ("Id", "Name", "Role", "MadeBy", "MadeAt", "Expires", "Hash")
                VALUES ({tokenId}, 'wallboard', 'Viewer', 'Lea', 1, 2, 'h')
                """
            );
        }

        using var database = new PostgresDatabase(kept.ConnectionString, statementTimeoutSeconds: 30);
        await database.OpenAsync(default);

        var store = new OperationsStore(database);
        var log = new AuditLog(store, NullLogger<AuditLog>.Instance);
        await log.AppendAsync(AuditStage.Entry(8, AuditStage.Start));
        var verifier = new AuditVerifier(store, new AuditKeys(new KeyTable(store), new EphemeralDataProtectionProvider()));
        var tally = Assert.IsType<AuditVerdict.Whole>(await verifier.VerifyAsync(null, default)).Tally;
        Assert.Equal((8, 0), (tally.Entries, tally.Unchained));
        Assert.Equal(AuditStage.Entry(1, AuditStage.Start), Assert.Single(await log.ForSessionAsync(A.Arn("s1"), default)));
        var attempt = await store.RunAsync(db => db.Set<RescueAttempt>().SingleAsync());
        Assert.Equal((attemptId, OfferSource.Link, "Mara"), (attempt.Id, attempt.Source, attempt.Operator));
        var token = await store.RunAsync(db => db.Set<AccessToken>().SingleAsync());
        Assert.Equal((tokenId, "wallboard", true), (token.Id, token.Name, token.Sees.IsAll));
    }

    [Fact]
    public async Task The_tables_of_all_slices_are_those_of_the_migrations()
    {
        using var file = TemporaryStore.Empty();
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(file.DatabaseFile));

        await using var postgres = new PostgresOperationsDb(PostgresOperationsDb.OptionsFor("Host=localhost;Database=nobody-asks"));

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
        Assert.Equal(
            [
                "Audit",
                "AuditStubs",
                "Claims",
                "Episodes",
                "Keys",
                "LastKnownMoment",
                "LastKnownSessions",
                "Links",
                "OfferUses",
                "Rescues",
                "SeenStatuses",
                "SignIns",
                "StandBys",
                "Tokens",
            ],
            db.Model.GetEntityTypes().Select(entity => entity.GetTableName()).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Entries with their chain, as the program of then wrote them.</summary>
    private static async Task FillAuditAsync(PostgresOperationsDb db, int entries)
    {
        var chain = AuditChain.After(null);
        foreach (var number in Enumerable.Range(1, entries))
        {
            var entry = AuditStage.Entry(number, AuditStage.Start);
            var row = AuditRow.Of(entry, AuditChain.NextTo(chain, out var link));
            row = row with { Hash = row.HashAfter(link) };
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Audit" ("Id", "At", "Operator", "Subject", "Role", "Action", "Outcome", "Session", "Reason", "RequestId", "ClientToken",
                    "Address", "AttemptId", "Hash")
                VALUES ({row.Id}, {row.At}, {row.Operator}, {row.Subject}, {row.Role}, {row.Action}, {row.Outcome}, {row.Session}, {row.Reason},
                    {row.RequestId}, {row.ClientToken}, {row.Address}, {entry.AttemptId}, {row.Hash})
                """
            );
            Assert.Null(chain.Take(row));
        }
    }
}
