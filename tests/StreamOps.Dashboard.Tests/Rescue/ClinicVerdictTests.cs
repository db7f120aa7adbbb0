using Bunit;
using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.Offers;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class ClinicVerdictTests : MudTest
{
    [Fact]
    public void A_healthy_offer_is_said_to_be_so()
    {
        Assert.Contains("Offer healthy.", Verdict(new OfferVerdict([])).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_says_what_is_wrong_and_what_to_tell_the_player()
    {
        var finding = new OfferFinding(
            "no-h264",
            OfferLevel.Stop,
            "This browser cannot play H.264 here.",
            "Please open the link in Chrome or Edge."
        );

        var notice = Verdict(new OfferVerdict([finding])).Find("[data-rule=no-h264]");

        Assert.Equal("stop", notice.GetAttribute("data-level"));
        Assert.Contains("Stop: This browser cannot play H.264 here.", notice.TextContent, StringComparison.Ordinal);
        Assert.Contains("Say: “Please open the link in Chrome or Edge.”", notice.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_be_repaired_has_one_button_for_it()
    {
        var repaired = false;
        var verdict = Render<ClinicVerdict>(parameters =>
            parameters
                .Add(
                    clinic => clinic.Verdict,
                    new OfferVerdict([new OfferFinding("wrapped", OfferLevel.Fix, "It was wrapped twice. Unwrap?")])
                )
                .Add(clinic => clinic.OnRepair, () => repaired = true)
        );

        verdict.Find("button").Click();

        Assert.True(repaired);
    }

    [Fact]
    public void A_repair_is_not_asked_about_where_there_is_no_button_for_it()
    {
        var verdict = Verdict(new OfferVerdict([OfferRules.NoVideo, OfferRules.ChangedByChat]));

        Assert.Empty(verdict.FindAll("button"));
        Assert.DoesNotContain("Repair?", verdict.Markup, StringComparison.Ordinal);
        Assert.Contains(OfferRules.NoVideo.Words, verdict.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<ClinicVerdict> Verdict(OfferVerdict verdict) =>
        Render<ClinicVerdict>(parameters => parameters.Add(clinic => clinic.Verdict, verdict));
}
