using System.Net;
using Microsoft.Extensions.Logging;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>A cookie that cannot be read is its browser's affair: the page is shown, and nobody fills the log with it.</summary>
public sealed class DamagedCookiesTests
{
    /// <summary>As long as a real one, of a key that this server never had.</summary>
    private const string OfAnotherKey =
        "CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_cookie_is_worth_no_line_of_the_log(bool isOperators)
    {
        using var logs = new CapturedLogs();
        await using var dashboard = await RunningDashboard.StartAsync(builder => builder.Logging.AddProvider(logs));
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false })
        {
            BaseAddress = isOperators ? dashboard.Address : dashboard.PlayerAddress,
        };

        foreach (var value in new[] { OfAnotherKey, "CfDJ8", "nonsense", "%00", "a b" })
        {
            for (var turn = 0; turn < 3; turn++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, isOperators ? "/" : "/rescue");
                request.Headers.Add("Cookie", $"streamops-antiforgery={value}; streamops-operator={value}; streamops-look={value}");
                using var response = await client.SendAsync(request);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
        }

        var lines = logs.Text.Split('\n');
        Assert.DoesNotContain(lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_comes_with_a_damaged_token_gets_a_new_one_and_can_give_a_name()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var cookies = new CookieContainer();
        cookies.Add(dashboard.Address, new Cookie("streamops-antiforgery", OfAnotherKey));
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false })
        {
            BaseAddress = dashboard.Address,
        };

        using var response = await dashboard.PostNameAsync(client, "Mara R");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }
}
