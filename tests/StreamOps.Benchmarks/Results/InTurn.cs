namespace StreamOps.Benchmarks.Results;

/// <summary>Measures several ways in turn, round by round: A, B, A, B. What else the machine does meets them all alike.</summary>
/// <param name="rounds">How many, 1 or more.</param>
/// <param name="output">Hears of each figure as it comes.</param>
internal sealed class InTurn(int rounds, TextWriter output)
{
    /// <summary>Measures.</summary>
    /// <param name="what">For whoever reads along.</param>
    /// <param name="ways">Each gives one figure a round.</param>
    /// <returns>The rounds of each way, in the order of the ways.</returns>
    public async Task<IReadOnlyList<Spread>> RunAsync(
        string what,
        params IReadOnlyList<(string Name, Func<Task<double>> MeasureAsync)> ways
    )
    {
        var figures = ways.Select(_ => new List<double>()).ToList();
        for (var round = 1; round <= rounds; round++)
        {
            for (var way = 0; way < ways.Count; way++)
            {
                figures[way].Add(await ways[way].MeasureAsync());
                await output.WriteLineAsync($"{what}, round {round} of {rounds}, {ways[way].Name}: {BenchRow.Number(figures[way][^1])}");
            }
        }

        return [.. figures.Select(one => new Spread(one))];
    }
}
