using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Queue;

/// <summary>What a row knows of its player: who has them in hand, and what may be done.</summary>
public sealed class QueueRowTests
{
    private static readonly QueueRow Waiting = new(APicture.Waiting("s1", 60), Attempt: null, "Lobby", StreamGroupStatus.Active);

    [Fact]
    public void Nobody_has_a_player_for_whom_nothing_was_done() => Assert.Null(Waiting.Holder);

    [Fact]
    public void Who_sent_has_the_player_until_the_attempt_is_over()
    {
        Assert.Equal("Mara", (Waiting with { Attempt = APicture.Attempt("s1", RescueState.Sent) }).Holder);
        Assert.Null((Waiting with { Attempt = APicture.Attempt("s1", RescueState.Failed) }).Holder);
    }

    [Fact]
    public void Who_handed_a_link_out_has_the_player_until_it_is_revoked()
    {
        var link = APicture.Link() with { Operator = "Jonas" };

        Assert.Equal("Jonas", (Waiting with { Link = link }).Holder);
        Assert.Equal("Jonas", (Waiting with { Link = link, Attempt = APicture.Attempt("s1", RescueState.Failed) }).Holder);
        Assert.Equal("Mara", (Waiting with { Link = link, Attempt = APicture.Attempt("s1", RescueState.Sent) }).Holder);
        Assert.Null((Waiting with { Link = link with { RevokedAt = APicture.Now } }).Holder);
    }

    [Fact]
    public void Who_left_the_queue_was_had_by_the_attempt_alone()
    {
        var left = Waiting with { Ending = new QueueEnding(EpisodeOutcome.Recovered, APicture.Now), Link = APicture.Link() };

        Assert.Null(left.Holder);
        Assert.Equal("Mara", (left with { Attempt = APicture.Attempt("s1", RescueState.Connected) }).Holder);
    }

    [Fact]
    public void A_row_says_of_its_session_what_every_other_screen_says()
    {
        LiveStreamSession[] sessions =
        [
            Waiting.Session,
            APicture.Session(),
            APicture.Session("s1", StreamSessionStatus.Terminated),
            Waiting.Session with
            {
                IsGone = true,
            },
        ];

        Assert.All(
            sessions,
            session =>
                Assert.Equal(
                    APicture.Of(session).VerdictFor(session, StreamSessionAction.Rescue, isReadOnly: false),
                    (Waiting with { Session = session }).Verdict(isReadOnly: false)
                )
        );
    }
}
