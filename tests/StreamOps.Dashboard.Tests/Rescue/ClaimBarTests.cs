using Bunit;
using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

/// <summary>Who is on it, as the panel says it.</summary>
public sealed class ClaimBarTests : MudTest
{
    private static readonly Person Mara = new("Mara");
    private static readonly Person Jon = new("Jon");

    private readonly List<string> _done = [];

    [Fact]
    public void Ones_own_claim_counts_its_lease_down_in_the_browser_and_can_be_given_back()
    {
        var bar = Bar(APicture.Claim(), Mara);

        Assert.Contains("Claimed by you", bar.Find(".claim-words").TextContent, StringComparison.Ordinal);
        Assert.Equal("digits", bar.Find("age-clock").GetAttribute("form"));
        Assert.NotNull(bar.Find("age-clock").GetAttribute("until"));
        bar.Find("[data-claim-toggle]").Click();
        Assert.Equal(["release"], _done);
    }

    [Fact]
    public void Somebody_elses_is_named_and_taken_only_after_one_question()
    {
        var bar = Bar(APicture.Claim(), Jon);
        Assert.Contains("Mara is on it", bar.Find(".claim-words").TextContent, StringComparison.Ordinal);
        Assert.Empty(bar.FindAll("[data-claim-toggle]"));

        bar.Find("[data-take-claim]").Click();
        Assert.Empty(_done);
        bar.Find("[data-take-it]").Click();

        Assert.Equal(["take from Mara"], _done);
    }

    [Fact]
    public void The_question_can_be_answered_with_no()
    {
        var bar = Bar(APicture.Claim(), Jon);

        bar.Find("[data-take-claim]").Click();
        bar.Find("[data-leave-claim]").Click();

        Assert.Empty(_done);
        Assert.Empty(bar.FindAll("[data-take-question]"));
    }

    [Fact]
    public async Task A_claim_that_lapses_under_the_press_is_asked_about_no_more()
    {
        await using var browser = new LateBrowser(Services);
        var draw = browser.Open<ClaimBar>();
        await draw(Drawn(APicture.Claim()));
        browser.Delay();
        await draw(Drawn(null));

        await browser.PressAsync("data-take-claim");
        await browser.ArriveAsync();

        Assert.Empty(browser.Faults);

        static Dictionary<string, object?> Drawn(Claim? claim) =>
            new(StringComparer.Ordinal)
            {
                [nameof(ClaimBar.Claim)] = claim,
                [nameof(ClaimBar.Me)] = Jon,
                [nameof(ClaimBar.May)] = ActionVerdict.Allowed,
            };
    }

    [Fact]
    public void Whose_claim_was_taken_reads_by_whom_and_nobody_else_does()
    {
        var taken = APicture.Claim(by: "Jon", from: "Mara");

        Assert.Contains("Jon took the claim from you", Bar(taken, Mara).Find("[data-claim-taken]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Bar(taken, Jon).FindAll("[data-claim-taken]"));
        Assert.Empty(Bar(taken, new Person("Tom")).FindAll("[data-claim-taken]"));
    }

    [Fact]
    public void A_claim_that_lapsed_is_nobodys_and_its_last_holder_reads_so()
    {
        Assert.Contains("has lapsed", Bar(null, Mara, last: APicture.Claim()).Find(".claim-words").TextContent, StringComparison.Ordinal);
        var open = Bar(null, Jon, last: APicture.Claim());

        Assert.Contains("Nobody is on it", open.Find(".claim-words").TextContent, StringComparison.Ordinal);
        open.Find("[data-claim-toggle]").Click();
        Assert.Equal(["claim"], _done);
    }

    [Fact]
    public void An_offer_that_waits_asks_the_holder_and_tells_the_others_whose_yes_it_waits_for()
    {
        var waiting = APicture.Claim() with { WaitingOffer = [1], OfferFromName = "Jon" };

        var mine = Bar(waiting, Mara);
        Assert.Contains("Jon has an offer", mine.Find("[data-offer-waits]").TextContent, StringComparison.Ordinal);
        mine.Find("[data-allow-offer]").Click();
        mine.Find("[data-decline-offer]").Click();
        Assert.Equal(["yes", "no"], _done);
        var his = Bar(waiting, Jon);
        Assert.Contains("Your offer waits for the yes of Mara.", his.Find("[data-offer-waits]").TextContent, StringComparison.Ordinal);
        Assert.Empty(his.FindAll("[data-allow-offer]"));
        var third = Bar(waiting, new Person("Tom"));
        Assert.Contains(
            "The offer of Jon waits for the yes of Mara.",
            third.Find("[data-offer-waits]").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_holders_no_is_told_to_who_brought_the_offer_and_to_nobody_else()
    {
        var declined = APicture.Claim() with { OfferFromName = "Jon" };

        Assert.Contains(
            "Mara said no to the offer. Nothing was sent.",
            Bar(declined, Jon).Find("[data-offer-declined][role=alert]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Empty(Bar(declined, Mara).FindAll("[data-offer-declined]"));
        Assert.Empty(Bar(declined, new Person("Tom")).FindAll("[data-offer-declined]"));
    }

    [Fact]
    public void An_offer_of_the_open_page_that_waits_asks_the_holder_and_tells_the_others_whose_yes_it_waits_for()
    {
        var mine = Bar(APicture.Claim(), Mara, pageOfferFrom: Jon);
        Assert.Contains("Jon asked the player's open page", mine.Find("[data-page-offer-waits]").TextContent, StringComparison.Ordinal);
        mine.Find("[data-allow-page-offer]").Click();
        mine.Find("[data-decline-page-offer]").Click();
        Assert.Equal(["page yes", "page no"], _done);

        var his = Bar(APicture.Claim(), Jon, pageOfferFrom: Jon);
        Assert.Contains("waits for the yes of Mara", his.Find("[data-page-offer-waits]").TextContent, StringComparison.Ordinal);
        Assert.Empty(his.FindAll("[data-allow-page-offer]"));
        Assert.Empty(Bar(APicture.Claim(), Mara).FindAll("[data-page-offer-waits]"));
    }

    [Fact]
    public void The_no_to_the_offer_of_the_open_page_is_read_by_who_only_looks()
    {
        var bar = Render<ClaimBar>(part =>
            part.Add(it => it.Claim, APicture.Claim())
                .Add(it => it.Me, Jon)
                .Add(it => it.May, new ActionVerdict(true, ""))
                .Add(it => it.PageOfferStop, "Mara said no to the offer. Nothing was sent.")
        );

        Assert.Contains("Mara said no", bar.Find("[data-page-offer-stop]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Bar(APicture.Claim(), Jon).FindAll("[data-page-offer-stop]"));
    }

    [Fact]
    public void Who_looks_is_named_but_not_to_themselves_and_not_who_is_on_it()
    {
        var bar = Render<ClaimBar>(part =>
            part.Add(it => it.Claim, APicture.Claim())
                .Add(it => it.Me, Jon)
                .Add(it => it.May, new ActionVerdict(true, ""))
                .Add(it => it.Onlookers, [Mara, Jon, new Person("Tom")])
        );

        Assert.Equal("Tom is looking.", bar.Find("[data-looking]").TextContent.Trim());
    }

    [Fact]
    public void Who_may_not_claim_reads_why_not()
    {
        var bar = Render<ClaimBar>(part =>
            part.Add(it => it.Claim, null).Add(it => it.Me, Jon).Add(it => it.May, new ActionVerdict(false, "Viewers look."))
        );

        Assert.Equal(
            ("true", "Viewers look."),
            (bar.Find("[data-claim-toggle]").GetAttribute("aria-disabled"), bar.Find("[data-claim-toggle]").GetAttribute("title"))
        );
    }

    [Fact]
    public void Who_may_not_claim_any_more_reads_why_they_give_nothing_back()
    {
        var bar = Render<ClaimBar>(part =>
            part.Add(it => it.Claim, APicture.Claim())
                .Add(it => it.Me, Mara)
                .Add(it => it.May, new ActionVerdict(false, "Viewers look."))
                .Add(it => it.MayRelease, new ActionVerdict(false, "Viewers look."))
                .Add(it => it.OnRelease, () => _done.Add("release"))
        );
        var toggle = bar.Find("[data-claim-toggle]");

        toggle.Click();

        Assert.Equal(("true", "Viewers look."), (toggle.GetAttribute("aria-disabled"), toggle.GetAttribute("title")));
        Assert.Empty(_done);
    }

    private IRenderedComponent<ClaimBar> Bar(Claim? claim, Person me, Claim? last = null, Person? pageOfferFrom = null) =>
        Render<ClaimBar>(part =>
            part.Add(it => it.Claim, claim)
                .Add(it => it.Last, last ?? claim)
                .Add(it => it.Me, me)
                .Add(it => it.May, new ActionVerdict(true, ""))
                .Add(it => it.OnClaim, () => _done.Add("claim"))
                .Add(it => it.OnRelease, () => _done.Add("release"))
                .Add(it => it.OnTake, seen => _done.Add($"take from {seen.Operator}"))
                .Add(it => it.PageOfferFrom, pageOfferFrom)
                .Add(it => it.OnAnswerPage, isYes => _done.Add(isYes ? "page yes" : "page no"))
                .Add(it => it.OnAnswer, isYes => _done.Add(isYes ? "yes" : "no"))
        );
}
