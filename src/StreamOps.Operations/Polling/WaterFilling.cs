namespace StreamOps.Operations.Polling;

/// <summary>What one kind of read wants: weight is events a second times harm of a second's delay, cost is calls for one read.</summary>
internal sealed record ReadDemand(double Weight, double Cost, double LowestRate, double HighestRate);

/// <summary>
/// Shares a budget of calls so that the harm of delay, the sum of weight / (2 x rate), is least: rates follow the square root of weight over cost,
/// between the bounds. The law of crawler freshness and broadcast disks.
/// </summary>
internal static class WaterFilling
{
    private const int Halvings = 80;

    /// <summary>Reads a second for each demand, in its order.</summary>
    /// <returns>The rates, and whether the lowest rates fit the budget. When they do not, they are the most anybody gets, and weight decides.</returns>
    public static (double[] Rates, bool Fits) Share(IReadOnlyList<ReadDemand> demands, double budget)
    {
        var fits = demands.Sum(demand => demand.Cost * demand.LowestRate) <= budget;
        var bounded = fits ? demands : [.. demands.Select(demand => demand with { LowestRate = 0, HighestRate = demand.LowestRate })];

        // The price of a call falls from 'dear' to 'cheap' until the budget is just spent; spending is monotone in it.
        var (cheap, dear) = (1e-12, 1e12);
        for (var i = 0; i < Halvings; i++)
        {
            var price = Math.Sqrt(cheap * dear);
            if (bounded.Sum(demand => demand.Cost * RateAt(price, demand)) > budget)
            {
                cheap = price;
            }
            else
            {
                dear = price;
            }
        }

        return ([.. bounded.Select(demand => RateAt(dear, demand))], fits);
    }

    private static double RateAt(double price, ReadDemand demand) =>
        Math.Clamp(Math.Sqrt(demand.Weight / (2 * price * demand.Cost)), demand.LowestRate, demand.HighestRate);
}
