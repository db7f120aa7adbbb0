using StreamOps.Operations.Attempts;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Attempts;

public sealed class PictureSightTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(OfferSource.Link, RescueState.Delivered, PictureSight.Awaited)]
    [InlineData(OfferSource.Link, RescueState.Connected, PictureSight.Awaited)]
    [InlineData(OfferSource.StandBy, RescueState.Connected, PictureSight.Awaited)]
    [InlineData(OfferSource.Paste, RescueState.Connected, PictureSight.Untold)]
    [InlineData(OfferSource.Capture, RescueState.Connected, PictureSight.Untold)]
    [InlineData(OfferSource.Link, RescueState.Sent, PictureSight.Untold)]
    [InlineData(OfferSource.Link, RescueState.Expired, PictureSight.Untold)]
    public void Without_a_word_of_the_page_it_is_awaited_where_there_is_a_page(OfferSource source, RescueState state, PictureSight sight)
    {
        Assert.Equal(sight, PictureSights.Of(Attempt(source, state), PlayerTrouble.None, Now));
    }

    [Theory]
    [InlineData(PlayerTrouble.None, PictureSight.Awaited)]
    [InlineData(PlayerTrouble.NoCandidates, PictureSight.Awaited)]
    [InlineData(PlayerTrouble.NoPicture, PictureSight.Missing)]
    [InlineData(PlayerTrouble.NoConnection, PictureSight.Missing)]
    [InlineData(PlayerTrouble.AnswerNotTaken, PictureSight.Missing)]
    public void The_page_s_word_says_that_there_is_none(PlayerTrouble trouble, PictureSight sight)
    {
        Assert.Equal(sight, PictureSights.Of(Attempt(OfferSource.Link, RescueState.Connected), trouble, Now));
    }

    [Fact]
    public void A_rescue_page_that_says_nothing_has_none_after_20_seconds()
    {
        var attempt = Attempt(OfferSource.Link, RescueState.Connected);

        Assert.Equal(PictureSight.Awaited, PictureSights.Of(attempt, PlayerTrouble.None, Now.AddSeconds(19.9)));
        Assert.Equal(PictureSight.Missing, PictureSights.Of(attempt, PlayerTrouble.None, Now.AddSeconds(20)));
    }

    [Fact]
    public void A_rescue_page_that_stood_by_and_says_nothing_has_none_after_20_seconds_either()
    {
        var attempt = Attempt(OfferSource.StandBy, RescueState.Connected) with { LinkId = Guid.NewGuid() };

        Assert.Equal(PictureSight.Awaited, PictureSights.Of(attempt, PlayerTrouble.None, Now.AddSeconds(19.9)));
        Assert.Equal(PictureSight.Missing, PictureSights.Of(attempt, PlayerTrouble.None, Now.AddSeconds(20)));
    }

    [Fact]
    public void Frames_that_rose_are_their_own_proof()
    {
        var attempt = Attempt(OfferSource.Link, RescueState.Connected) with { PictureAt = Now };

        Assert.Equal(PictureSight.Seen, PictureSights.Of(attempt, PlayerTrouble.NoConnection, Now.AddHours(1)));
    }

    [Fact]
    public void A_game_s_page_that_cannot_count_frames_is_not_said_to_see_nothing()
    {
        var attempt = Attempt(OfferSource.StandBy, RescueState.Connected);

        Assert.Equal(PictureSight.Awaited, PictureSights.Of(attempt, PlayerTrouble.None, Now.AddHours(1)));
    }

    private static RescueAttempt Attempt(OfferSource source, RescueState state) =>
        new()
        {
            Id = new Guid("7d41aa11-0000-0000-0000-000000000001"),
            Session = A.Arn("s1"),
            WindowEpoch = 1,
            Number = 1,
            ClientToken = "9f2c77aa-1c2d-4e5f-8a9b-0c1d2e3fa4e1",
            Operator = "Mara",
            State = state,
            Source = source,
            RequestedAt = Now,
            AnsweredAt = state == RescueState.Sent ? null : Now,
            EndedAt = state.IsEnd() ? Now : null,
            Deadline = Now.AddMinutes(1),
        };
}
