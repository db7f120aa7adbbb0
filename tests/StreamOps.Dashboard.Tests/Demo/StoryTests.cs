using StreamOps.Dashboard.Demo;
using StreamOps.Dashboard.Live;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Demo;

/// <summary>Each step of the story is ticked by what is so.</summary>
public sealed class StoryTests
{
    [Theory]
    [InlineData(false, StoryStep.Before)]
    [InlineData(true, StoryStep.Playing)]
    public void Before_the_first_loss_the_players_page_alone_tells(bool isPlaying, StoryStep step) =>
        Assert.Equal(step, StepOf(APicture.Of(APicture.Session()), epoch: null, isPlaying));

    [Fact]
    public void A_loss_is_ticked_by_the_board_and_the_opened_rescue_by_the_panel()
    {
        var lost = APicture.Of(APicture.Waiting("s1", 60));

        Assert.Equal(StoryStep.Dropped, StepOf(lost));
        Assert.Equal(StoryStep.RescueOpened, StepOf(lost, isRescueOpen: true));
    }

    [Fact]
    public void A_link_an_asked_page_or_an_attempt_ticks_the_fourth()
    {
        var lost = APicture.Of(APicture.Waiting("s1", 60));

        Assert.Equal(StoryStep.Offer, StepOf(lost.With(APicture.Link())));
        Assert.Equal(StoryStep.Offer, StepOf(lost.With(link: null, APicture.OpenPage() with { AskedBy = "Mara" })));
        Assert.Equal(StoryStep.Offer, StepOf(With(RescueState.Requested, picture: false)));
        Assert.Equal(StoryStep.Dropped, StepOf(lost.With(APicture.Link() with { RevokedAt = APicture.Now }, APicture.OpenPage())));
        Assert.Equal(StoryStep.Dropped, StepOf(lost.With(APicture.Link() with { WindowEpoch = 0 })));
    }

    [Fact]
    public void Connected_is_the_services_word_and_picture_the_players()
    {
        Assert.Equal(StoryStep.Offer, StepOf(With(RescueState.Delivered, picture: true)));
        Assert.Equal(StoryStep.Connected, StepOf(With(RescueState.Connected, picture: false)));
        Assert.Equal(StoryStep.Picture, StepOf(With(RescueState.Connected, picture: true)));
    }

    [Fact]
    public void The_next_loss_begins_the_story_anew() =>
        Assert.Equal(StoryStep.Dropped, StepOf(Second(With(RescueState.Connected, picture: true)), epoch: 2));

    private static FleetPicture With(RescueState state, bool picture) =>
        APicture.Of(
            APicture.Fleet(APicture.Waiting("s1", 60)),
            APicture.Attempt("s1", state) with
            {
                PictureAt = picture ? APicture.Now : null,
            }
        );

    private static FleetPicture Second(FleetPicture first)
    {
        var lost = APicture.Waiting("s1", 100);
        return APicture.Of(APicture.Fleet(lost with { Window = lost.Window! with { Epoch = 2 } }), [.. first.Rescues.Values]);
    }

    private static StoryStep StepOf(FleetPicture fleet, long? epoch = 1, bool isPlaying = true, bool isRescueOpen = false) =>
        Story.StepOf(fleet, A.Arn("s1"), epoch, isPlaying, isRescueOpen);
}
