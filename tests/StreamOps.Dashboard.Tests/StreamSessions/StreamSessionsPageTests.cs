using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Preferences;
using StreamOps.Dashboard.StreamSessions;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.StreamSessions;

public sealed class StreamSessionsPageTests : MudTest
{
    public StreamSessionsPageTests()
    {
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddScoped<ProtectedLocalStorage>();
        Services.AddScoped<BrowserPreferences>();
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void A_filter_goes_into_the_address_and_the_rows_follow()
    {
        var page = Page("/sessions", APicture.Of(APicture.Session("s1"), APicture.Waiting("s2", 60)));

        page.FindAll("button.toggle").Single(button => button.TextContent == "Waiting for client").Click();

        Assert.EndsWith("/sessions?status=PENDING_CLIENT_RECONNECTION", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_alone_makes_the_view()
    {
        var page = Page("/sessions?status=PENDING_CLIENT_RECONNECTION", APicture.Of(APicture.Session("s1"), APicture.Waiting("s2", 60)));

        Assert.Equal(["s2"], page.FindAll("tr[data-session-id]").Select(row => row.GetAttribute("data-session-id")));
        Assert.Contains("1 of 2 sessions", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void None_match_is_not_none()
    {
        var filtered = Page("/sessions?q=nobody", APicture.Of(APicture.Session("s1"))).Markup;
        Assert.Contains("No session matches 1 filter.", filtered, StringComparison.Ordinal);
        Assert.Contains("1 hidden.", filtered, StringComparison.Ordinal);

        Assert.Contains("Nobody is playing.", Page("/sessions", APicture.Of()).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_status_shows_as_itself()
    {
        var row = Page("/sessions", APicture.Of(APicture.Session("s1", new StreamSessionStatus("BRAND_NEW")))).Find("tr[data-session-id]");

        Assert.Equal("BRAND_NEW", row.GetAttribute("data-status"));
        Assert.Contains("BRAND_NEW", row.TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<CascadingValue<FleetPicture>> Page(string address, FleetPicture picture)
    {
        Navigation.NavigateTo(address);
        return Render<CascadingValue<FleetPicture>>(parameters =>
            parameters.Add(value => value.Value, picture).AddChildContent<StreamSessionsPage>()
        );
    }
}
