using StreamOps.Operations.SignIns;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Store;

namespace StreamOps.Operations.Tests.SignIns;

public class SignInStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);

    private TemporaryStore _file = null!;
    private SignInStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await TemporaryStore.CreateAsync();
        _store = new SignInStore(new OperationsStore(_file.Contexts));
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_kept_again_is_kept_once_as_it_is_now()
    {
        await _store.KeepAsync(One("a", Now));
        await _store.KeepAsync(One("a", Now) with { UsedAt = Now.AddMinutes(5), Sealed = [7, 8] });

        var kept = Assert.Single(await _store.LoadAsync(10));
        Assert.Equal((Now, Now.AddMinutes(5)), (kept.At, kept.UsedAt));
        Assert.Equal([7, 8], kept.Sealed);
    }

    [Fact]
    public async Task Of_too_many_the_newest_are_read_and_those_of_before_a_moment_go()
    {
        foreach (var (hash, age) in new[] { ("a", 3), ("b", 1), ("c", 2) })
        {
            await _store.KeepAsync(One(hash, Now.AddHours(-age)));
        }

        Assert.Equal(["b", "c"], (await _store.LoadAsync(2)).Select(one => one.Hash));
        await _store.ForgetBeforeAsync(Now.AddHours(-2));
        await _store.ForgetAsync("b");
        Assert.Equal(["c"], (await _store.LoadAsync(10)).Select(one => one.Hash));
    }

    private static KeptSignIn One(string hash, DateTimeOffset at) =>
        new()
        {
            Hash = hash,
            At = at,
            UsedAt = at,
            Sealed = [1, 2, 3],
        };
}
