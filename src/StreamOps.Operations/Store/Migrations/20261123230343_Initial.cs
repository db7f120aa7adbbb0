using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StreamOps.Operations.Store.Migrations
{
    /// <summary>The first; its model stands here no more, since nothing is compared with it.</summary>
    [DbContext(typeof(SqliteOperationsDb))]
    [Migration("20261123230343_Initial")]
    public sealed class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Audit",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Operator = table.Column<string>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    Session = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    RequestId = table.Column<string>(type: "TEXT", nullable: false),
                    AttemptId = table.Column<Guid>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Audit", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "Episodes",
                columns: table => new
                {
                    Session = table.Column<string>(type: "TEXT", nullable: false),
                    Epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    ApplicationArn = table.Column<string>(type: "TEXT", nullable: false),
                    Location = table.Column<string>(type: "TEXT", nullable: false),
                    LostAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    StatusReason = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    EnteredEarliest = table.Column<long>(type: "INTEGER", nullable: false),
                    EnteredExpected = table.Column<long>(type: "INTEGER", nullable: false),
                    EnteredLatest = table.Column<long>(type: "INTEGER", nullable: false),
                    ConnectionTimeout = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Episodes", x => new { x.Session, x.Epoch });
                }
            );

            migrationBuilder.CreateTable(
                name: "OfferUses",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    Session = table.Column<string>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OfferUses", x => x.Hash);
                }
            );

            migrationBuilder.CreateTable(
                name: "Rescues",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Session = table.Column<string>(type: "TEXT", nullable: false),
                    WindowEpoch = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ClientToken = table.Column<string>(type: "TEXT", nullable: false),
                    Operator = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Error = table.Column<string>(type: "TEXT", nullable: true),
                    RequestId = table.Column<string>(type: "TEXT", nullable: false),
                    Calls = table.Column<int>(type: "INTEGER", nullable: false),
                    RequestedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeliveredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Deadline = table.Column<long>(type: "INTEGER", nullable: false),
                    WindowEndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    OfferHash = table.Column<string>(type: "TEXT", nullable: false),
                    ProtectedOffer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ProtectedAnswer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rescues", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "SeenStatuses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    Session = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", nullable: false),
                    StatusReason = table.Column<string>(type: "TEXT", nullable: false),
                    BeganEarliest = table.Column<long>(type: "INTEGER", nullable: false),
                    BeganExpected = table.Column<long>(type: "INTEGER", nullable: false),
                    BeganLatest = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeenStatuses", x => x.Id);
                }
            );

            migrationBuilder.CreateIndex(name: "IX_Audit_Session_Id", table: "Audit", columns: new[] { "Session", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Episodes_EndedAt", table: "Episodes", column: "EndedAt");

            migrationBuilder.CreateIndex(name: "IX_OfferUses_SeenAt", table: "OfferUses", column: "SeenAt");

            migrationBuilder.CreateIndex(name: "IX_Rescues_EndedAt", table: "Rescues", column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Rescues_Session_WindowEpoch",
                table: "Rescues",
                columns: new[] { "Session", "WindowEpoch" },
                unique: true,
                filter: "\"EndedAt\" IS NULL"
            );

            migrationBuilder.CreateIndex(name: "IX_SeenStatuses_BeganLatest", table: "SeenStatuses", column: "BeganLatest");

            migrationBuilder.CreateIndex(name: "IX_SeenStatuses_Session_Id", table: "SeenStatuses", columns: new[] { "Session", "Id" });
        }
    }
}
