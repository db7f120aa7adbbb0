using StreamOps.Operations.GameLift;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Rescue;

namespace StreamOps.Operations.Tests.StandBy;

/// <summary>A page that lost its picture may say so, and the game's backend: each is a reason to read the session.</summary>
public class StandByHintsTests
{
    [Fact]
    public async Task A_page_that_says_it_is_lost_has_its_session_read()
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Show(StreamSessionStatus.Connected);
        var pass = await EnterAsync(stage);
        var before = Looks(stage);

        Assert.IsType<PlayerEntry.Admitted>(await stage.Players.LostAsync(pass, PlayerStage.Page(), default));

        await RescueStage.WaitForAsync(() => Looks(stage) > before, "its session is read");
    }

    [Fact]
    public async Task Nobody_says_so_with_a_pass_of_another_page()
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Show(StreamSessionStatus.Connected);
        var pass = await EnterAsync(stage);
        var before = Looks(stage);

        Assert.Equal(PlayerRefusal.Unknown, await PlayerStage.RefusalAsync(stage.Players.LostAsync(pass, PlayerStage.Page("b"), default)));

        Assert.Equal(before, Looks(stage));
    }

    [Fact]
    public async Task A_backend_hints_by_what_it_signed_a_moment_ago_and_by_nothing_else()
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Show(StreamSessionStatus.Connected);
        var before = Looks(stage);

        // A page's ticket is good for longer, and lies in a browser.
        Assert.Equal(PlayerRefusal.LongTicket, Refusal(stage, stage.Ticket()));
        Assert.Equal(PlayerRefusal.ExpiredTicket, Refusal(stage, stage.Ticket(seconds: -1)));
        Assert.Equal(
            PlayerRefusal.ForgedTicket,
            Refusal(stage, stage.Ticket(seconds: 120, key: "another-key-of-thirty-two-bytes-or-more"))
        );
        Assert.Equal(PlayerRefusal.MalformedTicket, Refusal(stage, "no ticket"));
        Assert.Equal(before, Looks(stage));

        Assert.IsType<HintReply.Taken>(stage.Players.Hint(stage.Ticket(seconds: 120)));
        await RescueStage.WaitForAsync(() => Looks(stage) > before, "the session is read");
    }

    private static PlayerRefusal Refusal(PlayerStage stage, string signed) =>
        Assert.IsType<HintReply.TurnedAway>(stage.Players.Hint(signed)).Kind;

    private static async Task<PlayerPass> EnterAsync(PlayerStage stage) =>
        Assert
            .IsType<PlayerEntry.Admitted>(await stage.Players.StandByAsync(stage.Ticket(), PlayerStage.Page(), "Firefox, Windows", default))
            .Pass;

    private static int Looks(PlayerStage stage)
    {
        lock (stage.Rescue.Service.Calls)
        {
            return stage.Rescue.Service.Calls.Count(call => call.Operation == "GetStreamSession");
        }
    }
}
