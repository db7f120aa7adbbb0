using StreamOps.Operations.Acts;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;

namespace StreamOps.Operations.Tests.Players;

/// <summary>What a page finds before <i>Continue playing</i>: the operator reads it, and no stranger speaks for the player.</summary>
public class EarlyReportsTests
{
    [Theory]
    [InlineData(PlayerTrouble.NoWebRtc)]
    [InlineData(PlayerTrouble.NoH264)]
    [InlineData(PlayerTrouble.NoCandidates)]
    [InlineData(PlayerTrouble.NoWebSdk)]
    public async Task What_an_opened_page_finds_stands_on_the_link_and_goes_when_it_is_mended(PlayerTrouble trouble)
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await OpenAsync(stage, await stage.MakeAsync());

        await ReportAsync(stage, pass, trouble);

        Assert.Equal(trouble, stage.Link.Trouble);
        Assert.Null(stage.Link.SpentAt);
        await ReportAsync(stage, pass, PlayerTrouble.None);
        Assert.Equal(PlayerTrouble.None, stage.Link.Trouble);
    }

    [Fact]
    public async Task Before_it_is_spent_the_first_word_stands_with_the_browser_that_said_it_whoever_opens_the_link_after()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var player = await OpenAsync(stage, made, "a", "Firefox, Windows");
        var stranger = await OpenAsync(stage, made, "b", "Chrome, Android");
        await ReportAsync(stage, player, PlayerTrouble.NoH264);

        await OpenAsync(stage, made, "b", "Chrome, Android");
        await ReportAsync(stage, stranger, PlayerTrouble.NoWebRtc, "b");
        await ReportAsync(stage, stranger, PlayerTrouble.None, "b");

        Assert.Equal(("Firefox, Windows", PlayerTrouble.NoH264), (stage.Link.Browser, stage.Link.Trouble));
        Assert.True(stage.Link.IsOpenedByMore);
        await ReportAsync(stage, player, PlayerTrouble.None);
        Assert.Equal(PlayerTrouble.None, stage.Link.Trouble);
        await ReportAsync(stage, stranger, PlayerTrouble.NoWebRtc, "b");
        Assert.Equal(("Chrome, Android", PlayerTrouble.NoWebRtc), (stage.Link.Browser, stage.Link.Trouble));
    }

    [Fact]
    public async Task A_stranger_with_the_forwarded_link_never_speaks_for_the_browser_that_spent_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var stranger = await OpenAsync(stage, made, "b");
        await ReportAsync(stage, stranger, PlayerTrouble.NoWebRtc, "b");
        var player = await stage.SpendAsync(made);
        Assert.Equal(PlayerTrouble.None, stage.Link.Trouble);
        await ReportAsync(stage, player, PlayerTrouble.NoConnection);

        await ReportAsync(stage, stranger, PlayerTrouble.NoH264, "b");
        await ReportAsync(stage, stranger, PlayerTrouble.None, "b");

        Assert.Equal(PlayerTrouble.NoConnection, stage.Link.Trouble);
    }

    [Fact]
    public async Task What_the_same_browser_found_before_it_went_on_stays_until_its_offer_is_healthy()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        await ReportAsync(stage, await OpenAsync(stage, made), PlayerTrouble.NoCandidates);

        var pass = await stage.SpendAsync(made);

        Assert.Equal(PlayerTrouble.NoCandidates, stage.Link.Trouble);
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        Assert.Equal(PlayerTrouble.None, stage.Link.Trouble);
    }

    [Fact]
    public async Task A_second_browser_that_is_let_in_begins_with_nothing_of_the_first()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var first = await stage.SpendAsync(made);
        await stage.OfferAsync(first, offer: "nonsense");
        await ReportAsync(stage, first, PlayerTrouble.NoH264);
        await stage.OpenAsync(made, "b");

        Assert.IsType<CommandResult.Accepted>(await stage.LinkDesk.AllowAsync(stage.Link, Actor.Unproven("Mara")));

        Assert.Equal((PlayerTrouble.None, "", ""), (stage.Link.Trouble, stage.Link.OfferStop, stage.Link.OfferStopRule));
    }

    [Fact]
    public async Task Reports_fill_no_audit()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        for (var turn = 0; turn < 60; turn++)
        {
            var page = $"p{turn % 2}";
            await ReportAsync(stage, await OpenAsync(stage, made, page), PlayerTrouble.NoH264, page);
        }

        Assert.Equal(1 + RescueLinkRules.MostNotes, (await stage.LinkAuditAsync()).Count);
    }

    private static async Task<PlayerPass> OpenAsync(
        PlayerStage stage,
        LinkMaking.Made made,
        string page = "a",
        string browser = "Firefox, Windows"
    ) => Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(made, page, browser)).Pass;

    private static Task ReportAsync(PlayerStage stage, PlayerPass pass, PlayerTrouble trouble, string page = "a") =>
        stage.Players.ReportAsync(pass, PlayerStage.Page(page), trouble, default);
}
