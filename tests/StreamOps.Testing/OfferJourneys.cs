namespace StreamOps.Testing;

/// <summary>What becomes of an offer between a player's page and an operator's paste box: a number gives the same journey again.</summary>
public static class OfferJourneys
{
    private const int MostSteps = 4;

    /// <summary>The offers of the corpus that nothing speaks against: as three browsers made them, to be sent as they are.</summary>
    public static IReadOnlyList<CorpusOffer> Travellers { get; } =
    [
        .. OfferCorpus.All.Where(offer =>
            offer.Name.Split('/')[0] is "chromium" or "firefox" or "safari"
            && offer.Rules.All(rule => rule is "no-sdk-version" or "untested-sdk-version")
        ),
    ];

    /// <summary>The journey of a number.</summary>
    public static OfferJourney Of(int number)
    {
        var random = new Random(number);
        var traveller = Travellers[random.Next(Travellers.Count)];
        var text = traveller.Text;
        var names = new List<string> { traveller.Name };
        for (var steps = random.Next(1, MostSteps + 1); steps > 0; steps--)
        {
            var (name, take) = JourneySteps.All[random.Next(JourneySteps.All.Count)];
            text = take(text, random);
            names.Add(name);
        }

        return new OfferJourney(string.Join(", ", names), traveller.Text, text);
    }
}

/// <summary>One journey.</summary>
/// <param name="Name">The offer's name, then each step's.</param>
/// <param name="Original">As the browser made it.</param>
/// <param name="Text">As it arrives.</param>
public sealed record OfferJourney(string Name, string Original, string Text);
