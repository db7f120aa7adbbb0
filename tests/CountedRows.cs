using System.Reflection;
using StreamOps.Testing.Catalogue;
using Xunit.v3;

[assembly: StreamOps.CountedRows]

namespace StreamOps;

/// <summary>Counts what came of the tests of each row of docs/reliability.md, so that a row whose tests measure nothing has a figure of the run as well.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class CountedRowsAttribute : BeforeAfterTestAttribute
{
    private static readonly Lock Counting = new();
    private static readonly Dictionary<string, (int Passed, int Failed)> Counts = new(StringComparer.Ordinal);

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var result = TestContext.Current.TestState?.Result;
        if (result is not (TestResult.Passed or TestResult.Failed) || !test.Traits.TryGetValue("Row", out var rows))
        {
            return;
        }

        foreach (var row in rows)
        {
            lock (Counting)
            {
                var (passed, failed) = Counts.GetValueOrDefault(row);
                Counts[row] = result is TestResult.Passed ? (passed + 1, failed) : (passed, failed + 1);
                Figures.Tell(row, $"tests of {Suite()}", $"{Counts[row].Passed} passed, {Counts[row].Failed} failed");
            }
        }
    }

    private static string Suite() => typeof(CountedRowsAttribute).Assembly.GetName().Name!.Split('.')[1];
}
