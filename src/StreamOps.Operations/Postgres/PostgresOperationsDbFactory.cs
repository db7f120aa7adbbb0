using Microsoft.EntityFrameworkCore.Design;

namespace StreamOps.Operations.Postgres;

/// <summary>For <c>dotnet ef migrations add</c>: knows the model; no server is asked.</summary>
internal sealed class DesignTimePostgresOperationsDbFactory : IDesignTimeDbContextFactory<PostgresOperationsDb>
{
    public PostgresOperationsDb CreateDbContext(string[] args) =>
        new(PostgresOperationsDb.OptionsFor("Host=localhost;Database=design-time"));
}
