using StreamOps.Benchmarks.Results;
using StreamOps.Benchmarks.Stages;

namespace StreamOps.Benchmarks.Tables;

/// <summary>One command, and the table that it gives.</summary>
/// <param name="settings">What it was asked for.</param>
/// <param name="output">Hears how it goes on.</param>
internal abstract class Bench(BenchSettings settings, TextWriter output)
{
    protected BenchSettings Settings { get; } = settings;

    protected TextWriter Output { get; } = output;

    /// <summary>Measures ways in turn.</summary>
    protected InTurn InTurn { get; } = new(settings.Rounds, output);

    /// <summary>Measures.</summary>
    /// <returns>The rows of the table, in their order.</returns>
    public abstract Task<IReadOnlyList<BenchRow>> RunAsync(CancellationToken cancellationToken);

    /// <summary>The fleets that were asked for, else these.</summary>
    protected IReadOnlyList<FleetWorld> WorldsOr(params IReadOnlyList<FleetWorld> usual) =>
        Settings.Worlds.Count > 0 ? Settings.Worlds : usual;
}
