using StreamOps.Dashboard.Queue;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Queue;

public sealed class QueueBoardTests
{
    private static readonly DateTimeOffset Now = APicture.Now;
    private readonly QueueBoard _board = new();

    [Fact]
    public void An_unchanged_row_is_the_same_object_so_that_it_is_not_drawn_again()
    {
        var session = APicture.Waiting("s1", 60);
        _board.Show(APicture.Of(session), isHeld: false, Now);
        var before = _board.Rows[0];

        _board.Show(APicture.Of(session, APicture.Session("other")), isHeld: false, Now);

        Assert.Same(before, _board.Rows[0]);
    }

    [Fact]
    public void A_row_is_drawn_again_when_its_link_or_its_open_page_changed()
    {
        var picture = APicture.Of(APicture.Waiting("s1", 60)).With(APicture.Link());
        _board.Show(picture, isHeld: false, Now);
        var made = _board.Rows[0];

        _board.Show(picture.With(link: null), isHeld: false, Now);
        Assert.Same(made, _board.Rows[0]);
        _board.Show(picture.With(APicture.Link() with { OpenedAt = Now, Browser = "Firefox" }), isHeld: false, Now);

        Assert.Equal("opened, Firefox", _board.Rows[0].Ladder.Words);
        _board.Show(picture.With(APicture.Link() with { WindowEpoch = 0 }, APicture.OpenPage()), isHeld: false, Now);
        Assert.Equal("game page stands by", _board.Rows[0].Ladder.Words);
    }

    [Fact]
    public void The_row_of_a_new_loss_says_that_the_rescue_page_is_still_open_and_whether_its_player_asks()
    {
        var page = APicture.OpenPage() with { Kind = StandByKind.RescuePage };
        var picture = APicture.Of(APicture.Waiting("s1", 60)).With(APicture.Link() with { WindowEpoch = 0 });

        _board.Show(picture.With(link: null, page), isHeld: false, Now);
        Assert.Equal("the rescue page is still open", _board.Rows[0].Ladder.Words);
        _board.Show(picture.With(link: null, page with { WantsBackAt = Now, Epoch = 0 }), isHeld: false, Now);
        Assert.Equal("the rescue page is still open", _board.Rows[0].Ladder.Words);
        _board.Show(picture.With(link: null, page with { WantsBackAt = Now, Epoch = 1 }), isHeld: false, Now);

        Assert.Equal("the rescue page is still open, its player asks", _board.Rows[0].Ladder.Words);
    }

    [Fact]
    public void A_row_that_left_stays_8_seconds_as_a_ghost_that_says_how_it_ended()
    {
        _board.Show(APicture.Of(APicture.Waiting("s1", 60)), isHeld: false, Now);
        var back = APicture.Of(APicture.Fleet(APicture.Session("s1")), APicture.Attempt("s1", RescueState.Connected));

        _board.Show(back, isHeld: false, Now);

        Assert.Equal("recovered", Assert.Single(_board.Rows).Ending?.Word);
        _board.Show(back, isHeld: false, Now.AddSeconds(7.9));
        Assert.Single(_board.Rows);
        _board.Show(back, isHeld: false, Now.AddSeconds(8));
        Assert.Empty(_board.Rows);
    }

    [Theory]
    [InlineData("CONNECTED", "", "came back")]
    [InlineData("TERMINATED", "reconnectionTimeout", "too late")]
    [InlineData("TERMINATED", "apiTerminated", "terminated")]
    [InlineData("ERROR", "internalError", "ended")]
    [InlineData("TERMINATED", "", "ended")]
    public void A_ghost_speaks_the_outcome(string status, string reason, string word)
    {
        _board.Show(APicture.Of(APicture.Waiting("s1", 60)), isHeld: false, Now);
        var after = APicture.Session("s1", new StreamSessionStatus(status));

        _board.Show(APicture.Of(after with { Session = after.Session with { StatusReason = reason } }), isHeld: false, Now);

        Assert.Equal(word, _board.Rows[0].Ending?.Word);
    }

    [Fact]
    public void Arrivals_stand_below_while_the_pointer_is_over_the_rows_and_only_the_order_waits()
    {
        _board.Show(APicture.Of(APicture.Waiting("s1", 60)), isHeld: false, Now);
        var more = APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 20));

        _board.Show(more, isHeld: true, Now);

        Assert.Equal(["s1", "s2"], _board.Rows.Select(row => row.Arn.Id));
        Assert.Equal("new order", _board.Waiting);
        Assert.Equal("s2", _board.First?.Arn.Id);
        _board.Show(more, isHeld: false, Now);
        Assert.Equal(["s2", "s1"], _board.Rows.Select(row => row.Arn.Id));
        Assert.Empty(_board.Waiting);
    }

    [Fact]
    public void A_ghost_under_the_hand_stays_and_once_it_would_have_faded_it_waits_to_go()
    {
        _board.Show(APicture.Of(APicture.Waiting("s1", 60)), isHeld: false, Now);
        var back = APicture.Of(APicture.Session("s1"));
        _board.Show(back, isHeld: true, Now);
        Assert.Empty(_board.Waiting);

        _board.Show(back, isHeld: true, Now + QueueBoard.GhostTime);

        Assert.Single(_board.Rows);
        Assert.Equal("1 gone", _board.Waiting);
        Assert.Null(_board.NextChange(Now + QueueBoard.GhostTime));
    }

    [Fact]
    public void A_row_that_is_over_is_not_the_one_to_begin_with()
    {
        var picture = APicture.Of(APicture.Waiting("over", -5), APicture.Waiting("saved", 40));

        _board.Show(picture, isHeld: false, Now.AddSeconds(-10));
        Assert.Equal(("over", Now.AddSeconds(-4)), (_board.First?.Arn.Id, _board.NextChange(Now.AddSeconds(-10))));
        _board.Show(picture, isHeld: false, Now);

        Assert.Equal(["over", "saved"], _board.Rows.Select(row => row.Arn.Id));
        Assert.Equal((true, "saved"), (_board.Rows[0].IsOver, _board.First?.Arn.Id));
    }

    [Fact]
    public void Where_nobody_may_act_no_row_is_to_begin_with()
    {
        _board.Show(APicture.Of(APicture.Waiting("s1", 60)), isHeld: false, Now, isReadOnly: true);

        Assert.Null(_board.First);
    }

    [Fact]
    public void A_session_that_the_service_no_longer_knows_leaves_and_says_so()
    {
        _board.Show(APicture.Of(APicture.Waiting("s1", 60)), isHeld: false, Now);
        var gone = APicture.Waiting("s1", 60) with { Window = null, IsListed = false, IsGone = true };

        _board.Show(APicture.Of(gone), isHeld: false, Now);

        Assert.Equal("no longer listed", Assert.Single(_board.Rows).Ending?.Word);
    }

    [Fact]
    public void Values_change_in_place_under_the_hand()
    {
        _board.Show(APicture.Of(APicture.Waiting("s1", 60)), isHeld: false, Now);
        var moved = APicture.Waiting("s1", 60) with { Session = APicture.Session("s1", StreamSessionStatus.Reconnecting).Session };

        _board.Show(APicture.Of(moved), isHeld: true, Now);

        Assert.Equal(StreamSessionStatus.Reconnecting, _board.Rows[0].Session.Status);
    }

    [Fact]
    public void Rows_of_the_first_picture_are_not_new_later_ones_are()
    {
        _board.Show(APicture.Of(APicture.Waiting("s1", 60)), isHeld: false, Now);
        _board.Show(APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 80)), isHeld: false, Now);

        Assert.Equal([false, true], _board.Rows.Select(row => row.IsNew));
    }

    [Fact]
    public void An_attempt_of_an_earlier_episode_does_not_stand_on_the_row()
    {
        var old = APicture.Attempt("s1", RescueState.Connected) with { WindowEpoch = 0 };

        _board.Show(APicture.Of(APicture.Fleet(APicture.Waiting("s1", 60)), old), isHeld: false, Now);

        Assert.Null(_board.Rows[0].Attempt);
    }
}
