using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;
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
    public async Task The_tables_of_all_slices_are_those_of_the_migrations()
    {
        using var file = TemporaryStore.Empty();
        await using var db = new SqliteOperationsDb(SqliteOperationsDb.OptionsFor(file.DatabaseFile));

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Equal(
            ["Audit", "Episodes", "Keys", "Links", "OfferUses", "Rescues", "SeenStatuses", "StandBys"],
            db.Model.GetEntityTypes().Select(entity => entity.GetTableName()).Order(StringComparer.Ordinal)
        );
    }
}
