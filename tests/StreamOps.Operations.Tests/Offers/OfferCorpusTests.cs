using StreamOps.Operations.Acts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Offers;

[Trait("Row", "A1")]
public sealed class OfferCorpusTests
{
    public static TheoryData<string> Stored => [.. OfferCorpus.All.Select(offer => offer.Name)];

    public static TheoryData<string> Greedy => [.. GreedyOffers.All.Select(offer => offer.Name)];

    [Fact]
    public void Every_file_is_listed_and_there_are_many()
    {
        Assert.Equal(
            OfferCorpus.FileNames.Order(StringComparer.Ordinal),
            OfferCorpus.All.Select(offer => offer.Name).Order(StringComparer.Ordinal)
        );
        Assert.True(OfferCorpus.All.Count >= 80, $"Only {OfferCorpus.All.Count}.");
    }

    [Fact]
    public void Every_rule_of_the_text_alone_is_broken_by_some_file()
    {
        string[] ofTheSession = ["other-session", "already-used", "seen-elsewhere"];
        var broken = OfferCorpus.All.Concat(GreedyOffers.All).SelectMany(offer => offer.Rules).Concat(ofTheSession);

        Assert.Empty(OfferTable.All.Select(rule => rule.Rule).Except(broken));
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void A_stored_offer_gets_the_verdict_that_is_listed(string name) => AssertVerdict(OfferCorpus.All, name);

    [Theory]
    [MemberData(nameof(Greedy))]
    public void A_greedy_text_gets_its_verdict(string name) => AssertVerdict(GreedyOffers.All, name);

    [Fact]
    public async Task No_sick_offer_reaches_the_service_and_every_other_one_does()
    {
        await using var stage = await RescueStage.OpenAsync();
        foreach (var (number, offer) in OfferCorpus.All.Index())
        {
            var isSick = RulesOf(offer).Any(rule => rule.Level >= OfferLevel.Fix);

            var outcome = await SendAsync(stage, number, offer.Text);

            Assert.True(isSick == outcome is CommandResult.Refused, $"{offer.Name}: {outcome}");
        }

        Assert.Equal(
            OfferCorpus.All.Where(offer => RulesOf(offer).All(rule => rule.Level < OfferLevel.Fix)).Select(offer => offer.Text),
            stage.Connections.Select(call => call.Offer!.Text)
        );
    }

    [Fact]
    public async Task A_repair_is_offered_and_not_made_and_what_it_gives_can_be_sent()
    {
        await using var stage = await RescueStage.OpenAsync();
        var repairable = OfferCorpus.All.Where(offer => OfferClinic.Examine(offer.Text).CanRepair).ToList();
        Assert.True(repairable.Count >= 15, $"Only {repairable.Count}.");
        foreach (var (number, offer) in repairable.Index())
        {
            var refused = Assert.IsType<CommandResult.Refused>(await SendAsync(stage, number, offer.Text));
            Assert.EndsWith("?", refused.Reason);

            var repaired = OfferDesk.Repair(offer.Text);

            Assert.DoesNotContain(OfferClinic.Examine(repaired).Findings, finding => finding.Level >= OfferLevel.Fix);
            Assert.IsType<CommandResult.Accepted>(await SendAsync(stage, number, repaired));
        }
    }

    private static Task<CommandResult> SendAsync(RescueStage stage, int number, string text)
    {
        var id = $"c{number}";
        stage.Service.Sessions[A.Arn(id)] = A.StreamSession(id).In(StreamSessionStatus.PendingClientReconnection).Details();
        // By somebody else each time: more than one person sends within a minute.
        return stage.Desk.SendAsync(A.Arn(id), new Offer(text), Actor.Unproven($"{RescueStage.Operator} {number}"), default);
    }

    private static void AssertVerdict(IReadOnlyList<CorpusOffer> offers, string name)
    {
        var offer = offers.Single(offer => offer.Name == name);

        Assert.Equal(RulesOf(offer), OfferClinic.Examine(offer.Text).Findings);
    }

    private static IEnumerable<OfferFinding> RulesOf(CorpusOffer offer) =>
        offer.Rules.Select(name => OfferTable.All.Single(rule => rule.Rule == name));
}
