using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Queue;
using StreamOps.Operations.StandBy;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

public sealed class EpisodeRescueTests
{
    private static readonly Actor Mara = Actor.Unproven("Mara");

    [Theory]
    [InlineData(10, 900, true)]
    [InlineData(-5, 900, false)]
    [InlineData(10, -1, false)]
    public void A_link_is_live_while_its_window_is_open_and_its_session_stands(int secondsLeft, int sessionEndsIn, bool isLive)
    {
        var session = APicture.Waiting("s1", secondsLeft);
        var window = session.Window! with { SessionEnds = APicture.Now.AddSeconds(sessionEndsIn) };

        var episode = EpisodeIn(APicture.Of(session with { Window = window }).With(APicture.Link()));

        Assert.Equal(isLive, episode.IsLinkLive);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(-5, false)]
    public void Before_its_session_is_read_the_clock_alone_says_whether_a_link_is_live(int secondsLeft, bool isLive)
    {
        var link = APicture.Link() with { KnownDeadline = APicture.Now.AddSeconds(secondsLeft) };

        Assert.Equal(isLive, EpisodeIn(APicture.Of().With(link)).IsLinkLive);
    }

    [Theory]
    [InlineData(RescueState.Sent, false)]
    [InlineData(RescueState.Unknown, false)]
    [InlineData(RescueState.Answered, true)]
    [InlineData(RescueState.Failed, true)]
    public void A_second_offer_is_taken_by_hand_once_it_is_known_what_became_of_the_first(RescueState state, bool isTaken)
    {
        var picture = APicture.Of(APicture.Fleet(APicture.Waiting("s1", 60)), APicture.Attempt("s1", state));

        Assert.Equal(isTaken, EpisodeIn(picture, Mara).TakesOffer(isBrought: false));
    }

    [Fact]
    public void Who_only_looks_may_bring_an_offer_and_begins_nothing()
    {
        var episode = EpisodeIn(APicture.Of(APicture.Waiting("s1", 60)).With(APicture.Claim(by: "Jon")), Mara);

        Assert.True(episode.IsLookingOnly);
        Assert.Equal((false, true), (episode.TakesOffer(isBrought: false), episode.TakesOffer(isBrought: true)));
        Assert.Equal((false, true), (episode.Verdict.IsAllowed, episode.SessionVerdict.IsAllowed));
    }

    [Fact]
    public void Of_a_player_who_is_back_by_other_means_no_offer_is_to_be_answered()
    {
        var ask = new StandByAsk(1, Actor.Unproven("Jon").Person, APicture.Now, null);
        var page = APicture.OpenPage() with { Epoch = 1, Waiting = new StandByOffer(ask, new OfferOrigin(OfferSource.StandBy), [1]) };

        Assert.Equal("Jon", EpisodeIn(APicture.Of(APicture.Waiting("s1", 60)).With(null, page)).PageOfferFrom?.Name);
        Assert.Null(EpisodeIn(APicture.Of(APicture.Session()).With(null, page)).PageOfferFrom);
    }

    private static EpisodeRescue EpisodeIn(FleetPicture picture, Actor? reader = null) =>
        new(picture, A.Arn(), Epoch: 1, reader, IsReadOnly: false, APicture.Now);
}
