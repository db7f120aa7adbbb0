using System.Net;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Store;

/// <summary>The whole dashboard with its store on a PostgreSQL server.</summary>
public sealed class PostgresDashboardTests
{
    [Fact]
    public async Task It_is_ready_keeps_its_keys_in_the_database_and_nothing_in_a_folder()
    {
        OrSkip();
        using var kept = await PostgresTestDatabase.TakeAsync();
        string[] settings = ["--StreamOps:Store=postgres", $"--StreamOps:Postgres:ConnectionString={kept.ConnectionString}"];
        string locked;
        await using (var first = await RunningDashboard.StartAsync(settings))
        {
            using var client = new HttpClient { BaseAddress = first.Address };
            using var page = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            locked = first.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("kept");

            var keys = await first.Services.GetRequiredService<KeyElements>().AllAsync();
            Assert.Equal("key", XElement.Parse(Assert.Single(keys)).Name.LocalName);
            Assert.Empty(
                Directory.EnumerateFileSystemEntries(first.Services.GetRequiredService<IOptions<OperationsOptions>>().Value.DataDirectory)
            );
        }

        await using var second = await RunningDashboard.StartAsync(settings);
        Assert.Equal("kept", second.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(locked));
    }

    /// <summary>Skips the test where there is no PostgreSQL; the gate insists.</summary>
    internal static void OrSkip()
    {
        if (PostgresServer.Shared is null)
        {
            Assert.SkipUnless(
                string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal),
                PostgresServer.WhyNone
            );
            Assert.Fail(PostgresServer.WhyNone);
        }
    }
}
