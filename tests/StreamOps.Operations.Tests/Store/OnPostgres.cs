using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Store;

/// <summary>The stores of this class's tests are databases on a PostgreSQL server; without it they are files of SQLite.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnPostgresAttribute : Attribute
{
    /// <summary>Whether the test that runs wants PostgreSQL. It is skipped where there is none, except in the gate.</summary>
    public static bool IsAskedFor()
    {
        if (
            TestContext.Current.TestClass is not Xunit.v3.IXunitTestClass { Class: var type }
            || !IsDefined(type, typeof(OnPostgresAttribute))
        )
        {
            return false;
        }

        OrSkip();
        return true;
    }

    /// <summary>Skips the test where there is no PostgreSQL; the gate insists.</summary>
    public static void OrSkip()
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
