using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Queue;
using StreamOps.Operations.StandBy;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

/// <summary>The picture from change to change: who waits, who left and how, and what is to be begun with.</summary>
public sealed class QueueBookTests
{
    private static readonly DateTimeOffset Now = APicture.Now;
    private readonly QueueReel _reel = new();

    [Fact]
    public void An_unchanged_row_is_the_same_object_so_that_it_is_not_drawn_again()
    {
        var session = APicture.Waiting("s1", 60);
        var before = _reel.Show(APicture.Of(session));

        var after = _reel.Show(APicture.Of(session, APicture.Session("other")));

        Assert.Same(before.Waiting[0], after.Waiting[0]);
        Assert.Equal(before.QueueVersion, after.QueueVersion);
    }

    [Fact]
    public void How_many_play_is_said_at_once_and_then_once_a_second_at_most()
    {
        Assert.Equal(1, Said(0, sessions: 1));
        Assert.Null(_reel.NextChange);

        Assert.Equal((1, 1), (Said(0.1, sessions: 2), Said(0.9, sessions: 3)));
        Assert.Equal(Now.AddSeconds(1), _reel.NextChange);
        Assert.Equal(3, Said(1, sessions: 3));
        Assert.Null(_reel.NextChange);
        Assert.Equal(4, Said(2.5, sessions: 4));

        int Said(double seconds, int sessions) =>
            _reel
                .Show(APicture.Of([.. Enumerable.Range(0, sessions).Select(n => APicture.Session($"s{n}"))]), Now.AddSeconds(seconds))
                .LiveInPassing;
    }

    [Fact]
    public void A_session_is_found_by_its_id_without_a_walk_through_all_that_are_there()
    {
        var rescued = APicture.Attempt("rescued", RescueState.Connected);
        var picture = _reel.Show(APicture.Of(APicture.Fleet(APicture.Session("s1"), APicture.Session("s2")), rescued));

        // What is not in there cannot be walked through.
        var bare = picture with
        {
            Snapshot = FleetSnapshot.Empty,
            Rescues = APicture.Of().Rescues,
        };
        Assert.Equal(A.Arn("s2"), bare.Find("s2"));
        Assert.Equal(rescued.Session, bare.Find("rescued"));

        var gone = _reel.Show(APicture.Of(APicture.Fleet(APicture.Session("s1")), rescued));
        Assert.Null(gone.Find("s2"));
        Assert.Equal(A.Arn("s1"), gone.Find("s1"));
        Assert.Null(_reel.Show(APicture.Of()).Find("rescued"));
    }

    [Fact]
    public void A_row_is_another_when_its_link_or_its_open_page_changed()
    {
        var picture = APicture.Of(APicture.Waiting("s1", 60)).With(APicture.Link());
        var made = _reel.Show(picture).Waiting[0];

        Assert.Same(made, _reel.Show(picture.With(link: null)).Waiting[0]);
        var opened = _reel.Show(picture.With(APicture.Link() with { OpenedAt = Now, Browser = "Firefox" }));
        var earlier = _reel.Show(picture.With(APicture.Link() with { WindowEpoch = 0 }, APicture.OpenPage()));

        Assert.Equal("opened, Firefox", opened.Waiting[0].Ladder.Words);
        Assert.Equal("game page stands by", earlier.Waiting[0].Ladder.Words);
    }

    [Fact]
    public void The_row_of_a_new_loss_says_that_the_rescue_page_is_still_open_and_whether_its_player_asks()
    {
        var page = APicture.OpenPage() with { Kind = StandByKind.RescuePage };
        var picture = APicture.Of(APicture.Waiting("s1", 60)).With(APicture.Link() with { WindowEpoch = 0 });

        Assert.Equal("the rescue page is still open", Words(page));
        Assert.Equal("the rescue page is still open", Words(page with { WantsBackAt = Now, Epoch = 0 }));
        Assert.Equal("the rescue page is still open, its player asks", Words(page with { WantsBackAt = Now, Epoch = 1 }));

        string Words(StandByPage standBy) => _reel.Show(picture.With(link: null, standBy)).Waiting[0].Ladder.Words;
    }

    [Fact]
    public void Who_left_stays_8_seconds_as_a_ghost_that_knows_how()
    {
        _reel.Show(APicture.Of(APicture.Waiting("s1", 60)));
        var back = APicture.Of(APicture.Fleet(APicture.Session("s1")), APicture.Attempt("s1", RescueState.Connected));

        var left = _reel.Show(back);

        Assert.Empty(left.Waiting);
        Assert.Equal(EpisodeOutcome.Recovered, left.RowOf(A.Arn("s1"))?.Ending?.Outcome);
        Assert.Single(_reel.Show(back, Now.AddSeconds(7.9)).Left);
        Assert.Empty(_reel.Show(back, Now.AddSeconds(8)).Left);
    }

    [Theory]
    [InlineData("CONNECTED", "", EpisodeOutcome.CameBack, true)]
    [InlineData("TERMINATED", "reconnectionTimeout", EpisodeOutcome.TooLate, false)]
    [InlineData("TERMINATED", "apiTerminated", EpisodeOutcome.Terminated, false)]
    [InlineData("ERROR", "internalError", EpisodeOutcome.Ended, false)]
    [InlineData("TERMINATED", "", EpisodeOutcome.Ended, false)]
    public void A_ghost_knows_the_outcome(string status, string reason, EpisodeOutcome outcome, bool isGood)
    {
        _reel.Show(APicture.Of(APicture.Waiting("s1", 60)));
        var after = APicture.Session("s1", new StreamSessionStatus(status));

        var left = _reel.Show(APicture.Of(after with { Session = after.Session with { StatusReason = reason } }));

        var ending = left.Left[A.Arn("s1")].Ending!;
        Assert.Equal((outcome, isGood, reason), (ending.Outcome, ending.IsGood, ending.StatusReason));
    }

    [Fact]
    public void A_session_that_the_service_no_longer_knows_leaves_and_one_that_left_the_list_is_looked_for()
    {
        _reel.Show(APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 70)));
        var gone = APicture.Waiting("s1", 60) with { Window = null, IsListed = false, IsGone = true };

        var left = _reel.Show(APicture.Of(gone)).Left;

        Assert.Equal(EpisodeOutcome.NoLongerListed, left[A.Arn("s1")].Ending?.Outcome);
        Assert.Equal(EpisodeOutcome.Open, left[A.Arn("s2")].Ending?.Outcome);
    }

    [Fact]
    public void Who_comes_back_into_the_queue_is_no_ghost_any_more()
    {
        _reel.Show(APicture.Of(APicture.Waiting("s1", 60)));
        _reel.Show(APicture.Of(APicture.Session("s1")));

        var again = _reel.Show(APicture.Of(APicture.Waiting("s1", 110)));

        Assert.Empty(again.Left);
        Assert.Null(Assert.Single(again.Waiting).Ending);
    }

    [Fact]
    public void A_row_that_is_over_is_not_the_one_to_begin_with()
    {
        var picture = APicture.Of(APicture.Waiting("over", -5), APicture.Waiting("saved", 40));

        var before = _reel.Show(picture, Now.AddSeconds(-10));
        Assert.Equal(("over", Now.AddSeconds(-4)), (before.First?.Arn.Id, _reel.NextChange));
        var after = _reel.Show(picture);

        Assert.Equal(["over", "saved"], after.Waiting.Select(row => row.Arn.Id));
        Assert.Equal((true, "saved"), (after.Waiting[0].IsOver, after.First?.Arn.Id));
    }

    [Fact]
    public void Where_nobody_may_act_no_row_is_to_begin_with() =>
        Assert.Null(new QueueReel(isReadOnly: true).Show(APicture.Of(APicture.Waiting("s1", 60))).First);

    [Fact]
    public void An_attempt_of_an_earlier_episode_does_not_stand_on_the_row()
    {
        var old = APicture.Attempt("s1", RescueState.Connected) with { WindowEpoch = 0 };

        Assert.Null(_reel.Show(APicture.Of(APicture.Fleet(APicture.Waiting("s1", 60)), old)).Waiting[0].Attempt);
    }

    [Fact]
    public void A_group_that_takes_nobody_back_any_more_changes_its_rows_and_no_others()
    {
        var before = _reel.Show(APicture.Of(APicture.Waiting("s1", 60)));
        var snapshot = before.Snapshot with
        {
            Groups = before.Snapshot.Groups.SetItem(
                A.Group,
                new LiveStreamGroup(A.StreamGroup() with { Status = StreamGroupStatus.Deleting })
            ),
        };

        var after = _reel.Show(APicture.Of(snapshot));

        Assert.Equal((A.Arn("s1"), null), (before.First?.Arn, after.First));
    }

    [Fact]
    public void Without_a_picture_the_ghost_says_so_as_soon_as_the_page_does_and_stays_until_somebody_could_act()
    {
        _reel.Show(APicture.Of(APicture.Waiting("s1", 60)));

        var awaited = _reel.Show(Back(PlayerTrouble.None));
        Assert.Equal(PictureSight.Awaited, Sight(awaited));
        Assert.Equal(Now + PictureSights.TimeToTell, _reel.NextChange);

        var missing = _reel.Show(Back(PlayerTrouble.NoPicture), Now.AddSeconds(15));
        Assert.Equal((PictureSight.Missing, 1), (Sight(missing), missing.WithoutPicture));
        Assert.Equal("connected, no picture", missing.Left[A.Arn("s1")].Ladder.Words);
        Assert.Empty(_reel.Show(Back(PlayerTrouble.NoPicture), Now + QueueEnding.NoPictureTime).Left);
    }

    [Fact]
    public void A_recovery_says_in_which_time_once_its_end_is_written_and_nobody_else_is_looked_at_for_it()
    {
        _reel.Show(APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 60)));
        var back = APicture.Of(
            APicture.Fleet(APicture.Session("s1"), APicture.Session("s2")),
            APicture.Attempt("s1", RescueState.Connected)
        );
        _reel.Show(back);
        var looks = _reel.Looks;

        var told = _reel.Show(back.With(APicture.Ended("s1", EpisodeOutcome.Recovered)));

        Assert.NotNull(told.Left[A.Arn("s1")].Ending?.Episode);
        Assert.Equal(1, _reel.Looks - looks);
    }

    [Fact]
    public void Silence_of_the_page_says_so_too_in_time_and_takes_it_from_those_who_recovered()
    {
        _reel.Show(APicture.Of(APicture.Waiting("s1", 60)));
        var ended = APicture.Ended("s1", EpisodeOutcome.Recovered);
        var seen = Back(PlayerTrouble.None, Now.AddSeconds(4)).With(ended);
        Assert.Equal(1, _reel.Show(seen, Now.AddSeconds(4)).Recovered);

        _reel.Show(Back(PlayerTrouble.None).With(ended));
        var silent = _reel.Show(Back(PlayerTrouble.None).With(ended), Now + PictureSights.TimeToTell);

        Assert.Equal((PictureSight.Missing, 0), (Sight(silent), silent.Recovered));
    }

    [Fact]
    public void A_picture_is_a_recovery_and_fades_as_one()
    {
        _reel.Show(APicture.Of(APicture.Waiting("s1", 60)));
        _reel.Show(Back(PlayerTrouble.None));
        var seen = Back(PlayerTrouble.None, Now.AddSeconds(4));

        Assert.True(_reel.Show(seen, Now.AddSeconds(4)).Left[A.Arn("s1")].Ending?.IsGood);
        Assert.Empty(_reel.Show(seen, Now + QueueEnding.GhostTime).Left);
    }

    private static PictureSight? Sight(FleetPicture picture) => picture.Left[A.Arn("s1")].Ending?.Sight;

    private static FleetPicture Back(PlayerTrouble trouble, DateTimeOffset? pictureAt = null) =>
        APicture
            .Of(
                APicture.Fleet(APicture.Session("s1")),
                APicture.Attempt("s1", RescueState.Connected) with
                {
                    Source = OfferSource.Link,
                    LinkId = APicture.Link().Id,
                    EndedAt = Now,
                    PictureAt = pictureAt,
                }
            )
            .With(APicture.Link() with { Trouble = trouble });
}
