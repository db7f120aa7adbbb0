using Microsoft.EntityFrameworkCore.Design;

namespace StreamOps.Operations.Store;

internal sealed class SqliteOperationsDbFactory(DbContextOptions<SqliteOperationsDb> options) : IDbContextFactory<OperationsDb>
{
    public OperationsDb CreateDbContext() => new SqliteOperationsDb(options);
}

/// <summary>For <c>dotnet ef migrations add</c>: knows the model and needs no host.</summary>
internal sealed class DesignTimeSqliteOperationsDbFactory : IDesignTimeDbContextFactory<SqliteOperationsDb>
{
    public SqliteOperationsDb CreateDbContext(string[] args) => new(SqliteOperationsDb.OptionsFor("design-time.db"));
}

/// <summary>The same for PostgreSQL; no server is asked.</summary>
internal sealed class DesignTimePostgresOperationsDbFactory : IDesignTimeDbContextFactory<PostgresOperationsDb>
{
    public PostgresOperationsDb CreateDbContext(string[] args) =>
        new(PostgresOperationsDb.OptionsFor("Host=localhost;Database=design-time"));
}
