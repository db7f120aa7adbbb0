using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StreamOps.Operations.Postgres.Migrations
{
    /// <summary>Access tokens of scripts and wallboards: a row each, with the hash alone.</summary>
    [DbContext(typeof(PostgresOperationsDb))]
    [Migration("20261128032821_AccessTokens")]
    public sealed class AccessTokens : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Tokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MadeBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false),
                    Expires = table.Column<long>(type: "bigint", nullable: false),
                    UsedAt = table.Column<long>(type: "bigint", nullable: true),
                    RevokedAt = table.Column<long>(type: "bigint", nullable: true),
                    RevokedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tokens", x => x.Id);
                }
            );

            migrationBuilder.CreateIndex(name: "IX_Tokens_Hash", table: "Tokens", column: "Hash", unique: true);

            migrationBuilder.CreateIndex(name: "IX_Tokens_MadeAt", table: "Tokens", column: "MadeAt");
        }
    }
}
