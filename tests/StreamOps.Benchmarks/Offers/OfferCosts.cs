using StreamOps.Testing;

namespace StreamOps.Benchmarks.Offers;

/// <summary>Time and memory of the offer clinic, over its corpus and over texts made to cost much.</summary>
internal static class OfferCosts
{
    /// <returns>Whether every text keeps the goals.</returns>
    public static bool Measure()
    {
        var offers = OfferCorpus.All.Concat(GreedyOffers.All).ToList();
        // Until the code is compiled at its best.
        offers.ForEach(offer => OfferCost.Of(offer.Text));
        var costs = offers.ConvertAll(offer => (offer.Name, Cost: OfferCost.Of(offer.Text)));
        var isKept = true;
        foreach (
            var (name, cost) in costs
                .OrderByDescending(entry => entry.Cost.Time)
                .Take(12)
                .Concat(costs.Where(entry => !entry.Cost.IsKept))
                .Distinct()
        )
        {
            isKept &= cost.IsKept;
            Console.WriteLine(
                $"{name, -45} {cost.Time.TotalMicroseconds, 8:0} us  {cost.Ratio:0.00} x memory{(cost.IsKept ? "" : "  TOO MUCH")}"
            );
        }

        var worst = costs.MaxBy(entry => entry.Cost.Ratio);
        Console.WriteLine($"{costs.Count} offers; most memory: {worst.Cost.Ratio:0.00} x ({worst.Name})");
        return isKept;
    }
}
