using System.Net;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>A circuit's id is worth nothing in other hands: what its operator may is theirs alone.</summary>
[Trait("Row", "A6")]
public sealed class CircuitOwnersTests(SharedDashboard shared, SignedInStage stage)
    : IClassFixture<SharedDashboard>,
        IClassFixture<SignedInStage>
{
    private readonly SignedInDashboard _stage = stage.Anew();

    [Fact]
    public async Task A6_without_a_sign_in_a_stolen_circuit_is_refused_and_its_own_browser_has_it_back()
    {
        var address = shared.Dashboard.Address;
        var cookies = new CookieContainer();
        var page = await HeadlessCircuit.OpenAsync(address, cookies);
        await page.DisposeAsync();

        Assert.False(await TakeUpAsync(address, new CookieContainer(), page.Id));
        Assert.False(await TakeUpAsync(address, await OfAnotherBrowserAsync(address), page.Id));
        Assert.True(await TakeUpAsync(address, cookies, page.Id));
    }

    [Fact]
    public async Task A6_with_a_sign_in_a_stolen_circuit_is_refused_to_everybody_but_its_subject()
    {
        var address = _stage.Dashboard.Address;
        using var mara = await _stage.BrowserOfAsync("mara");
        using var lea = await _stage.BrowserOfAsync("lea");
        var page = await HeadlessCircuit.OpenAsync(address, mara.Cookies);
        await page.DisposeAsync();

        Assert.False(await TakeUpAsync(address, lea.Cookies, page.Id));
        Assert.True(await TakeUpAsync(address, mara.Cookies, page.Id));
    }

    private static async Task<bool> TakeUpAsync(Uri address, CookieContainer cookies, string circuit)
    {
        await using var connection = await HeadlessCircuit.ConnectAsync(address, cookies);
        return await connection.TakeUpAsync(circuit);
    }

    private static async Task<CookieContainer> OfAnotherBrowserAsync(Uri address)
    {
        var cookies = new CookieContainer();
        await using var page = await HeadlessCircuit.OpenAsync(address, cookies);
        return cookies;
    }
}
