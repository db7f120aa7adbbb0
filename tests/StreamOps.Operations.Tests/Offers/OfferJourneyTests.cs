using StreamOps.Operations.Offers;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Offers;

/// <summary>A thousand ways from a page to a paste box: what is not stopped is the very text that left. A hundred thousand: tests/StreamOps.Benchmarks.</summary>
public sealed class OfferJourneyTests
{
    private const int Journeys = 1_000;

    [Fact]
    public void A_text_comes_back_as_it_was_or_is_stopped_with_words_for_it()
    {
        var (healthy, repaired) = (0, 0);
        for (var number = 0; number < Journeys; number++)
        {
            var journey = OfferJourneys.Of(number);
            var verdict = OfferClinic.Examine(journey.Text);
            if (verdict.IsStopped)
            {
                Assert.All(verdict.Findings.Where(finding => finding.Level == OfferLevel.Stop), stop => Assert.NotEmpty(stop.SayToPlayer));
                continue;
            }

            Assert.True(
                string.Equals(journey.Original, OfferDesk.Repair(journey.Text), StringComparison.Ordinal),
                $"Number {number}, {journey.Name}: healthy, and different."
            );
            repaired += verdict.CanRepair ? 1 : 0;
            healthy += verdict.CanRepair ? 0 : 1;
        }

        Assert.True(healthy > 10 && repaired > Journeys / 10, $"{healthy} were healthy and {repaired} repaired: that proves little.");
    }

    [Fact]
    public void A_mail_wrapped_at_any_width_comes_back_as_it_was_or_is_stopped()
    {
        var repaired = 0;
        var wraps = 0;
        foreach (var traveller in OfferJourneys.Travellers)
        {
            for (var width = 60; width < 100; width++)
            {
                wraps++;
                var text = JourneySteps.WrappedAtBlanks(traveller.Text, width, "\r\n", keepsBlank: false);
                if (OfferClinic.Examine(text).CanRepair)
                {
                    repaired++;
                    Assert.Equal(traveller.Text, OfferDesk.Repair(text));
                }
            }
        }

        Assert.True(repaired > wraps * 8 / 10, $"Only {repaired} of {wraps} wrapped texts are repaired.");
    }
}
