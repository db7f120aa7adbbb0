using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.Operations.Audit;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Dashboard.Tests.Headers;

/// <summary>Each answer of the running program, of every route of both listeners and of every refusal, runs no script that is not ours and is framed by nobody.</summary>
[Trait("Row", "A4")]
public sealed partial class EveryAnswerTests(EveryAnswerTests.Stage stage) : IClassFixture<EveryAnswerTests.Stage>
{
    private const string Fault = "canary-of-a-fault";
    private static readonly string[] Methods = ["GET", "POST", "HEAD", "DELETE", "OPTIONS"];

    private readonly SignedInDashboard _stage = stage.SignedIn;

    [Fact]
    public async Task Every_route_of_the_operators_listener_has_its_headers_for_nobody_and_for_a_lead()
    {
        using var nobody = _stage.Browser();
        using var lea = await _stage.BrowserOfAsync("lea");
        var routes = RoutesOf(_stage.Dashboard.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints));
        Assert.True(routes.Count > 60, $"{routes.Count} routes were found.");

        var faults = new List<string>();
        var answers = 0;
        foreach (var (method, path) in routes)
        {
            foreach (var browser in new[] { nobody, lea })
            {
                using var answer = await browser.SendAsync(new HttpMethod(method), new Uri(_stage.Dashboard.Address, path));
                faults.AddRange((await FaultsOfAsync(answer, path)).Select(fault => $"{method} {path} {(int)answer.StatusCode}: {fault}"));
                answers++;
            }
        }

        Assert.Empty(faults);
        Figures.Tell("A4", "answers looked at", $"{answers}");
    }

    [Fact]
    public async Task Every_route_of_the_players_listener_has_its_headers()
    {
        using var player = new PlayerClient(_stage.Dashboard);
        var routes = RoutesOf(_stage.Dashboard.Services.GetRequiredService<PlayerListener>().Endpoints);
        Assert.True(routes.Count > 30, $"{routes.Count} routes were found.");

        var faults = new List<string>();
        foreach (var (method, path) in routes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await player.Http.SendAsync(request);
            faults.AddRange((await FaultsOfAsync(answer, path)).Select(fault => $"{method} {path} {(int)answer.StatusCode}: {fault}"));
        }

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData(404, "GET", "/no/such/page", "Accept: text/html")]
    [InlineData(404, "GET", "/no/such/file.json", "Accept: */*")]
    [InlineData(403, "POST", "/rescue/links", "Origin: https://evil.example")]
    [InlineData(403, "GET", "/hubs/live", "Origin: https://evil.example")]
    [InlineData(403, "GET", "/_blazor", "Origin: https://evil.example")]
    [InlineData(405, "POST", "/hubs/live", "Accept: */*")]
    [InlineData(405, "POST", "/_blazor", "Accept: */*")]
    [InlineData(405, "DELETE", "/_blazor", "Accept: */*")]
    [InlineData(400, "GET", "/", "Host: rebound.example")]
    [InlineData(400, "GET", "/", "Host: xn--.localhost")]
    [InlineData(415, "POST", "/rescue/links", "Content-Type: text/plain;charset=utf-7")]
    [InlineData(415, "POST", "/rescue/links", "X-StreamOps: 1")]
    [InlineData(405, "DELETE", "/sign-out/back-channel", "Accept: */*")]
    [InlineData(400, "GET", "/sign-in/callback?code=x&state=y", "Accept: text/html")]
    [InlineData(400, "POST", "/sign-out/back-channel", "Accept: */*")]
    [InlineData(200, "GET", "/signed-out", "Accept: text/html")]
    [InlineData(500, "GET", "/audit", "Accept: text/html")]
    [InlineData(500, "GET", "/audit", "Accept: application/json")]
    public async Task A_refusal_and_a_fault_have_them_too(int status, string method, string path, string header)
    {
        using var lea = await _stage.BrowserOfAsync("lea");
        using var client = ClientOf(_stage.Dashboard.Address, lea.Cookies);
        using var request = RequestOf(method, path, header);

        using var answer = await client.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await FaultsOfAsync(answer, path));
    }

    [Fact]
    public async Task Who_has_no_role_reads_a_page_that_has_them()
    {
        using var noa = await _stage.BrowserOfAsync("noa");

        using var answer = await noa.SendAsync(HttpMethod.Get, new Uri(_stage.Dashboard.Address, "/no-role"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(await FaultsOfAsync(answer, "/no-role"));
    }

    [Theory]
    [InlineData(404, "GET", "/nowhere", "Accept: text/html")]
    [InlineData(403, "POST", "/rescue/open", "Origin: https://evil.example")]
    [InlineData(400, "POST", "/rescue/open", "Accept: */*")]
    [InlineData(400, "GET", "/rescue", "Host: xn--.localhost")]
    [InlineData(415, "POST", "/rescue/open", "Content-Type: text/plain;charset=utf-7")]
    [InlineData(405, "DELETE", "/rescue", "Accept: */*")]
    public async Task A_refusal_at_the_players_listener_has_them_too(int status, string method, string path, string header)
    {
        using var client = ClientOf(_stage.Dashboard.PlayerAddress, new CookieContainer());
        using var request = RequestOf(method, path, header);

        using var answer = await client.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await FaultsOfAsync(answer, path));
    }

    [Fact]
    public async Task A_fault_at_the_players_listener_is_a_bare_500_that_has_them_too()
    {
        var dashboard = _stage.Dashboard;
        using var player = new PlayerClient(dashboard);
        var line = new
        {
            pass = await player.OpenAsync((await PlayerClient.MakeLinkAsync(dashboard, "faulty")).Secret),
            page = player.Page,
        };
        using var spent = await player.PostAsync("/rescue/continue", line);
        var usual = dashboard.Service.OnCall;
        dashboard.Service.OnCall = (_, _) => throw new InvalidOperationException(Fault);
        try
        {
            using var answer = await player.PostAsync("/rescue/offers", line, OfferText.Healthy().ToString());

            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.Empty(await FaultsOfAsync(answer, "/rescue/offers"));
            Assert.DoesNotContain(Fault, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            dashboard.Service.OnCall = usual;
        }
    }

    private static async Task<IReadOnlyList<string>> FaultsOfAsync(HttpResponseMessage answer, string path)
    {
        var faults = new List<string>();
        var policies = answer.Headers.TryGetValues("Content-Security-Policy", out var found) ? found.ToList() : [];
        if (policies is not [var policy])
        {
            return [$"{policies.Count} policies"];
        }

        var directives = policy
            .Split(';', StringSplitOptions.TrimEntries)
            .ToDictionary(text => text.Split(' ')[0], text => text.Split(' ')[1..], StringComparer.Ordinal);
        foreach (var (name, value) in new[] { ("default-src", "'none'"), ("frame-ancestors", "'none'") })
        {
            if (directives.GetValueOrDefault(name) is not [var only] || !string.Equals(only, value, StringComparison.Ordinal))
            {
                faults.Add($"{name} in {policy}");
            }
        }

        if (!directives.ContainsKey("base-uri") || !directives.ContainsKey("form-action"))
        {
            faults.Add($"base-uri or form-action in {policy}");
        }

        // One text may stand in line, where the page's scripts stand; the one page that hosts the Web SDK loads that too.
        var scripts = directives.GetValueOrDefault("script-src") ?? ["'self'"];
        var map = scripts.FirstOrDefault(source => source.StartsWith("'sha256-", StringComparison.Ordinal));
        if (
            scripts
                .Except(
                    ["'self'", "'none'", map ?? "'self'", .. path == "/rescue" ? new[] { "https://*.cloudfront.net" } : []],
                    StringComparer.Ordinal
                )
                .Any()
        )
        {
            faults.Add($"script-src {string.Join(' ', scripts)}");
        }

        if (!answer.Headers.TryGetValues("X-Content-Type-Options", out var sniffing) || sniffing.Single() != "nosniff")
        {
            faults.Add("no nosniff");
        }

        if (!answer.Headers.Contains("Referrer-Policy") || !answer.Headers.Contains("Cross-Origin-Opener-Policy"))
        {
            faults.Add("no referrer or opener policy");
        }

        if (answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"))
        {
            faults.Add("says what it runs on");
        }

        if (answer.Content.Headers.ContentType?.MediaType == "text/html")
        {
            var page = await answer.Content.ReadAsStringAsync();
            faults.AddRange(
                InlineScript().Matches(ScriptMapPages.WithoutMap(page, map)).Select(match => $"a script in line: {match.Value}")
            );
        }

        return faults;
    }

    private static List<(string Method, string Path)> RoutesOf(IEnumerable<Endpoint> endpoints) =>
        [
            .. endpoints
                .OfType<RouteEndpoint>()
                .SelectMany(route =>
                    (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [_, ..] methods ? methods : Methods)
                        .Append("GET")
                        // By which a client reaches through a proxy, and HTTP/2 opens a WebSocket: nobody sends it by itself.
                        .Except(["CONNECT"], StringComparer.Ordinal)
                        .Select(method => (method, Path: PathOf(route)))
                )
                .Distinct()
                .OrderBy(route => route.Path, StringComparer.Ordinal),
        ];

    private static string PathOf(RouteEndpoint route) =>
        "/"
        + string.Join(
            '/',
            route.RoutePattern.PathSegments.Select(segment =>
                string.Concat(
                    segment.Parts.Select(part =>
                        part switch
                        {
                            RoutePatternLiteralPart literal => literal.Content,
                            RoutePatternParameterPart { Name: "attemptId" or "linkId" or "id" } => Guid.Empty.ToString(),
                            _ => "x",
                        }
                    )
                )
            )
        );

    private static HttpClient ClientOf(Uri address, CookieContainer cookies) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = address };

    private static HttpRequestMessage RequestOf(string method, string path, string header)
    {
        var (name, value) = (header.Split(": ")[0], header.Split(": ")[1]);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes("{["));
        }

        if (name == "Content-Type")
        {
            request.Content!.Headers.TryAddWithoutValidation(name, value);
            request.Headers.Add(SameOrigin.Header, "1");
        }
        else
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    [GeneratedRegex(
        """<script(?![^>]*\ssrc=)[^>]*>|<[a-z][^>]*\son[a-z]+\s*=|(href|src|action)\s*=\s*["']?\s*javascript:""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex InlineScript();

    /// <summary>One that has a page which fails.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        public SignedInDashboard SignedIn { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            SignedIn = await SignedInDashboard.StartAsync(builder =>
            {
                PlayerClient.LetThemWait(builder);
                builder.Services.AddSingleton<AuditDesk>(_ => throw new InvalidOperationException(Fault));
            });

        public ValueTask DisposeAsync() => SignedIn.DisposeAsync();
    }
}
