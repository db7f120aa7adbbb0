using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.Health;

namespace StreamOps.Dashboard.Tests.Health;

/// <summary>Whoever asks whether StreamOps is ready makes the store write, and is nobody who signed in.</summary>
[Trait("Row", "A7")]
public sealed class StoreLookTests
{
    [Fact]
    public async Task A_thousand_who_ask_at_once_and_soon_after_make_it_write_once()
    {
        var (looks, time, first) = (0, new FakeTimeProvider(), new TaskCompletionSource<string?>());
        var store = new StoreLook(
            () =>
            {
                looks++;
                return first.Task;
            },
            time
        );

        var asking = Enumerable.Range(0, 1_000).Select(_ => store.WhyNotAsync(CancellationToken.None)).ToList();
        first.SetResult("It is full.");

        Assert.All(await Task.WhenAll(asking), why => Assert.Equal("It is full.", why));
        time.Advance(TimeSpan.FromSeconds(1.9));
        await store.WhyNotAsync(CancellationToken.None);
        Assert.Equal(1, looks);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await store.WhyNotAsync(CancellationToken.None);
        Assert.Equal(2, looks);
    }
}
