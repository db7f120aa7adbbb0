using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StreamOps.Operations.Store.Migrations
{
    /// <summary>Entries from before keep what they say, and have no hash of their own.</summary>
    [DbContext(typeof(SqliteOperationsDb))]
    [Migration("20261127233000_AuditChain")]
    public sealed class AuditChain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(name: "Hash", table: "Audit", type: "BLOB", nullable: true);

            migrationBuilder.AddColumn<string>(name: "Subject", table: "Audit", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<string>(name: "Role", table: "Audit", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<string>(name: "ClientToken", table: "Audit", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<string>(name: "Address", table: "Audit", type: "TEXT", nullable: true);

            migrationBuilder.CreateTable(
                name: "AuditStubs",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CutAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    HasChainBegun = table.Column<bool>(type: "INTEGER", nullable: false),
                    KeyId = table.Column<string>(type: "TEXT", nullable: false),
                    Signature = table.Column<byte[]>(type: "BLOB", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditStubs", x => x.Sequence);
                }
            );
        }
    }
}
