using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace StreamOps.Operations.Postgres.Migrations
{
    /// <summary>All tables as they were when PostgreSQL came.</summary>
    [DbContext(typeof(PostgresOperationsDb))]
    [Migration("20261128021305_Initial")]
    public sealed class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Audit",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Operator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Role = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Session = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ClientToken = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Address = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AttemptId = table.Column<Guid>(type: "uuid", nullable: true),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Audit", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "AuditStubs",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    FirstAt = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false),
                    CutAt = table.Column<long>(type: "bigint", nullable: false),
                    LastHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    HasChainBegun = table.Column<bool>(type: "boolean", nullable: false),
                    KeyId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Signature = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditStubs", x => x.Sequence);
                }
            );

            migrationBuilder.CreateTable(
                name: "Claims",
                columns: table => new
                {
                    Session = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    WindowEpoch = table.Column<long>(type: "bigint", nullable: false),
                    Operator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    IsReleased = table.Column<bool>(type: "boolean", nullable: false),
                    OperatorSubject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OperatorRole = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    TakenFromName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TakenFromSubject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OfferFromName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OfferFromSubject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OfferFromRole = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WaitingOffer = table.Column<byte[]>(type: "bytea", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Claims", x => new { x.Session, x.WindowEpoch });
                }
            );

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Xml = table.Column<string>(type: "text", nullable: false, collation: "C"),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "Episodes",
                columns: table => new
                {
                    Session = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Epoch = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ApplicationArn = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Location = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LostAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StatusReason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ConnectionTimeout = table.Column<long>(type: "bigint", nullable: true),
                    EnteredEarliest = table.Column<long>(type: "bigint", nullable: false),
                    EnteredExpected = table.Column<long>(type: "bigint", nullable: false),
                    EnteredLatest = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Episodes", x => new { x.Session, x.Epoch });
                }
            );

            migrationBuilder.CreateTable(
                name: "Keys",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ProtectedKey = table.Column<byte[]>(type: "bytea", nullable: false),
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Session = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    WindowEpoch = table.Column<long>(type: "bigint", nullable: false),
                    Operator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    KnownDeadline = table.Column<long>(type: "bigint", nullable: true),
                    OpenedAt = table.Column<long>(type: "bigint", nullable: true),
                    Browser = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SpentAt = table.Column<long>(type: "bigint", nullable: true),
                    SecondBrowserAt = table.Column<long>(type: "bigint", nullable: true),
                    SecondBrowser = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OfferHealthyAt = table.Column<long>(type: "bigint", nullable: true),
                    OfferStop = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OfferStopRule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Trouble = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true),
                    RevokedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OperatorSubject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OperatorRole = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    PageHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OpenedPageHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecondPageHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    WaitingOffer = table.Column<byte[]>(type: "bytea", nullable: true),
                    Notes = table.Column<int>(type: "integer", nullable: false),
                    CodeHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    IsNewest = table.Column<bool>(type: "boolean", nullable: false),
                    SecretHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Links", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "OfferUses",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Session = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Session = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    WindowEpoch = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    ClientToken = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Operator = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RequestId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Calls = table.Column<int>(type: "integer", nullable: false),
                    RequestedAt = table.Column<long>(type: "bigint", nullable: false),
                    AnsweredAt = table.Column<long>(type: "bigint", nullable: true),
                    DeliveredAt = table.Column<long>(type: "bigint", nullable: true),
                    Source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LinkId = table.Column<Guid>(type: "uuid", nullable: true),
                    AnswerAppliedAt = table.Column<long>(type: "bigint", nullable: true),
                    PictureAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Deadline = table.Column<long>(type: "bigint", nullable: false),
                    OperatorSubject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OperatorRole = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PageHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Purpose = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    OfferHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ProtectedAnswer = table.Column<byte[]>(type: "bytea", nullable: true),
                    ProtectedOffer = table.Column<byte[]>(type: "bytea", nullable: true),
                    WindowEndsAt = table.Column<long>(type: "bigint", nullable: false),
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
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StatusReason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    BeganEarliest = table.Column<long>(type: "bigint", nullable: false),
                    BeganExpected = table.Column<long>(type: "bigint", nullable: false),
                    BeganLatest = table.Column<long>(type: "bigint", nullable: false),
                    Session = table.Column<string>(type: "text", nullable: false, collation: "C"),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeenStatuses", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "StandBys",
                columns: table => new
                {
                    TicketHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PageHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Expires = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StandBys", x => x.TicketHash);
                }
            );

            migrationBuilder.CreateIndex(name: "IX_Audit_Action_Id", table: "Audit", columns: new[] { "Action", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Audit_At_Id", table: "Audit", columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Audit_Operator_Id", table: "Audit", columns: new[] { "Operator", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Audit_Outcome_Id", table: "Audit", columns: new[] { "Outcome", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Audit_Session_Id", table: "Audit", columns: new[] { "Session", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Audit_Subject_Id", table: "Audit", columns: new[] { "Subject", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Claims_Until", table: "Claims", column: "Until");

            migrationBuilder.CreateIndex(name: "IX_Episodes_EndedAt", table: "Episodes", column: "EndedAt");

            migrationBuilder.CreateIndex(name: "IX_Links_CodeHash", table: "Links", column: "CodeHash", unique: true);

            migrationBuilder.CreateIndex(name: "IX_Links_SecretHash", table: "Links", column: "SecretHash", unique: true);

            migrationBuilder.CreateIndex(name: "IX_Links_Session", table: "Links", column: "Session", unique: true, filter: "\"IsNewest\"");

            migrationBuilder.CreateIndex(name: "IX_OfferUses_SeenAt", table: "OfferUses", column: "SeenAt");

            migrationBuilder.CreateIndex(name: "IX_Rescues_EndedAt", table: "Rescues", column: "EndedAt");

            migrationBuilder.CreateIndex(name: "IX_Rescues_Session_PageHash", table: "Rescues", columns: new[] { "Session", "PageHash" });

            migrationBuilder.CreateIndex(
                name: "IX_Rescues_Session_WindowEpoch",
                table: "Rescues",
                columns: new[] { "Session", "WindowEpoch" },
                unique: true,
                filter: "\"EndedAt\" IS NULL"
            );

            migrationBuilder.CreateIndex(name: "IX_SeenStatuses_BeganLatest", table: "SeenStatuses", column: "BeganLatest");

            migrationBuilder.CreateIndex(name: "IX_SeenStatuses_Session_Id", table: "SeenStatuses", columns: new[] { "Session", "Id" });

            migrationBuilder.CreateIndex(name: "IX_StandBys_Expires", table: "StandBys", column: "Expires");
        }
    }
}
