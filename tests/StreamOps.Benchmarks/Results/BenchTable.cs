using System.Globalization;

namespace StreamOps.Benchmarks.Results;

/// <summary>All that one run of one command came to.</summary>
/// <param name="Name">The command, as <c>delay</c>: also where the table stands on the page.</param>
/// <param name="Machine">On what, and under which load.</param>
/// <param name="Rows">In the order of the table.</param>
internal sealed record BenchTable(string Name, RunConditions Machine, IReadOnlyList<BenchRow> Rows)
{
    /// <summary>The table as the page has it, with what it was measured on above it.</summary>
    public IReadOnlyList<string> Lines() =>
        [
            Machine.ToString(),
            "",
            "| What | Ratio (median, least to most of the rounds) | StreamOps | Peer | Goal | Reached |",
            "| --- | --- | --- | --- | --- | --- |",
            .. Rows.Select(row => $"| {string.Join(" | ", row.Cells().Select(Plain))} |"),
        ];

    private static string Plain(string cell) => cell.Replace('|', '/').Replace('\n', ' ').Trim();
}

/// <summary>What a run was made on, and what else went on meanwhile.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Commit">What was measured; empty outside a repository.</param>
/// <param name="Machine">Processors, memory, system, runtime.</param>
/// <param name="LoadBefore">Threads that ran or waited to, averaged over the minute before.</param>
/// <param name="LoadAfter">The same over its last minute.</param>
/// <param name="Busy">How much of all processors was busy while it ran, 0 to 1.</param>
/// <param name="Others">How much of all processors was busy with what neither this program nor its children did, 0 to 1.</param>
/// <param name="Took">The whole run.</param>
internal sealed record RunConditions(
    DateTimeOffset At,
    string Commit,
    string Machine,
    double LoadBefore,
    double LoadAfter,
    double Busy,
    double Others,
    TimeSpan Took
)
{
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Measured {At:yyyy-MM-dd HH:mm} UTC in {Took.TotalMinutes:0} min at {(Commit.Length > 0 ? Commit : "an unknown commit")} on {Machine}; load {LoadBefore:0.0} before and {LoadAfter:0.0} in the last minute, processors {Busy:P0} busy, {Others:P0} with other work."
        );
}
