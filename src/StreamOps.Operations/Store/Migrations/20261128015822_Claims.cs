using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StreamOps.Operations.Store.Migrations
{
    /// <summary>Who has a player in hand: a row for each session and episode.</summary>
    [DbContext(typeof(SqliteOperationsDb))]
    [Migration("20261128015822_Claims")]
    public sealed class Claims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Claims",
                columns: table => new
                {
                    Session = table.Column<string>(type: "TEXT", nullable: false),
                    WindowEpoch = table.Column<long>(type: "INTEGER", nullable: false),
                    Operator = table.Column<string>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    IsReleased = table.Column<bool>(type: "INTEGER", nullable: false),
                    OperatorSubject = table.Column<string>(type: "TEXT", nullable: true),
                    OperatorRole = table.Column<string>(type: "TEXT", nullable: true),
                    TakenFromName = table.Column<string>(type: "TEXT", nullable: false),
                    TakenFromSubject = table.Column<string>(type: "TEXT", nullable: true),
                    OfferFromName = table.Column<string>(type: "TEXT", nullable: false),
                    OfferFromSubject = table.Column<string>(type: "TEXT", nullable: true),
                    OfferFromRole = table.Column<string>(type: "TEXT", nullable: true),
                    WaitingOffer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Claims", x => new { x.Session, x.WindowEpoch });
                }
            );

            migrationBuilder.CreateIndex(name: "IX_Claims_Until", table: "Claims", column: "Until");
        }
    }
}
