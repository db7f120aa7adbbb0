using Bunit;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Queue;
using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Queue;

/// <summary>The service says CONNECTED, and no frame ever came: said on every face, green on none.</summary>
public sealed class NoPictureTests : MudTest
{
    [Theory]
    [InlineData(PictureSight.Awaited, "connected", "no word of a picture yet", "tone-soon")]
    [InlineData(PictureSight.Missing, "connected, no picture", "the player does not see the game", "tone-critical")]
    [InlineData(PictureSight.Seen, "recovered", "", "tone-good")]
    public void The_ghost_of_its_row_says_it(PictureSight sight, string word, string detail, string tone)
    {
        var ending = new QueueEnding(EpisodeOutcome.Recovered, APicture.Now) { Sight = sight };

        Assert.Equal(
            (word, detail, tone),
            (EndingWords.Word(ending), EndingWords.Detail(ending, termination: null, reader: null), EndingWords.Tone(ending))
        );
    }

    [Theory]
    [InlineData(PlayerTrouble.None, false, "connected", "tone-soon")]
    [InlineData(PlayerTrouble.NoPicture, false, "connected, no picture", "tone-critical")]
    [InlineData(PlayerTrouble.NoPicture, true, "recovered", "tone-good")]
    public void The_table_of_what_ended_is_green_for_a_picture_alone(PlayerTrouble trouble, bool hasPicture, string word, string tone)
    {
        var picture = Back(trouble, hasPicture ? APicture.Now : null);
        picture = picture.With(APicture.Ended("s1", EpisodeOutcome.Recovered));

        var table = Render<EndedTable>(part =>
            part.Add(it => it.Fleet, picture).Add(it => it.Shown, picture.Ended).Add(it => it.Addresses, new PanelAddress("/"))
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
        var dots = Render(LadderDots.Of(ladder));

        Assert.Contains("did not come", steps.FindAll("li")[^1].TextContent, StringComparison.Ordinal);
        Assert.EndsWith("picture: did not come", dots.Find("[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.DoesNotContain("done", dots.Find(".ladder").ClassName, StringComparison.Ordinal);
    }

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
