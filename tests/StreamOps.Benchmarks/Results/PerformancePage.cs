namespace StreamOps.Benchmarks.Results;

/// <summary>docs/performance.md: written by hand, but for each command's table, which the run writes between two marks.</summary>
internal static class PerformancePage
{
    /// <summary>The page with one table written anew.</summary>
    /// <exception cref="InvalidOperationException">The page has no place for it.</exception>
    public static string Written(string page, BenchTable table)
    {
        var lines = page.ReplaceLineEndings("\n").Split('\n').ToList();
        var (first, last) = (lines.IndexOf(Begin(table.Name)), lines.IndexOf(End(table.Name)));
        return first >= 0 && last > first
            ? string.Join('\n', [.. lines[..(first + 1)], .. table.Lines(), .. lines[last..]])
            : throw new InvalidOperationException($"The page has no lines {Begin(table.Name)} and {End(table.Name)}.");
    }

    private static string Begin(string name) => $"<!-- {name}: written by the run -->";

    private static string End(string name) => $"<!-- end of {name} -->";
}
