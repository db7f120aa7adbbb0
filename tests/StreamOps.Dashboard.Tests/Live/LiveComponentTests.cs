using Bunit;
using StreamOps.Dashboard.Live;

namespace StreamOps.Dashboard.Tests.Live;

public sealed class LiveComponentTests : BunitContext
{
    [Fact]
    public async Task What_it_was_told_is_done_before_it_is_put_away()
    {
        var part = Render<Part>();
        using var held = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var holding = Task.Run(() =>
            part.InvokeAsync(() =>
            {
                held.Set();
                go.Wait();
            })
        );
        held.Wait();
        var isDone = false;
        part.Instance.Tell(() => isDone = true);

        var leaving = part.Instance.DisposeAsync().AsTask();
        Assert.Equal((false, false), (isDone, leaving.IsCompleted));

        go.Set();
        await holding;
        await leaving;
        Assert.True(isDone);
    }

    private sealed class Part : LiveComponent
    {
        public void Tell(Action work) => OnRenderer(work);
    }
}
