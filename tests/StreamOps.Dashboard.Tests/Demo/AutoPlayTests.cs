using StreamOps.Dashboard.Demo;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Demo;

/// <summary>Left alone, the stage plays; it never hurries, and never clicks twice in one pause.</summary>
public sealed class AutoPlayTests
{
    private readonly AutoPlay _auto = new();
    private DateTimeOffset _now = APicture.Now;

    [Fact]
    public void It_goes_from_click_to_click_after_a_pause()
    {
        StoryStep[] story = [StoryStep.Before, StoryStep.Playing, StoryStep.Dropped, StoryStep.RescueOpened];

        Assert.Equal([StageAct.Play, StageAct.Drop, StageAct.OpenRescue, StageAct.AskOpenPage], story.Select(AfterThePause));
        Assert.Equal(StageAct.None, _auto.Due(StoryStep.Connected, _now));
        Assert.Null(_auto.DueAt);
        Assert.Equal(StageAct.Drop, AfterThePause(StoryStep.Picture));
    }

    [Fact]
    public void A_pause_can_be_skipped()
    {
        Assert.Equal(StageAct.None, _auto.Due(StoryStep.Playing, _now));

        _auto.Skip(_now);

        Assert.Equal(StageAct.Drop, _auto.Due(StoryStep.Playing, _now));
        Assert.Equal(StageAct.None, _auto.Due(StoryStep.Playing, _now));
    }

    [Fact]
    public void What_had_no_effect_is_tried_again_later()
    {
        Assert.Equal(StageAct.AskOpenPage, AfterThePause(StoryStep.Offer));
        Assert.True(_auto.DueAt > _now);

        _now = _auto.DueAt!.Value;

        Assert.Equal(StageAct.AskOpenPage, _auto.Due(StoryStep.Offer, _now));
    }

    [Fact]
    public void While_an_attempt_runs_it_keeps_its_hands_off_and_promises_nothing()
    {
        _auto.Due(StoryStep.Offer, _now);

        Assert.Equal(StageAct.None, _auto.Due(StoryStep.Offer, _now.AddHours(1), isUnderWay: true));
        Assert.Null(_auto.DueAt);
        Assert.Equal(StageAct.AskOpenPage, AfterThePause(StoryStep.Offer));
    }

    [Fact]
    public void Stopped_it_does_nothing_and_promises_nothing()
    {
        _auto.Due(StoryStep.Playing, _now);

        _auto.Toggle();

        Assert.Null(_auto.DueAt);
        Assert.Equal(StageAct.None, _auto.Due(StoryStep.Playing, _now.AddHours(1)));
        _auto.Toggle();
        Assert.Equal(StageAct.None, _auto.Due(StoryStep.Playing, _now));
        Assert.NotNull(_auto.DueAt);
    }

    private StageAct AfterThePause(StoryStep step)
    {
        Assert.Equal(StageAct.None, _auto.Due(step, _now));
        Assert.True(_auto.DueAt > _now);
        _now = _auto.DueAt!.Value;
        return _auto.Due(step, _now);
    }
}
