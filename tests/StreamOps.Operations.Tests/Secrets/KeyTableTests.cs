using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Store;

namespace StreamOps.Operations.Tests.Secrets;

public class KeyTableTests : IAsyncLifetime
{
    private readonly IDataProtector _before = new EphemeralDataProtectionProvider().CreateProtector("test");
    private readonly IDataProtector _other = new EphemeralDataProtectionProvider().CreateProtector("test");
    private TemporaryStore _file = null!;
    private KeyTable _keys = null!;

    public async ValueTask InitializeAsync()
    {
        _file = await TemporaryStore.CreateAsync();
        _keys = new KeyTable(new OperationsStore(_file.Contexts));
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_stays_beside_the_one_that_is_made_and_is_used_again_once_it_can()
    {
        var first = await _keys.KeyAsync("codes", _before);

        var second = await _keys.KeyAsync("codes", _other);

        Assert.NotEqual(first, second);
        Assert.Equal(second, await _keys.KeyAsync("codes", _other));
        Assert.Equal(first, await _keys.KeyAsync("codes", _before));
    }

    [Fact]
    public async Task An_only_key_that_cannot_be_opened_is_none_and_stays()
    {
        var first = await _keys.OnlyKeyAsync("stubs", _before);

        Assert.Null(await _keys.OnlyKeyAsync("stubs", _other));

        Assert.NotNull(first);
        Assert.Equal(first, await _keys.OnlyKeyAsync("stubs", _before));
        Assert.Equal(first, await _keys.FindAsync("stubs", _before));
    }
}
