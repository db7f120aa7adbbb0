using System.Globalization;
using CsCheck;
using StreamOps.Operations.Attempts;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.Rescue.Faults;

/// <summary>The desks under every fault in every state, in many random orders: what must never happen does not, and what must end ends.</summary>
public class RescueFaultsTests
{
    /// <summary>The environment variable that asks for more steps, as 1000000.</summary>
    private const string StepsAsked = "STREAMOPS_MODEL_STEPS";

    /// <summary>The environment variable that asks for other runs, by the number of the first.</summary>
    private const string FirstAsked = "STREAMOPS_MODEL_FIRST";

    private const int StepsOfRun = 50;
    private const ulong Seed = 2026;

    /// <summary>Of those tried the one whose runs meet the most.</summary>
    private const uint First = 3_041_184;

    /// <summary>Of pairs of states times faults: some meet only by a chain of mishaps that few runs have.</summary>
    private const double LeastMet = 0.9;

    private static readonly Gen<FaultyStep[]> Runs = Gen.Select(
        Gen.Int[0, FaultyDeeds.Draws - 1],
        Gen.Int[0, 7],
        (draw, choice) => new FaultyStep(draw, choice)
    ).Array[StepsOfRun];

    [Fact]
    [Trait("Row", "R12")]
    public void Whatever_fails_in_whichever_state_no_invariant_breaks_and_every_attempt_ends()
    {
        var steps = int.TryParse(Environment.GetEnvironmentVariable(StepsAsked), CultureInfo.InvariantCulture, out var asked)
            ? asked
            : 100_000;
        var coverage = new FaultCoverage();

        Sample(steps / StepsOfRun, coverage);

        var forgotten = (
            from edge in RescueEdges.All
            from fault in Enum.GetValues<Fault>()
            select (edge.From, edge.To, Fault: fault, Count: coverage.Of(edge.From, edge.To, fault))
        ).ToLookup(cell => IsForgotten(cell.From, cell.To, cell.Fault));
        Assert.All(forgotten[true], cell => Assert.Equal(0, cell.Count));
        var cells = forgotten[false].ToList();
        var missing = cells.Where(cell => cell.Count == 0).Select(cell => $"{cell.From} to {cell.To} after {cell.Fault}").Order().ToList();
        Figures.Tell(
            "R12",
            "model of a rescue with faults",
            $"{steps:N0} steps, {coverage.Calls:N0} calls, {cells.Count - missing.Count} of {cells.Count} pairs of states x fault met, 0 invariants broken"
        );
        TestContext.Current.TestOutputHelper?.WriteLine($"{missing.Count} never met:\n{string.Join('\n', missing)}");
        Assert.All(RescueEdges.All, edge => Assert.True(coverage.Of(edge.From, edge.To) > 0, $"{edge} was never taken"));
        Assert.All(
            cells.GroupBy(cell => (cell.From, cell.Fault)),
            cell => Assert.True(cell.Any(way => way.Count > 0), $"no {cell.Key.Fault} ever met what was {cell.Key.From}")
        );
        Assert.True(cells.Count - missing.Count >= cells.Count * LeastMet, $"{missing.Count} of {cells.Count} never met");
    }

    /// <summary>The product's table and the one that the runs are held against are of one mind.</summary>
    [Fact]
    public void Every_step_that_the_rules_allow_is_known()
    {
        var allowed =
            from state in Enum.GetValues<RescueState>()
            from trigger in Enum.GetValues<RescueTrigger>()
            let next = RescueTransitions.Apply(state, trigger).Next
            where next is not null
            select (state, next.Value);

        Assert.Equal(RescueEdges.All.Order(), allowed.Distinct().Order());
    }

    /// <summary>After a call that had its effect nothing is as if none had been made: what it brought about is asked for by its token.</summary>
    private static bool IsForgotten(RescueState from, RescueState to, Fault fault) =>
        fault is Fault.AnswerLostAfterEffect or Fault.StoreRefusedAnswer && (from == RescueState.Requested || to == RescueState.Requested);

    /// <summary>The same runs each time, so that a gate says the same of the same product; others by another first stream.</summary>
    private static void Sample(int runs, FaultCoverage coverage)
    {
        var first = uint.TryParse(Environment.GetEnvironmentVariable(FirstAsked), CultureInfo.InvariantCulture, out var asked)
            ? asked
            : First;
        FaultyStep[]? worst = null;
        Parallel.For(
            first,
            first + runs,
            (run, state) =>
            {
                var steps = Runs.Generate(new PCG((uint)run, Seed), null!, out _);
                if (BrokenBy(steps, coverage).Length > 0)
                {
                    worst = steps;
                    state.Stop();
                }
            }
        );
        if (worst is not null)
        {
            Assert.Fail(Tell(Shrunk(worst)));
        }
    }

    /// <summary>Which invariant a run breaks; empty when none.</summary>
    private static string BrokenBy(IReadOnlyList<FaultyStep> steps, FaultCoverage coverage)
    {
        using var world = new FaultyWorld(coverage);
        foreach (var step in steps)
        {
            step.Deed.Do(world, step.Choice);
            world.Run();
            if (world.Wrong.Length > 0)
            {
                return world.Wrong;
            }
        }

        world.Settle(inTime: steps.Count > 0 && steps[^1].Choice > 1);
        return world.Wrong;
    }

    /// <summary>The same without every step that it does not need.</summary>
    private static List<FaultyStep> Shrunk(IEnumerable<FaultyStep> steps)
    {
        var shortest = steps.ToList();
        for (var piece = shortest.Count / 2; piece > 0; piece /= 2)
        {
            for (var start = shortest.Count - piece; start >= 0; start--)
            {
                var shorter = shortest.Where((_, index) => index < start || index >= start + piece).ToList();
                if (shorter.Count < shortest.Count && BrokenBy(shorter, new FaultCoverage()).Length > 0)
                {
                    shortest = shorter;
                    start = Math.Min(start, shortest.Count - piece + 1);
                }
            }
        }

        return shortest;
    }

    private static string Tell(List<FaultyStep> steps) =>
        $"""
            {BrokenBy(steps, new FaultCoverage())}, in {steps.Count} steps:
            {string.Join('\n', steps.Select((step, index) => $"{index + 1, 3}. {step.Told}"))}
            and from then on all is well
            """;
}
