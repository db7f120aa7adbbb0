using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Links;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Players;

namespace StreamOps.Operations.Tests.Background;

/// <summary>Who keeps house goes on after a defect: one that ended it would end the host.</summary>
public class KeepersTests
{
    [Fact]
    public async Task A_defect_in_keeping_links_does_not_end_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var log = new CapturingLog();

        // No tickets to forget: a defect in each round.
        await GoesOnAsync(new LinkKeeper(stage.LinkSteps, null!, stage.Asks, stage.Rescue.Time, log.CreateLogger<LinkKeeper>()), log);
    }

    [Fact]
    public async Task A_defect_in_keeping_rescues_does_not_end_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var log = new CapturingLog();

        await GoesOnAsync(new RescueKeeper(stage.Rescue.Recovery, null!, stage.Rescue.Time, log.CreateLogger<RescueKeeper>()), log);
    }

    [Fact]
    public async Task What_the_last_process_left_is_up_before_anybody_is_let_in()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.MakeAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Actor.Unproven("Mara"));
        await stage.Rescue.CommitWithoutCallAsync();

        // The next one, that has read nothing yet.
        await using var next = stage.Rescue.AfterKill(TaskScheduler.Default);
        using var rescues = next.Keeper;
        await rescues.StartAsync(default);
        Assert.Contains(stage.Session, next.Steps.Board.Current);

        using var claims = new ClaimKeeper(
            new ClaimLedger(next.Store),
            next.ClaimBoard,
            next.Clock,
            next.Time,
            NullLogger<ClaimKeeper>.Instance
        );
        await claims.StartAsync(default);
        Assert.Contains(stage.Session, next.ClaimBoard.Current);

        await using var players = PlayerStage.Over(next);
        await players.Keeper.StartAsync(default);
        Assert.Contains(stage.Session, players.LinkSteps.Board.Current);
    }

    private static async Task GoesOnAsync(BackgroundService keeper, CapturingLog log)
    {
        using (keeper)
        {
            await keeper.StartAsync(default);
            await Rescue.RescueStage.WaitForAsync(
                () => keeper.ExecuteTask!.IsCompleted || log.Lines.Any(line => line.Contains("begins anew", StringComparison.Ordinal)),
                "it breaks off"
            );

            Assert.False(keeper.ExecuteTask!.IsCompleted);
            await keeper.StopAsync(default);
        }
    }
}
