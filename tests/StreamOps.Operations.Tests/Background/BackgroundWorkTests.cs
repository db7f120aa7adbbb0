using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Background;

namespace StreamOps.Operations.Tests.Background;

public sealed class BackgroundWorkTests : IAsyncDisposable
{
    private readonly BackgroundWork _work = new(NullLogger<BackgroundWork>.Instance);
    private readonly TaskCompletionSource<string> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask DisposeAsync() => _work.DisposeAsync();

    [Fact]
    public async Task A_deed_gives_its_result_to_who_waits()
    {
        var done = _work.PerformAsync(_ => _reply.Task);
        _reply.SetResult("done");

        Assert.Equal("done", await done);
    }

    [Fact]
    public async Task What_goes_wrong_in_a_deed_is_for_who_waits_to_hear()
    {
        var done = _work.PerformAsync(_ => _reply.Task);
        _reply.SetException(new InvalidOperationException("no"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => done);
        await _work.DisposeAsync();
    }

    [Fact]
    public async Task A_deed_is_told_to_end_with_the_process_which_waits_for_it()
    {
        var isTold = false;
        var done = _work.PerformAsync(async lifetime =>
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, lifetime);
            }
            catch (OperationCanceledException)
            {
                isTold = true;
            }

            return await _reply.Task;
        });

        var ending = _work.DisposeAsync().AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        Assert.Equal((true, false), (isTold, ending.IsCompleted));

        _reply.SetResult("done");
        await ending;
        Assert.Equal("done", await done);
    }

    [Fact]
    public async Task Nothing_is_begun_once_the_process_has_ended()
    {
        await _work.DisposeAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => _work.PerformAsync(_ => Task.FromResult("done")));
    }
}
