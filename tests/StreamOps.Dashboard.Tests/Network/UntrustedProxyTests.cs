using System.Net;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>What anybody may write into a header counts for nothing.</summary>
public sealed class UntrustedProxyTests
{
    [Fact]
    public async Task Headers_of_who_is_no_proxy_of_ours_are_not_believed()
    {
        await using var stage = await SignedInDashboard.StartAsync(null, "--StreamOps:TrustedProxies=192.0.2.1");
        using var browser = new Browser(
            stage.Dashboard.Address,
            new ProxiedRequests(
                stage.Dashboard.Address,
                stage.Dashboard.Address,
                ("X-Forwarded-Proto", "https"),
                ("X-Forwarded-For", "203.0.113.7"),
                ("X-Forwarded-Host", "evil.example")
            )
        );

        using var led = await browser.SendAsync(HttpMethod.Get, new Uri(stage.Dashboard.Address, "/sign-in"));
        using var own = await browser.PostAsync("/hubs/live/negotiate", origin: "https://evil.example");

        Assert.Contains(
            Uri.EscapeDataString($"{stage.Dashboard.Address.GetLeftPart(UriPartial.Authority)}/sign-in/callback"),
            led.Headers.Location!.Query,
            StringComparison.OrdinalIgnoreCase
        );
        Assert.False(led.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
    }

    [Fact]
    public async Task Without_a_sign_in_a_base_path_of_this_machine_works_and_cookies_stay_as_they_are()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--StreamOps:PathBase=/ops");
        using var client = dashboard.Client();

        var page = await client.GetStringAsync(new Uri("/ops/", UriKind.Relative));
        using var sheet = await client.GetAsync(new Uri("/ops/css/tokens.css", UriKind.Relative));

        Assert.Contains("<base href=\"/ops/\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
    }
}
