using Bunit;
using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Links;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class LinkAsksTests : MudTest
{
    private static readonly RescueLink Tried = APicture.Link() with
    {
        SecondBrowserAt = APicture.Now,
        SecondBrowser = "Safari, iPhone",
        SecondBrowserNumber = 100_607,
    };

    private readonly List<RescueLink> _allowed = [];

    [Fact]
    public void A_second_browser_can_be_allowed()
    {
        var asks = Asks(Tried);

        Assert.Contains("Safari, iPhone", asks.Find("[data-second-browser]").TextContent, StringComparison.Ordinal);
        Assert.Contains("it shows the number 100607", asks.Find("[data-second-browser]").TextContent, StringComparison.Ordinal);
        Assert.Equal("100607", asks.Find("[data-allow-second]").GetAttribute("data-allow-second"));
        asks.Find("[data-allow-second]").Click();
        Assert.Equal(APicture.Now, Assert.Single(_allowed).SecondBrowserAt);
    }

    [Fact]
    public void While_nothing_may_be_answered_the_buttons_rest()
    {
        var asks = Asks(Tried, isAllowed: false);

        asks.Find("[data-allow-second]").Click();

        Assert.Equal("true", asks.Find("[data-allow-second]").GetAttribute("aria-disabled"));
        Assert.Equal("The session has ended.", asks.Find("[data-allow-second]").GetAttribute("title"));
        Assert.Empty(_allowed);
    }

    [Fact]
    public void An_offer_of_a_colleagues_link_is_asked_about_by_their_name_and_may_be_refused()
    {
        var waiting = APicture.Link() with { WaitingOffer = [1] };
        var acts = new List<LinkAct>();
        var asks = Render<LinkAsks>(parameters =>
            parameters.Add(asks => asks.Link, waiting).Add(asks => asks.IsAnothers, true).Add(asks => asks.OnAct, acts.Add)
        );

        Assert.Contains(
            $"The player opened the link of {waiting.Operator}",
            asks.Find("[data-offer-waits]").TextContent,
            StringComparison.Ordinal
        );
        asks.Find("[data-decline-link-offer]").Click();
        asks.Find("[data-send-offer]").Click();
        Assert.Equal([LinkAct.DeclineOffer, LinkAct.SendOffer], acts);
    }

    [Fact]
    public void What_becomes_of_an_offer_without_an_answer_stands_beside_the_question()
    {
        var waiting = APicture.Link() with { WaitingOffer = [1] };
        var asks = Render<LinkAsks>(parameters =>
            parameters.Add(asks => asks.Link, waiting).Add(asks => asks.IsAnothers, true).Add(asks => asks.LapseSends, true)
        );
        Assert.Contains(waiting.Operator, asks.Find("[data-lapse-sends]").TextContent, StringComparison.Ordinal);

        asks.Render(parameters => parameters.Add(asks => asks.Link, waiting with { OfferStopRule = RescueLink.NotLetIn }));
        Assert.Empty(asks.FindAll("[data-lapse-sends]"));
        Assert.Single(asks.FindAll("[data-no-before]"));

        asks.Render(parameters => parameters.Add(asks => asks.Link, waiting).Add(asks => asks.LapseSends, false));
        Assert.Empty(asks.FindAll("[data-lapse-sends], [data-no-before]"));
    }

    [Fact]
    public void A_link_that_asks_for_nothing_has_nothing_to_show()
    {
        Assert.False(LinkAsks.HasAny(APicture.Link()));
        Assert.False(LinkAsks.HasAny(null));
        Assert.True(LinkAsks.HasAny(Tried));
    }

    private IRenderedComponent<LinkAsks> Asks(RescueLink link, bool isAllowed = true) =>
        Render<LinkAsks>(parameters =>
            parameters
                .Add(asks => asks.Link, link)
                .Add(asks => asks.May, new ActionVerdict(isAllowed, isAllowed ? "" : "The session has ended."))
                .Add(asks => asks.OnAllow, _allowed.Add)
        );
}
