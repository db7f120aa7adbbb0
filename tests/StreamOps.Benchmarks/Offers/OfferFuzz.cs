using System.Collections.Concurrent;
using StreamOps.Operations.Offers;
using StreamOps.Testing;

namespace StreamOps.Benchmarks.Offers;

/// <summary>Spoils offers of the corpus by the million: no exception, no verdict that is not in the table, no repair that does not hold, no long wait.</summary>
internal static class OfferFuzz
{
    private const int Slowest = 20;

    /// <param name="first">The number of the first text; a number gives the same text again.</param>
    /// <param name="count">How many.</param>
    /// <returns>Whether all held.</returns>
    public static bool Run(int first, int count)
    {
        string[] seeds = [.. OfferCorpus.All.Select(offer => offer.Text)];
        var failures = new ConcurrentQueue<string>();
        var slow = new ConcurrentQueue<(TimeSpan Time, int Number)>();
        var stops = 0;
        var start = TimeProvider.System.GetTimestamp();
        Parallel.For(
            first,
            first + count,
            number =>
            {
                var text = OfferMutations.Of(number, seeds);
                var began = TimeProvider.System.GetTimestamp();
                var (isStopped, failure) = Examine(text);
                var time = TimeProvider.System.GetElapsedTime(began);
                Interlocked.Add(ref stops, isStopped ? 1 : 0);
                if (failure.Length > 0)
                {
                    failures.Enqueue($"Number {number}: {failure}");
                }

                if (time > OfferCost.Longest)
                {
                    slow.Enqueue((time, number));
                }
            }
        );
        Console.WriteLine(
            $"{count} spoiled offers in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s, {stops} stopped, {failures.Count} failures"
        );
        failures.Take(Slowest).ToList().ForEach(Console.WriteLine);
        return failures.IsEmpty && AreQuickAlone([.. slow.OrderByDescending(entry => entry.Time).Take(Slowest)], seeds);
    }

    private static (bool IsStopped, string Failure) Examine(string text)
    {
        try
        {
            var verdict = OfferClinic.Examine(text);
            if (!verdict.Findings.All(OfferTable.All.Contains))
            {
                return (verdict.IsStopped, "a finding that is not in the table");
            }

            var holds =
                !verdict.CanRepair || OfferClinic.Examine(OfferDesk.Repair(text)).Findings.All(finding => finding.Level < OfferLevel.Fix);
            return (verdict.IsStopped, holds ? "" : "the repair does not hold");
        }
        catch (Exception exception)
        {
            return (false, exception.ToString());
        }
    }

    /// <summary>The ones that took longest, again and alone: the machine's other work is not the text's.</summary>
    private static bool AreQuickAlone(IReadOnlyList<(TimeSpan Time, int Number)> slow, string[] seeds)
    {
        var costs = slow.Select(entry => (entry.Number, Cost: OfferCost.Of(OfferMutations.Of(entry.Number, seeds)))).ToList();
        foreach (var (number, cost) in costs)
        {
            Console.WriteLine($"Number {number, -10} {cost.Time.TotalMicroseconds, 8:0} us  {cost.Ratio:0.00} x memory");
        }

        return costs.TrueForAll(entry => entry.Cost.IsKept);
    }
}
