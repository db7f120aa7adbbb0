using System.Collections.Concurrent;
using StreamOps.Operations.Offers;
using StreamOps.Testing;

namespace StreamOps.Benchmarks.Offers;

/// <summary>Sends the corpus's healthy offers on journeys: each text comes back as it was, or is stopped with words for the player.</summary>
internal static class OfferTravels
{
    private const int Shown = 20;

    /// <param name="count">How many journeys.</param>
    /// <returns>Whether all held.</returns>
    public static bool Run(int count)
    {
        var failures = new ConcurrentQueue<string>();
        var (healthy, repaired, stopped) = (0, 0, 0);
        var start = TimeProvider.System.GetTimestamp();
        Parallel.For(
            0,
            count,
            number =>
            {
                var journey = OfferJourneys.Of(number);
                var verdict = OfferClinic.Examine(journey.Text);
                if (verdict.IsStopped)
                {
                    Interlocked.Increment(ref stopped);
                    if (verdict.Findings.Any(finding => finding is { Level: OfferLevel.Stop, SayToPlayer: "" }))
                    {
                        failures.Enqueue($"Journey {number}, {journey.Name}: stopped without words.");
                    }

                    return;
                }

                _ = verdict.CanRepair ? Interlocked.Increment(ref repaired) : Interlocked.Increment(ref healthy);
                if (!string.Equals(journey.Original, OfferDesk.Repair(journey.Text), StringComparison.Ordinal))
                {
                    failures.Enqueue($"Journey {number}, {journey.Name}: healthy, and different.");
                }
            }
        );
        var time = TimeProvider.System.GetElapsedTime(start);
        Console.WriteLine(
            $"{count} journeys in {time.TotalSeconds:0} s: {healthy} arrived healthy, {repaired} were repaired, {stopped} stopped; {failures.Count} failures"
        );
        failures.Take(Shown).ToList().ForEach(Console.WriteLine);
        return failures.IsEmpty;
    }
}
