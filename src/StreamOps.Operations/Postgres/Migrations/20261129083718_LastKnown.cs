using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StreamOps.Operations.Postgres.Migrations
{
    /// <summary>What was last known of each session, for the first screen of the next start.</summary>
    [DbContext(typeof(PostgresOperationsDb))]
    [Migration("20261129083718_LastKnown")]
    public sealed class LastKnown : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "LastKnownMoment",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    ReadAt = table.Column<long>(type: "bigint", nullable: false),
                    ServiceOffset = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LastKnownMoment", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "LastKnownSessions",
                columns: table => new
                {
                    Session = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ApplicationArn = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Location = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastUpdatedAt = table.Column<long>(type: "bigint", nullable: true),
                    StatusSinceEarliest = table.Column<long>(type: "bigint", nullable: false),
                    StatusSinceLatest = table.Column<long>(type: "bigint", nullable: false),
                    ConnectionTimeout = table.Column<long>(type: "bigint", nullable: true),
                    SessionLength = table.Column<long>(type: "bigint", nullable: true),
                    WasConnected = table.Column<bool>(type: "boolean", nullable: false),
                    WindowKind = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WindowEpoch = table.Column<long>(type: "bigint", nullable: true),
                    EnteredEarliest = table.Column<long>(type: "bigint", nullable: true),
                    EnteredExpected = table.Column<long>(type: "bigint", nullable: true),
                    EnteredLatest = table.Column<long>(type: "bigint", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LastKnownSessions", x => x.Session);
                }
            );
        }
    }
}
