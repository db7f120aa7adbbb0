using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

public sealed class WaitingSessionsTests
{
    [Fact]
    public void The_nearest_deadline_comes_first()
    {
        var picture = APicture.Of(APicture.Waiting("calm", 112), APicture.Waiting("worst", 19), APicture.Waiting("soon", 48));

        Assert.Equal(["worst", "soon", "calm"], picture.Waiting.Select(row => row.Arn.Id));
    }

    [Fact]
    public void Of_those_with_the_same_second_left_who_was_seen_first_stays_first()
    {
        // A part of a second is less than anybody knows of a deadline.
        var first = Sooner(APicture.Waiting("b", 61), milliseconds: 500);
        var later = APicture.Waiting("a", 60) with { StatusSinceLatest = first.StatusSinceLatest.AddSeconds(1) };
        var sooner = APicture.Waiting("c", 59) with { StatusSinceLatest = first.StatusSinceLatest.AddSeconds(2) };

        Assert.Equal(["c", "b", "a"], APicture.Of(first, later, sooner).Waiting.Select(row => row.Arn.Id));

        static LiveStreamSession Sooner(LiveStreamSession session, int milliseconds) =>
            session with
            {
                Window = session.Window! with { EnteredExpected = session.Window.EnteredExpected.AddMilliseconds(-milliseconds) },
            };
    }

    [Fact]
    public void A_connected_player_does_not_wait()
    {
        Assert.Empty(APicture.Of(APicture.Session()).Waiting);
    }

    [Theory]
    [InlineData("PENDING_CLIENT_RECONNECTION")]
    [InlineData("ACTIVE")]
    public void Nobody_waits_whom_the_service_does_not_know(string status)
    {
        var gone = APicture.Session("s1", new StreamSessionStatus(status)) with { IsListed = false, IsGone = true };

        Assert.Empty(APicture.Of(APicture.Fleet(gone), APicture.Attempt("s1", RescueState.Answered)).Waiting);
    }

    [Theory]
    [InlineData("RECONNECTING")]
    [InlineData("ACTIVE")]
    public void After_our_call_the_player_stays_until_connected(string status)
    {
        var session = APicture.Session("s1", new StreamSessionStatus(status)) with { WasConnected = false };

        var picture = APicture.Of(APicture.Fleet(session), APicture.Attempt("s1", RescueState.Answered));

        Assert.Single(picture.Waiting);
    }

    [Fact]
    public void A_session_no_client_ever_reached_is_told_apart_after_15_seconds()
    {
        var session = APicture.Session("s1", StreamSessionStatus.Active) with { WasConnected = false };
        var due = session.StatusSinceLatest + TimeSpan.FromSeconds(15);
        var reel = new QueueReel();

        var early = reel.Show(APicture.Of(session), due - TimeSpan.FromMilliseconds(1));
        Assert.Equal(due, reel.NextChange);
        var late = reel.Show(APicture.Of(session), due);

        Assert.Empty(early.Waiting);
        Assert.Empty(early.NeverArrived);
        Assert.Empty(late.Waiting);
        Assert.Single(late.NeverArrived);
    }
}
