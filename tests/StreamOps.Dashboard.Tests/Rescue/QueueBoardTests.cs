using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Tests.Rescue;

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
    public void Arrivals_wait_while_the_pointer_is_over_the_rows()
    {
        _board.Show(APicture.Of(APicture.Waiting("s1", 60)), isHeld: false, Now);
        var more = APicture.Of(APicture.Waiting("s1", 60), APicture.Waiting("s2", 20));

        _board.Show(more, isHeld: true, Now);

        Assert.Equal(["s1"], _board.Rows.Select(row => row.Arn.Id));
        Assert.Equal(1, _board.Arrivals);
        _board.Show(more, isHeld: false, Now);
        Assert.Equal(["s2", "s1"], _board.Rows.Select(row => row.Arn.Id));
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
