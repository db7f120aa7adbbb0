using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Demo;
using StreamOps.Dashboard.Tests.Hosting;

namespace StreamOps.Dashboard.Tests.Demo;

/// <summary>The stage's page is there in the demo alone, and what it may do no other page may.</summary>
public sealed class DemoPageTests
{
    [Fact]
    public async Task In_the_demo_it_is_a_page_with_an_entry_in_the_bar()
    {
        await using var dashboard = await RunningDashboard.StartDemoAsync();
        using var client = dashboard.Client();

        using var page = await GetAsync(client, "/demo");
        var text = await page.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Matches("<h1[^>]*>Demo stage</h1>", text);
        Assert.Contains("Starting emulator…", text, StringComparison.Ordinal);
        // Windows that were painted before the circuit would be loaded twice.
        Assert.DoesNotContain("<iframe", text, StringComparison.Ordinal);
        Assert.Contains("href=\"demo\"", await client.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_the_demo_there_is_neither()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var client = dashboard.Client();

        using var page = await GetAsync(client, "/demo");
        var text = await page.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Matches("<h1[^>]*>Not found</h1>", text);
        Assert.DoesNotContain("frame-src", Policy(page), StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Set-Cookie") && NamesOperator(page));
        Assert.DoesNotContain("href=\"demo\"", await client.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_alone_may_show_the_emulators_and_the_players_pages()
    {
        await using var dashboard = await RunningDashboard.StartDemoAsync();
        using var client = dashboard.Client();
        var emulator = Origin(dashboard.Services.GetRequiredService<EmbeddedEmulator>().Address);
        var player = Origin(dashboard.PlayerAddress);

        using var stage = await GetAsync(client, "/demo");
        using var queue = await GetAsync(client, "/");

        Assert.EndsWith($"; frame-src {emulator} {player}", Policy(stage), StringComparison.Ordinal);
        Assert.Contains($"camera=(self \"{emulator}\" \"{player}\")", Permissions(stage), StringComparison.Ordinal);
        Assert.DoesNotContain("frame-src", Policy(queue), StringComparison.Ordinal);
        Assert.Contains("camera=()", Permissions(queue), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_opens_it_has_a_name_and_a_name_that_was_given_stays()
    {
        await using var dashboard = await RunningDashboard.StartDemoAsync();
        using var visitor = dashboard.Client();
        using var mara = await dashboard.ClientNamedAsync("Mara");

        using var elsewhere = await GetAsync(visitor, "/");
        using var first = await GetAsync(visitor, "/demo");
        using var named = await GetAsync(mara, "/demo");

        Assert.False(NamesOperator(elsewhere));
        Assert.True(NamesOperator(first));
        Assert.Contains(DemoVisitor.Name, await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Mara", await named.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(DemoVisitor.Name, await named.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        return await client.SendAsync(request);
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static string Policy(HttpResponseMessage page) => Assert.Single(page.Headers.GetValues("Content-Security-Policy"));

    private static string Permissions(HttpResponseMessage page) => Assert.Single(page.Headers.GetValues("Permissions-Policy"));

    private static bool NamesOperator(HttpResponseMessage page) =>
        page.Headers.TryGetValues("Set-Cookie", out var cookies)
        && cookies.Any(cookie => cookie.StartsWith("streamops-operator=", StringComparison.Ordinal));
}
