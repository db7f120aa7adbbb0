using System.Globalization;

namespace StreamOps.Benchmarks.Offers;

/// <summary>What a verdict of the offer clinic costs, its fuzz, and journeys of healthy offers.</summary>
internal static class OfferRun
{
    /// <param name="numbers">How many spoiled offers, the first one's number, how many journeys: each may be missing.</param>
    /// <returns>Whether all held.</returns>
    public static bool Run(IReadOnlyList<string> numbers)
    {
        var (count, first, journeys) = (At(numbers, 0, 1_000_000), At(numbers, 1, 0), At(numbers, 2, 100_000));
        return OfferCosts.Measure() & OfferFuzz.Run(first, count) & OfferTravels.Run(journeys);
    }

    private static int At(IReadOnlyList<string> numbers, int place, int usual) =>
        place < numbers.Count ? int.Parse(numbers[place], CultureInfo.InvariantCulture) : usual;
}
