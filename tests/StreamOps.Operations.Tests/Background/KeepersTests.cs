using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Links;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Operations.Tests.Store;

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
        await Task.WhenAll(rescues.StopAsync(default), claims.StopAsync(default), players.Keeper.StopAsync(default));
    }

    [Fact]
    public async Task A_defect_in_the_first_read_ends_no_start_and_all_is_up_once_it_is_gone()
    {
        BrokenDisk? disk = null;
        await using var stage = await PlayerStage.OpenAsync(await RescueStage.OpenAsync(contexts: file => disk = new BrokenDisk(file)));
        await stage.MakeAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Actor.Unproven("Mara"));
        await stage.Rescue.CommitWithoutCallAsync();
        await using var next = stage.Rescue.AfterKill(TaskScheduler.Default);
        var players = PlayerStage.Over(next);
        var log = new CapturingLog();
        using var rescues = new RescueKeeper(next.Recovery, next.Steps, next.Time, log.CreateLogger<RescueKeeper>());
        using var claims = new ClaimKeeper(
            new ClaimLedger(next.Store),
            next.ClaimBoard,
            next.Clock,
            next.Time,
            log.CreateLogger<ClaimKeeper>()
        );
        using var links = new LinkKeeper(players.LinkSteps, null!, players.Asks, next.Time, log.CreateLogger<LinkKeeper>());
        BackgroundService[] keepers = [rescues, claims, links];
        disk!.IsBroken = true;

        foreach (var keeper in keepers)
        {
            await keeper.StartAsync(default);
        }

        foreach (var work in new[] { "Keeping rescues", "Keeping claims", "Keeping links" })
        {
            Assert.Contains(log.Lines, line => line.Contains($"{work} broke off", StringComparison.Ordinal));
        }

        disk.IsBroken = false;
        await next.RunUntilAsync(
            () =>
                next.Steps.Board.Current.ContainsKey(stage.Session)
                && next.ClaimBoard.Current.ContainsKey(stage.Session)
                && players.Links.Current.ContainsKey(stage.Session),
            "all is up"
        );
        foreach (var keeper in keepers)
        {
            await keeper.StopAsync(default);
        }
    }

    [Fact]
    public async Task A_start_that_is_called_off_is_no_defect()
    {
        await using var stage = await PlayerStage.OpenAsync();
        using var off = new CancellationTokenSource();
        await off.CancelAsync();
        var log = new CapturingLog();
        using var keeper = new ClaimKeeper(
            new ClaimLedger(stage.Rescue.Store),
            stage.Rescue.ClaimBoard,
            stage.Rescue.Clock,
            stage.Rescue.Time,
            log.CreateLogger<ClaimKeeper>()
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keeper.StartAsync(off.Token));

        Assert.Empty(log.Lines);
    }

    /// <summary>One that something is wrong with which nobody foresaw.</summary>
    private sealed class BrokenDisk(TemporaryStore store) : IDbContextFactory<OperationsDb>
    {
        public bool IsBroken { get; set; }

        public OperationsDb CreateDbContext() =>
            IsBroken ? throw new InvalidOperationException("As scripted.") : store.Contexts.CreateDbContext();
    }

    private static async Task GoesOnAsync(BackgroundService keeper, CapturingLog log)
    {
        using (keeper)
        {
            await keeper.StartAsync(default);
            await RescueStage.WaitForAsync(
                () => keeper.ExecuteTask!.IsCompleted || log.Lines.Any(line => line.Contains("begins anew", StringComparison.Ordinal)),
                "it breaks off"
            );

            Assert.False(keeper.ExecuteTask!.IsCompleted);
            await keeper.StopAsync(default);
        }
    }
}
