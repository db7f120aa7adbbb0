using StreamOps.Operations.Offers;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Offers;

/// <summary>What any text may cost, and that none of a few thousand spoiled ones is too much for the clinic. A million: tests/StreamOps.Benchmarks.</summary>
[Trait("Row", "A1")]
public sealed class OfferCostTests
{
    /// <summary>What a verdict takes however short the text is: the findings, and an exception's stack where it is no JSON.</summary>
    private const long FixedBytes = 16_384;

    /// <summary>The goal is 1 ms, measured in the benchmarks; here a busy machine has its say, and one quick run of many proves it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    public static TheoryData<string> Greedy => [.. GreedyOffers.All.Select(offer => offer.Name)];

    [Theory]
    [MemberData(nameof(Greedy))]
    public void A_greedy_text_takes_four_times_its_memory_at_most_and_little_time(string name)
    {
        var text = GreedyOffers.All.Single(offer => offer.Name == name).Text;

        AssertCheap(text, name);
        Assert.True(Enumerable.Range(0, 200).Any(_ => TimeOf(text) < Longest), name);
    }

    [Fact]
    public void A_stored_offer_takes_four_times_its_memory_at_most() =>
        Assert.All(OfferCorpus.All, offer => AssertCheap(offer.Text, offer.Name));

    [Fact]
    public void A_hash_takes_four_times_its_memory_at_most() =>
        Assert.All(
            OfferCorpus.All,
            offer => Assert.InRange(AllocationOf(() => OfferHash.Of(offer.Text)), 0, (4L * sizeof(char) * offer.Text.Length) + FixedBytes)
        );

    [Fact]
    public void Spoiled_offers_get_a_verdict_from_the_table_and_a_repair_that_holds()
    {
        string[] seeds = [.. OfferCorpus.All.Select(offer => offer.Text)];
        for (var number = 0; number < 5_000; number++)
        {
            var text = OfferMutations.Of(number, seeds);
            var verdict = OfferClinic.Examine(text);
            Assert.True(verdict.Findings.All(OfferTable.All.Contains), $"Number {number}: a finding that is not in the table.");
            Assert.True(
                !verdict.CanRepair || OfferClinic.Examine(OfferDesk.Repair(text)).Findings.All(finding => finding.Level < OfferLevel.Fix),
                $"Number {number}: the repair does not hold."
            );
        }
    }

    private static void AssertCheap(string text, string name)
    {
        var allocated = AllocationOf(() => OfferClinic.Examine(text));

        Assert.True(
            allocated <= (4L * sizeof(char) * text.Length) + FixedBytes,
            $"{name}: {allocated} bytes for a text of {sizeof(char) * text.Length}."
        );
    }

    private static long AllocationOf(Action act)
    {
        // Once before: what is made once in a process is not the text's.
        act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static TimeSpan TimeOf(string text)
    {
        var start = TimeProvider.System.GetTimestamp();
        OfferClinic.Examine(text);
        return TimeProvider.System.GetElapsedTime(start);
    }
}
