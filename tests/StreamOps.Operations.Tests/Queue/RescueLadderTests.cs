using StreamOps.Operations.Attempts;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

public sealed class RescueLadderTests
{
    [Theory]
    [InlineData(RescueState.Requested, "–●◐○○–", "API, sending…")]
    [InlineData(RescueState.Sent, "–●◐○○–", "API, sending…")]
    [InlineData(RescueState.Unknown, "–●◐○○–", "API, outcome unknown")]
    [InlineData(RescueState.Answered, "–●●○○–", "answer ready")]
    [InlineData(RescueState.Delivered, "–●●◐○–", "answer copied")]
    [InlineData(RescueState.Connected, "–●●●●–", "connected")]
    [InlineData(RescueState.Failed, "–●○○○–", "failed")]
    [InlineData(RescueState.Expired, "–●○○○–", "too late")]
    [InlineData(RescueState.Abandoned, "–●○○○–", "given up")]
    [InlineData(RescueState.Superseded, "–●○○○–", "came back without us")]
    public void Every_state_has_its_rungs_and_words(RescueState state, string rungs, string words)
    {
        var ladder = RescueLadder.Of(APicture.Attempt("s1", state));

        Assert.Equal(rungs, string.Concat(ladder.Rungs.Select(Sign)));
        Assert.Equal(words, ladder.Words);
    }

    [Theory]
    [InlineData(RescueState.Connected, "–●●●●–")]
    [InlineData(RescueState.Expired, "–●●○○–")]
    [InlineData(RescueState.Superseded, "–●●○○–")]
    public void A_copied_answer_ends_its_rung_with_the_services_word(RescueState end, string rungs)
    {
        var copied = APicture.Attempt("s1", end) with { AnsweredAt = APicture.Now, DeliveredAt = APicture.Now, EndedAt = APicture.Now };

        Assert.Equal(rungs, Signs(RescueLadder.Of(copied)));
    }

    [Fact]
    public void Nobody_on_it_is_waiting_and_a_healthy_offer_fills_its_rung()
    {
        Assert.Equal("○○○○○○", Signs(RescueLadder.Of(attempt: null)));
        Assert.Equal("–●○○○–", Signs(RescueLadder.Of(attempt: null, isOfferHealthy: true)));
    }

    [Fact]
    public void The_six_rungs_of_a_link_fill_one_after_the_other()
    {
        var link = APicture.Link();
        AssertLadder("○○○○○○", "link made, not opened", null, link);
        link = link with { OpenedAt = APicture.Now.AddSeconds(-4), Browser = "Firefox, Windows" };
        AssertLadder("●○○○○○", "opened, Firefox, Windows", null, link);
        link = link with { SpentAt = APicture.Now, OfferHealthyAt = APicture.Now };
        AssertLadder("●●○○○○", "offer healthy", null, link);

        AssertLadder("●●◐○○○", "API, sending…", ByLink(RescueState.Sent), link);
        AssertLadder("●●●○○○", "answer on its way", ByLink(RescueState.Answered), link);
        AssertLadder("●●●◐○○", "answer handed over", ByLink(RescueState.Delivered), link);
        var applied = ByLink(RescueState.Delivered) with { AnswerAppliedAt = APicture.Now };
        AssertLadder("●●●●○○", "answer applied", applied, link);
        var connected = applied with { State = RescueState.Connected, EndedAt = APicture.Now };
        AssertLadder("●●●●●○", "connected", connected, link);
        AssertLadder("●●●●●●", "connected, picture", connected with { PictureAt = APicture.Now }, link);
    }

    [Fact]
    public void How_long_ago_the_link_was_opened_ticks_in_the_browser()
    {
        var opened = APicture.Link() with { OpenedAt = APicture.Now.AddSeconds(-4) };

        Assert.Equal(APicture.Now.AddSeconds(-4), RescueLadder.Of(null, opened).Since);
        Assert.Equal("opened", RescueLadder.Of(null, opened).Words);
        Assert.Null(RescueLadder.Of(ByLink(RescueState.Sent), opened).Since);
    }

    [Fact]
    public void What_the_page_was_stopped_by_stands_on_the_row()
    {
        var opened = APicture.Link() with { OpenedAt = APicture.Now };

        AssertLadder("●○○○○○", "offer stopped", null, opened with { OfferStop = "This browser cannot play H.264 here." });
        AssertLadder("●○○○○○", "the page reports trouble", null, opened with { Trouble = PlayerTrouble.NoWebRtc });
        AssertLadder("○○○○○○", "link revoked", null, opened with { RevokedAt = APicture.Now });
    }

    [Fact]
    public void A_page_that_goes_on_after_a_failed_attempt_begins_a_new_ladder()
    {
        var failed = ByLink(RescueState.Failed);
        var before = APicture.Link() with { OpenedAt = failed.EndedAt!.Value.AddSeconds(-9) };

        AssertLadder("●●○○○○", "failed", failed, before);
        AssertLadder("●●○○○○", "offer healthy", failed, before with { OfferHealthyAt = failed.EndedAt.Value.AddSeconds(1) });
        AssertLadder(
            "–●●◐○–",
            "answer copied",
            APicture.Attempt("s1", RescueState.Delivered),
            before with
            {
                MadeAt = APicture.Now.AddSeconds(-30),
                OpenedAt = null,
            }
        );
    }

    [Fact]
    public void By_hand_the_first_and_the_last_rung_stay_dashes_though_a_link_stands()
    {
        AssertLadder("–●◐○○–", "API, sending…", APicture.Attempt("s1", RescueState.Sent), APicture.Link() with { OpenedAt = APicture.Now });
    }

    [Fact]
    public void A_takeover_is_called_by_its_name()
    {
        var takeover = APicture.Attempt("s1", RescueState.Delivered) with { Source = OfferSource.Capture };

        AssertLadder("–●●◐○–", "takeover, connecting", takeover, APicture.Link() with { MadeAt = APicture.Now.AddMinutes(-1) });
    }

    private static RescueAttempt ByLink(RescueState state) =>
        APicture.Attempt("s1", state) with
        {
            Source = OfferSource.Link,
            LinkId = APicture.Link().Id,
        };

    private static void AssertLadder(string rungs, string words, RescueAttempt? attempt, RescueLink link)
    {
        var ladder = RescueLadder.Of(attempt, link);
        Assert.Equal((rungs, words), (Signs(ladder), ladder.Words));
    }

    private static string Signs(RescueLadder ladder) => string.Concat(ladder.Rungs.Select(Sign));

    private static char Sign(Rung rung) =>
        rung switch
        {
            Rung.None => '–',
            Rung.Empty => '○',
            Rung.Half => '◐',
            _ => '●',
        };
}
