using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StreamOps.Operations.Postgres.Migrations
{
    /// <summary>The stream groups that an access token may see; none named is all.</summary>
    [DbContext(typeof(PostgresOperationsDb))]
    [Migration("20261128071756_TokenGroups")]
    public sealed class TokenGroups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "Groups", table: "Tokens", type: "text", nullable: true, collation: "C");
        }
    }
}
