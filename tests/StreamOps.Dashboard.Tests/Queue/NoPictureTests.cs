using Bunit;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Queue;
using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Queue;

/// <summary>The service says CONNECTED, and no frame ever came: said on every face, green on none.</summary>
public sealed class NoPictureTests : MudTest
{
    private readonly QueueBoard _board = new();

    [Fact]
    public void Its_ghost_says_so_as_soon_as_the_page_does_and_stays_until_somebody_could_act()
    {
        _board.Show(Waiting(), isHeld: false, APicture.Now);

        _board.Show(Back(PlayerTrouble.None), isHeld: false, APicture.Now);
        var ending = Assert.Single(_board.Rows).Ending!;
        Assert.Equal(("connected", PictureSight.Awaited, "tone-soon"), (ending.Word, ending.Sight, ending.Tone));
        Assert.Equal(APicture.Now + PictureSights.TimeToTell, _board.NextChange(APicture.Now));

        _board.Show(Back(PlayerTrouble.NoPicture), isHeld: false, APicture.Now.AddSeconds(15));
        var row = Assert.Single(_board.Rows);
        Assert.Equal(("connected, no picture", "tone-critical", false), (row.Ending!.Word, row.Ending.Tone, row.Ending.IsGood));
        Assert.Equal("connected, no picture", row.Ladder.Words);
        _board.Show(Back(PlayerTrouble.NoPicture), isHeld: false, APicture.Now + QueueBoard.NoPictureTime);
        Assert.Empty(_board.Rows);
    }

    [Fact]
    public void Silence_of_the_page_says_so_too_in_time()
    {
        _board.Show(Waiting(), isHeld: false, APicture.Now);
        _board.Show(Back(PlayerTrouble.None), isHeld: false, APicture.Now);

        _board.Show(Back(PlayerTrouble.None), isHeld: false, APicture.Now + PictureSights.TimeToTell);

        Assert.Equal("connected, no picture", Assert.Single(_board.Rows).Ending?.Word);
    }

    [Fact]
    public void A_picture_is_a_recovery_and_fades_as_one()
    {
        _board.Show(Waiting(), isHeld: false, APicture.Now);
        _board.Show(Back(PlayerTrouble.None), isHeld: false, APicture.Now);

        _board.Show(Back(PlayerTrouble.None, APicture.Now.AddSeconds(4)), isHeld: false, APicture.Now.AddSeconds(4));

        Assert.Equal(("recovered", true), (_board.Rows[0].Ending!.Word, _board.Rows[0].Ending!.IsGood));
        _board.Show(Back(PlayerTrouble.None, APicture.Now.AddSeconds(4)), isHeld: false, APicture.Now + QueueBoard.GhostTime);
        Assert.Empty(_board.Rows);
    }

    [Theory]
    [InlineData(PlayerTrouble.None, false, "connected", "tone-soon")]
    [InlineData(PlayerTrouble.NoPicture, false, "connected, no picture", "tone-critical")]
    [InlineData(PlayerTrouble.NoPicture, true, "recovered", "tone-good")]
    public void The_table_of_what_ended_is_green_for_a_picture_alone(PlayerTrouble trouble, bool hasPicture, string word, string tone)
    {
        var picture = Back(trouble, hasPicture ? APicture.Now : null);
        picture = new FleetPicture(picture.Snapshot, picture.Rescues, [APicture.Ended("s1", EpisodeOutcome.Recovered)])
        {
            Links = picture.Links,
        };

        var table = Render<EndedTable>(part =>
            part.Add(it => it.Fleet, picture).Add(it => it.Now, APicture.Now).Add(it => it.AddressOf, id => $"/?session={id}")
        );

        Assert.Equal(word, table.Find(".cell-outcome span").TextContent);
        Assert.Equal(tone, table.Find(".cell-outcome span").ClassName);
    }

    [Theory]
    [InlineData(PictureSight.Awaited, "connected: no word of a picture yet", "tone-soon")]
    [InlineData(PictureSight.Missing, "connected, no picture: the player does not see the game", "tone-critical")]
    [InlineData(PictureSight.Seen, "recovered", "tone-good")]
    public void The_attempt_says_it(PictureSight sight, string words, string tone)
    {
        var panel = Render<AttemptPanel>(parameters => parameters.Add(part => part.Attempt, Attempt(null)).Add(part => part.Sight, sight));

        Assert.Equal($" · {words}", panel.Find("h3 span").TextContent);
        Assert.Equal(tone, panel.Find("h3 span").ClassName);
    }

    [Fact]
    public void The_ladder_says_which_rung_did_not_come()
    {
        var ladder = RescueLadder.Of(Attempt(null), APicture.Link(), sight: PictureSight.Missing);

        var steps = Render<LadderSteps>(part => part.Add(it => it.Ladder, ladder));
        var dots = Render<LadderDots>(part => part.Add(it => it.Ladder, ladder));

        Assert.Contains("did not come", steps.FindAll("li")[^1].TextContent, StringComparison.Ordinal);
        Assert.EndsWith("picture: did not come", dots.Find("[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.DoesNotContain("done", dots.Find(".ladder").ClassName, StringComparison.Ordinal);
    }

    private static FleetPicture Waiting() => APicture.Of(APicture.Waiting("s1", 60));

    private static FleetPicture Back(PlayerTrouble trouble, DateTimeOffset? pictureAt = null) =>
        APicture.Of(APicture.Fleet(APicture.Session("s1")), Attempt(pictureAt)).With(APicture.Link() with { Trouble = trouble });

    private static RescueAttempt Attempt(DateTimeOffset? pictureAt) =>
        APicture.Attempt("s1", RescueState.Connected) with
        {
            Source = OfferSource.Link,
            LinkId = APicture.Link().Id,
            EndedAt = APicture.Now,
            PictureAt = pictureAt,
        };
}
