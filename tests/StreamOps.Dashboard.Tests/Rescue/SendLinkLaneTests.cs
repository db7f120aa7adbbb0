using Bunit;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Queue;
using StreamOps.Operations.StandBy;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class SendLinkLaneTests : MudTest
{
    private readonly List<LinkAct> _acts = [];

    [Fact]
    public void One_button_copies_and_the_code_stands_beside_it_filled_by_the_page_alone()
    {
        var lane = Lane(APicture.Link());

        var button = lane.Find("button[data-send-link]");
        Assert.Equal("l", button.GetAttribute("aria-keyshortcuts"));
        Assert.Contains("primary", button.ClassName, StringComparison.Ordinal);
        var code = lane.Find("link-code");
        Assert.Equal(("s1", ""), (code.GetAttribute("session"), code.InnerHtml));
        Assert.Contains("dies with the clock", lane.Markup, StringComparison.Ordinal);
        Assert.Contains("rescue.example.com/rescue", lane.Markup, StringComparison.Ordinal);
        // There is no code to type before there is a link.
        Assert.DoesNotContain("rescue.example.com/rescue", Lane(link: null).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_takes_no_connection_gets_no_link_and_says_why()
    {
        var lane = Lane(link: null, verdict: new ActionVerdict(false, "The session has ended."));

        Assert.Equal("true", lane.Find("[data-send-link]").GetAttribute("aria-disabled"));
        Assert.Equal("true", lane.Find("[data-show-qr]").GetAttribute("aria-disabled"));
        Assert.Contains("The session has ended.", lane.Find("#why-not-link").TextContent, StringComparison.Ordinal);
        Assert.Empty(lane.FindAll("[data-revoke-link]"));
    }

    [Fact]
    public void Of_a_standing_link_too_the_picture_is_for_who_may_send_it()
    {
        var picture = Lane(APicture.Link(), verdict: new ActionVerdict(false, "Jon is on it.")).Find("[data-show-qr]");

        Assert.Equal(("true", "why-not-link"), (picture.GetAttribute("aria-disabled"), picture.GetAttribute("aria-describedby")));
        Assert.Equal("false", Lane(APicture.Link()).Find("[data-show-qr]").GetAttribute("aria-disabled"));
    }

    [Fact]
    public void What_keeps_links_from_working_everywhere_is_said()
    {
        var lane = Lane(APicture.Link(), limit: "Links work on this machine only.");

        Assert.Contains("Links work on this machine only.", lane.Find("#why-not-link").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_opened_link_shows_browser_and_system_and_an_age()
    {
        var lane = Lane(APicture.Link() with { OpenedAt = APicture.Now, Browser = "Firefox, Windows" });

        var step = lane.Find(".step[data-rung=full]");
        Assert.Contains("Firefox, Windows", step.TextContent, StringComparison.Ordinal);
        Assert.NotNull(step.QuerySelector("age-clock"));
        Assert.Contains("A new link closes it for them.", lane.Find("link-question").TextContent, StringComparison.Ordinal);
        Assert.Equal(6, lane.FindAll(".step").Count);
    }

    [Fact]
    public void The_browsers_name_is_foreign_text_and_is_shown_as_text()
    {
        var lane = Lane(APicture.Link() with { OpenedAt = APicture.Now, Browser = "<b>x</b>" });

        Assert.Contains("&lt;b&gt;x&lt;/b&gt;", lane.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Esc_answers_that_the_link_stays_and_the_page_is_told_which_one_stands()
    {
        var link = APicture.Link() with { OpenedAt = APicture.Now };
        var lane = Lane(link);

        Assert.True(lane.Find("[data-keep-link]").HasAttribute("data-esc"));
        Assert.Equal(link.Id.ToString(), lane.Find("link-question").GetAttribute("link"));
        Assert.True(lane.Find("link-qr").HasAttribute("opened"));
    }

    [Fact]
    public void Of_a_link_that_is_gone_nothing_stands_that_could_be_asked_about()
    {
        var lane = Lane(APicture.Link() with { RevokedAt = APicture.Now }, isLive: false);

        Assert.Null(lane.Find("link-question").GetAttribute("link"));
        Assert.False(lane.Find("link-qr").HasAttribute("opened"));
    }

    [Fact]
    public void A_player_without_a_picture_is_told_of_though_the_service_calls_them_connected()
    {
        var lane = Lane(APicture.Link() with { Trouble = PlayerTrouble.NoPicture }, isLive: false);

        Assert.Equal("NoPicture", lane.Find("[data-trouble]").GetAttribute("data-trouble"));
    }

    [Fact]
    public void What_stopped_the_offer_and_what_the_page_reports_are_told()
    {
        var lane = Lane(
            APicture.Link() with
            {
                OfferStop = "This browser cannot play H.264 here.",
                OfferStopRule = "no-h264",
                Trouble = PlayerTrouble.NoConnection,
            }
        );

        Assert.Contains("H.264", lane.Find("[data-offer-stop=no-h264]").TextContent, StringComparison.Ordinal);
        Assert.Contains("could not connect", lane.Find("[data-trouble]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PlayerTrouble.NoWebRtc, "A browser that opened the link (Firefox, Windows) has no WebRTC.")]
    [InlineData(PlayerTrouble.NoWebSdk, "A browser that opened the link (Firefox, Windows) could not load the Web SDK.")]
    public void Until_the_link_is_spent_nobody_knows_that_it_was_the_player(PlayerTrouble trouble, string words)
    {
        var opened = APicture.Link() with { OpenedAt = APicture.Now, Browser = "Firefox, Windows", Trouble = trouble };

        Assert.Equal(words, Said(Lane(opened)));
        Assert.DoesNotContain("The player opened", Lane(opened).Markup, StringComparison.Ordinal);
        Assert.StartsWith("The player's ", Said(Lane(opened with { SpentAt = APicture.Now })), StringComparison.Ordinal);

        static string Said(IRenderedComponent<SendLinkLane> lane) => lane.Find(".notice[data-trouble]").TextContent.Trim();
    }

    [Fact]
    public void A_link_can_be_revoked_also_when_the_session_takes_none()
    {
        var lane = Lane(APicture.Link(), verdict: new ActionVerdict(false, "The session is reconnecting."));

        lane.Find("[data-revoke-link]").Click();

        Assert.Equal([LinkAct.Revoke], _acts);
    }

    [Fact]
    public void A_revoked_link_says_by_whom_and_offers_nothing_but_a_new_one()
    {
        var lane = Lane(APicture.Link() with { RevokedAt = APicture.Now, RevokedBy = "Jonas" }, isLive: false);

        Assert.Contains("revoked by Jonas", lane.Find(".lane-head").TextContent, StringComparison.Ordinal);
        Assert.Empty(lane.FindAll("[data-revoke-link], [data-new-link]"));
        Assert.Single(lane.FindAll("[data-send-link]"));
    }

    [Fact]
    public void A_page_that_stands_by_is_the_first_choice()
    {
        var lane = Lane(link: null, page: APicture.OpenPage());

        var button = lane.Find("button");
        Assert.Equal("Rescue the open page", button.TextContent);
        Assert.DoesNotContain("primary", lane.Find("[data-send-link]").ClassName, StringComparison.Ordinal);
        button.Click();
        Assert.Equal([LinkAct.RescueOpenPage], _acts);
    }

    [Fact]
    public void An_open_rescue_page_says_where_that_its_player_asks_and_what_went_wrong()
    {
        var page = APicture.OpenPage() with { Kind = StandByKind.RescuePage };
        var words = Lane(link: null, page: page).Find(".open-page").TextContent;
        Assert.Contains("The rescue page is still open in Chrome, Android", words, StringComparison.Ordinal);

        var lane = Lane(
            link: null,
            page: page with
            {
                WantsBackAt = APicture.Now,
                Trouble = PlayerTrouble.NoCandidates,
                OfferStop = "The browser did not ask for video.",
            }
        );

        Assert.NotNull(lane.Find("[data-wants-back] age-clock"));
        Assert.Equal("The player's browser found no network path.", lane.Find("[data-trouble]").TextContent);
        Assert.Equal("The browser did not ask for video.", lane.Find("[data-offer-stop]").TextContent);
        lane.Find("[data-rescue-open-page]").Click();
        Assert.Equal([LinkAct.RescueOpenPage], _acts);
    }

    private IRenderedComponent<SendLinkLane> Lane(
        RescueLink? link,
        bool isLive = true,
        ActionVerdict? verdict = null,
        StandByPage? page = null,
        string limit = ""
    ) =>
        Render<SendLinkLane>(parameters =>
            parameters
                .Add(lane => lane.Session, A.Arn("s1"))
                .Add(lane => lane.Link, link)
                .Add(lane => lane.IsLive, isLive && link is not null)
                .Add(lane => lane.OpenPage, page)
                .Add(lane => lane.Ladder, RescueLadder.Of(null, link))
                .Add(lane => lane.MayAsk, verdict ?? new ActionVerdict(true, ""))
                .Add(lane => lane.Verdict, verdict ?? new ActionVerdict(true, ""))
                .Add(lane => lane.CodePage, "https://rescue.example.com/rescue")
                .Add(lane => lane.Limit, limit)
                .Add(lane => lane.OnAct, _acts.Add)
        );
}
