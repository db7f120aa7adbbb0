using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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
