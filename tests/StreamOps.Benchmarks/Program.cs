using System.Globalization;
using StreamOps.Benchmarks.Offers;

// Run by hand: dotnet run -c Release --project tests/StreamOps.Benchmarks [how many spoiled offers] [the first one's number] [how many journeys]
var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var first = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
var journeys = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 100_000;

return OfferCosts.Measure() & OfferFuzz.Run(first, count) & OfferTravels.Run(journeys) ? 0 : 1;
