using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StreamOps.Operations.Store.Migrations
{
    /// <summary>What was last known of each session, for the first screen of the next start.</summary>
    [DbContext(typeof(SqliteOperationsDb))]
    [Migration("20261129083712_LastKnown")]
    public sealed class LastKnown : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "LastKnownMoment",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ServiceOffset = table.Column<long>(type: "INTEGER", nullable: false),
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
                    Session = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", nullable: false),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    ApplicationArn = table.Column<string>(type: "TEXT", nullable: false),
                    Location = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastUpdatedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    StatusSinceEarliest = table.Column<long>(type: "INTEGER", nullable: false),
                    StatusSinceLatest = table.Column<long>(type: "INTEGER", nullable: false),
                    ConnectionTimeout = table.Column<long>(type: "INTEGER", nullable: true),
                    SessionLength = table.Column<long>(type: "INTEGER", nullable: true),
                    WasConnected = table.Column<bool>(type: "INTEGER", nullable: false),
                    WindowKind = table.Column<string>(type: "TEXT", nullable: true),
                    WindowEpoch = table.Column<long>(type: "INTEGER", nullable: true),
                    EnteredEarliest = table.Column<long>(type: "INTEGER", nullable: true),
                    EnteredExpected = table.Column<long>(type: "INTEGER", nullable: true),
                    EnteredLatest = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LastKnownSessions", x => x.Session);
                }
            );
        }
    }
}
