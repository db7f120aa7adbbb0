using System.Net;
using System.Text.RegularExpressions;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>The demo on a machine whose environment names a proxy: nothing of it leaves the machine.</summary>
public sealed partial class BehindAProxyTests
{
    [Fact]
    public async Task The_demo_runs_behind_a_proxy_that_lets_nothing_through()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, TestContext.Current.CancellationToken);
        var stop = either.Token;
        const string Nowhere = "http://127.0.0.1:1";
        await using var dashboard = DashboardProcess.Start(
            ("HTTP_PROXY", Nowhere),
            ("http_proxy", Nowhere),
            ("HTTPS_PROXY", Nowhere),
            ("ALL_PROXY", Nowhere),
            ("NO_PROXY", ""),
            ("StreamOps__Demo__Scenario", "quiet")
        );
        var operators = await dashboard.LineWithAsync("Operators:", stop);
        using var client = new HttpClient(new HttpClientHandler { UseProxy = false })
        {
            BaseAddress = new Uri(Address().Match(operators).Value),
        };

        // Ready once every stream group has been read, over HTTP, from the emulator inside the process.
        while (await StatusAsync(client, stop) != HttpStatusCode.OK)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, stop);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, CancellationToken stop)
    {
        using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), stop);
        return response.StatusCode;
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
