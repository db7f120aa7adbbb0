using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>Whoever holds all the connections that they can get keeps nobody else out.</summary>
[Trait("Row", "A7")]
[Trait("Row", "R14")]
public sealed class CrowdedListenerTests : IClassFixture<SharedDashboard>, IClassFixture<SignedInStage>
{
    private readonly RunningDashboard _dashboard;
    private readonly SignedInDashboard _signedIn;

    public CrowdedListenerTests(SharedDashboard shared, SignedInStage stage)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This machine has several addresses on Linux alone.");
        (_dashboard, _signedIn) = (shared.Dashboard, stage.Anew());
    }

    [Theory]
    [InlineData("/_blazor", "127.0.0.3")]
    [InlineData("/hubs/live", "127.0.0.4")]
    public async Task Five_hundred_WebSockets_of_one_address_leave_room_for_another(string path, string address)
    {
        using var crowd = new BareSockets(_dashboard.Address, address);
        using var other = new BareSockets(_dashboard.Address, "127.0.0.2");
        for (var open = 0; open < 500; open++)
        {
            Assert.Equal(101, await crowd.UpgradeAsync(path));
        }

        Assert.Equal(429, await crowd.UpgradeAsync(path));
        Assert.Equal(101, await other.UpgradeAsync(path));
    }

    [Fact]
    public async Task Thousands_of_silent_connections_of_one_address_leave_room_for_another()
    {
        using var crowd = new BareSockets(_dashboard.Address, "127.0.0.5");
        using var other = new BareSockets(_dashboard.Address, "127.0.0.2");
        for (var open = 0; open < 2_500; open++)
        {
            await crowd.ConnectAsync();
        }

        Assert.Equal(101, await other.UpgradeAsync("/_blazor"));
    }

    [Fact]
    public async Task Thousands_of_silent_connections_of_one_network_leave_room_for_another()
    {
        using var other = new BareSockets(_dashboard.Address, "127.0.9.1");
        var crowd = Enumerable.Range(1, 4).Select(last => new BareSockets(_dashboard.Address, $"127.0.5.{last}")).ToList();
        foreach (var one in crowd)
        {
            for (var open = 0; open < 1_000; open++)
            {
                await one.ConnectAsync();
            }
        }

        Assert.Equal(101, await other.UpgradeAsync("/_blazor"));
        crowd.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task Thousands_of_silent_connections_of_two_networks_leave_room_for_another()
    {
        using var other = new BareSockets(_dashboard.Address, "127.0.9.1");
        var crowd = new[] { "127.0.5.1", "127.0.5.2", "127.0.6.1", "127.0.6.2" }
            .Select(address => new BareSockets(_dashboard.Address, address))
            .ToList();
        foreach (var one in crowd)
        {
            for (var open = 0; open < 1_000; open++)
            {
                await one.ConnectAsync();
            }
        }

        Assert.Equal(101, await other.UpgradeAsync("/_blazor"));
        crowd.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task One_person_has_fifty_open_pages_and_nobody_else_has_less_for_it()
    {
        using var mara = await _signedIn.BrowserOfAsync("mara");
        using var lea = await _signedIn.BrowserOfAsync("lea");
        using var sockets = new BareSockets(_signedIn.Dashboard.Address, "127.0.0.1");
        for (var open = 0; open < 50; open++)
        {
            Assert.Equal(101, await sockets.UpgradeAsync("/_blazor", CookieOf(mara)));
        }

        Assert.Equal(429, await sockets.UpgradeAsync("/_blazor", CookieOf(mara)));
        Assert.Equal(429, await sockets.UpgradeAsync("/hubs/live", CookieOf(mara)));
        Assert.Equal(101, await sockets.UpgradeAsync("/_blazor", CookieOf(lea)));
        Assert.Equal(401, await sockets.UpgradeAsync("/_blazor"));
        Assert.Equal(401, await sockets.UpgradeAsync("/hubs/live"));
    }

    private static string CookieOf(Browser browser) => $"Cookie: {browser.Cookies.GetCookieHeader(new Uri("http://127.0.0.1/"))}";
}
