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
