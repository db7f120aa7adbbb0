using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StreamOps.Operations.Store.Migrations
{
    /// <summary>Entries stand as they stood, hash and all; from here on one need not be about a session.</summary>
    public partial class Record : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "OperatorRole", table: "Rescues", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<string>(name: "OperatorSubject", table: "Rescues", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<string>(name: "OperatorRole", table: "Links", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<string>(name: "OperatorSubject", table: "Links", type: "TEXT", nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Session",
                table: "Audit",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT"
            );

            migrationBuilder.CreateIndex(name: "IX_Audit_Action_Id", table: "Audit", columns: new[] { "Action", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Audit_At_Id", table: "Audit", columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Audit_Operator_Id", table: "Audit", columns: new[] { "Operator", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Audit_Outcome_Id", table: "Audit", columns: new[] { "Outcome", "Id" });

            migrationBuilder.CreateIndex(name: "IX_Audit_Subject_Id", table: "Audit", columns: new[] { "Subject", "Id" });
        }
    }
}
