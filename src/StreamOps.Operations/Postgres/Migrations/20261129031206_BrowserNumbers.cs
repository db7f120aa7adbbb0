using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StreamOps.Operations.Postgres.Migrations
{
    /// <summary>The number that the second browser at a link was shown; none is known of those that came before.</summary>
    [DbContext(typeof(PostgresOperationsDb))]
    [Migration("20261129031206_BrowserNumbers")]
    public sealed class BrowserNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(name: "SecondBrowserNumber", table: "Links", type: "integer", nullable: true);
        }
    }
}
