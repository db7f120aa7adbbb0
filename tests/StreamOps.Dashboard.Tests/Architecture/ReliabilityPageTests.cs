using System.Runtime.CompilerServices;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Dashboard.Tests.Architecture;

/// <summary>docs/reliability.md names every fault and abuse with the tests that hold it; <c>tests/reliability.sh</c> writes what is not written by hand.</summary>
public sealed class ReliabilityPageTests
{
    /// <summary>Set to 1 it writes the page anew, with the figures of the folder <see cref="Figures.Folder"/>.</summary>
    private const string Write = "STREAMOPS_WRITE_RELIABILITY";

    private static readonly string Page = Path.Combine(Root(), "docs", "reliability.md");

    [Fact]
    public void Every_row_is_held_by_a_test_and_every_test_s_row_stands_on_the_page()
    {
        var heldBy = HeldBy();
        if (Environment.GetEnvironmentVariable(Write) == "1")
        {
            var figures = Environment.GetEnvironmentVariable(Figures.Folder) is { Length: > 0 } folder ? Figures.In(folder) : [];
            File.WriteAllText(Page, ReliabilityPage.Written(File.ReadAllText(Page), heldBy, figures));
        }

        var page = File.ReadAllText(Page);
        var rows = ReliabilityPage.Rows(page);

        Assert.NotEmpty(rows);
        Assert.Equal(rows.Select(row => row.Row).Distinct(StringComparer.Ordinal), rows.Select(row => row.Row));
        Assert.Empty(rows.Where(row => !heldBy.Contains(row.Row)).Select(row => row.Row));
        Assert.Empty(heldBy.Select(held => held.Key).Except(rows.Select(row => row.Row), StringComparer.Ordinal));
        // Written by the run, not by hand.
        Assert.Equal(ReliabilityPage.Written(page, heldBy, []), page.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_page_is_written_from_traits_and_figures_and_keeps_what_it_is_not_told_anew()
    {
        string[] sources =
        [
            """
                [Trait("Row", "F1")]
                public sealed class OneTests
                {
                    [Fact]
                    public void It_is() { }
                }
                """,
            """
                public sealed class TwoTests
                {
                    [Fact]
                    public async Task It_was() { }

                    [Fact]
                    [Trait("Row", "F1")]
                    [Trait("Row", "F2")]
                    public async Task It_is() { }
                }
                """,
        ];
        const string Before =
            "# Page\n| Row | What | Promise | Held by | Last run |\n| --- | --- | --- | --- | --- |\n| F1 | a | b | – | – |\n| F2 | c | d | – | old |\n";

        var written = ReliabilityPage.Written(Before, ReliabilityPage.HeldBy(sources), [new Figure("F1", "time_taken", "3 s")]);

        Assert.Equal(
            "# Page\n| Row | What | Promise | Held by | Last run |\n| --- | --- | --- | --- | --- |\n| F1 | a | b | `OneTests`, `TwoTests` | time taken: 3 s |\n| F2 | c | d | `TwoTests` | old |\n",
            written
        );
    }

    private static ILookup<string, string> HeldBy() =>
        ReliabilityPage.HeldBy(
            new[] { "tests", "e2e" }
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories))
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Where(file => Path.GetFileName(file) != "ReliabilityPageTests.cs")
                .Select(File.ReadAllText)
        );

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
