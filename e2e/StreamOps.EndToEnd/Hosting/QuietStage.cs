namespace StreamOps.EndToEnd.Hosting;

/// <summary>The emulator's own quiet scenario: an emulator that is killed comes back with the same world.</summary>
public sealed class QuietStage : Stage
{
    protected override Task PrepareAsync(EmulatorControl emulator) => Task.CompletedTask;
}
