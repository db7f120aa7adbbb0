using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StreamOps.Operations.Store.Migrations
{
    /// <inheritdoc />
    public partial class RescueLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(name: "AnswerAppliedAt", table: "Rescues", type: "INTEGER", nullable: true);

            migrationBuilder.AddColumn<Guid>(name: "LinkId", table: "Rescues", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<string>(name: "PageHash", table: "Rescues", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<long>(name: "PictureAt", table: "Rescues", type: "INTEGER", nullable: true);

            migrationBuilder.AddColumn<string>(name: "Purpose", table: "Rescues", type: "TEXT", nullable: false, defaultValue: "");

            migrationBuilder.AddColumn<string>(name: "Source", table: "Rescues", type: "TEXT", nullable: false, defaultValue: "Paste");

            migrationBuilder.CreateTable(
                name: "Keys",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    ProtectedKey = table.Column<byte[]>(type: "BLOB", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Keys", x => x.Name);
                }
            );

            migrationBuilder.CreateTable(
                name: "Links",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Session = table.Column<string>(type: "TEXT", nullable: false),
                    WindowEpoch = table.Column<long>(type: "INTEGER", nullable: false),
                    Operator = table.Column<string>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    KnownDeadline = table.Column<long>(type: "INTEGER", nullable: true),
                    SecretHash = table.Column<string>(type: "TEXT", nullable: false),
                    CodeHash = table.Column<string>(type: "TEXT", nullable: true),
                    IsNewest = table.Column<bool>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Browser = table.Column<string>(type: "TEXT", nullable: false),
                    OpenedPageHash = table.Column<string>(type: "TEXT", nullable: true),
                    SpentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PageHash = table.Column<string>(type: "TEXT", nullable: true),
                    SecondBrowserAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SecondBrowser = table.Column<string>(type: "TEXT", nullable: false),
                    SecondPageHash = table.Column<string>(type: "TEXT", nullable: true),
                    Notes = table.Column<int>(type: "INTEGER", nullable: false),
                    OfferHealthyAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OfferStop = table.Column<string>(type: "TEXT", nullable: false),
                    OfferStopRule = table.Column<string>(type: "TEXT", nullable: false),
                    WaitingOffer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Trouble = table.Column<string>(type: "TEXT", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RevokedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Links", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "StandBys",
                columns: table => new
                {
                    TicketHash = table.Column<string>(type: "TEXT", nullable: false),
                    PageHash = table.Column<string>(type: "TEXT", nullable: false),
                    Expires = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandBys", x => x.TicketHash);
                }
            );

            migrationBuilder.CreateIndex(name: "IX_Rescues_Session_PageHash", table: "Rescues", columns: new[] { "Session", "PageHash" });

            migrationBuilder.CreateIndex(name: "IX_Links_CodeHash", table: "Links", column: "CodeHash", unique: true);

            migrationBuilder.CreateIndex(name: "IX_Links_SecretHash", table: "Links", column: "SecretHash", unique: true);

            migrationBuilder.CreateIndex(name: "IX_Links_Session", table: "Links", column: "Session", unique: true, filter: "\"IsNewest\"");

            migrationBuilder.CreateIndex(name: "IX_StandBys_Expires", table: "StandBys", column: "Expires");
        }
    }
}
