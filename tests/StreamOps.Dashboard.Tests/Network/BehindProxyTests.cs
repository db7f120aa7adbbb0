using System.Net;
using System.Text.RegularExpressions;
using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Network;

/// <summary>Behind a proxy that ends TLS: what its headers say counts, from it alone, and every address of ours is under the base path.</summary>
public sealed partial class BehindProxyTests(ProxiedStage stage) : IClassFixture<ProxiedStage>
{
    private static readonly Uri Known = ProxiedStage.Known;

    private readonly SignedInDashboard _stage = stage.Anew();

    [Fact]
    public async Task Somebody_signs_in_and_comes_back_to_where_they_went()
    {
        using var browser = Browser();

        var (status, page) = await browser.OpenAsync("sessions?q=a");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(new Uri(Known, "sessions?q=a"), browser.At);
        Assert.Contains("<base href=\"/ops/\"", page, StringComparison.Ordinal);
        browser.AssertLedBackFrom("/authorize", "https://ops.example.com/ops/sign-in/callback");
    }

    [Fact]
    public async Task Every_address_in_a_page_is_read_from_its_base()
    {
        using var browser = await SignedInAsync();
        foreach (var path in new[] { "", "sessions", "stream-groups", "about", "?session=s1", "?rescue=s1", "signed-out" })
        {
            var (_, page) = await browser.OpenAsync(path);

            var absolute = Addresses().Matches(page).Select(found => found.Groups["address"].Value).Where(address => address != "/ops/");
            Assert.Empty(absolute);
        }
    }

    [Fact]
    public async Task Signing_out_leads_to_the_page_that_says_so()
    {
        using var browser = await SignedInAsync();
        var (_, queue) = await browser.OpenAsync("");
        var address = WebUtility.HtmlDecode(SignOut().Match(queue).Groups["address"].Value);

        var (status, page) = await browser.OpenAsync(address);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(new Uri(Known, "signed-out"), browser.At);
        Assert.Contains("href=\"sign-in\"", page, StringComparison.Ordinal);
        browser.AssertLedBackFrom("/end", "https://ops.example.com/ops/sign-out/callback");
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task Cookies_are_for_this_host_and_for_TLS_alone()
    {
        using var browser = await SignedInAsync();
        await browser.OpenAsync("?rescue=s1");

        Assert.Contains("__Host-streamops-sign-in", browser.Names);
        TlsCookies.AssertSetFor(browser);
    }

    [Fact]
    public async Task Browsers_are_told_to_stay_with_TLS_behind_it_and_not_without()
    {
        using var proxied = Browser();
        using var direct = _stage.Browser();

        using var answer = await proxied.SendAsync(HttpMethod.Get, new Uri(Known, "signed-out"));
        using var missing = await proxied.SendAsync(HttpMethod.Get, new Uri(Known, "css/none.css"));
        using var here = await direct.SendAsync(HttpMethod.Get, new Uri(_stage.Dashboard.Address, "/health/live"));

        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.True(missing.Headers.Contains("Strict-Transport-Security"));
        Assert.False(here.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("https://ops.example.com", HttpStatusCode.OK)]
    [InlineData("https://ops.example.com:8443", HttpStatusCode.Forbidden)]
    [InlineData("http://ops.example.com", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:5180", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [Trait("Row", "A4")]
    public async Task Hubs_and_circuits_are_for_pages_of_the_public_address(string origin, HttpStatusCode expected)
    {
        using var browser = await SignedInAsync();

        using var circuit = await browser.PostAsync("_blazor/negotiate?negotiateVersion=1", origin: origin);
        using var hub = await browser.PostAsync("hubs/live/negotiate?negotiateVersion=1", origin: origin);
        using var post = await browser.PostAsync("rescue/links", origin: origin);

        Assert.Equal(expected, circuit.StatusCode);
        Assert.Equal(expected, hub.StatusCode);
        Assert.Equal(expected == HttpStatusCode.Forbidden, post.StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_root_of_the_base_path_has_a_slash_at_its_end()
    {
        using var browser = Browser();

        using var answer = await browser.SendAsync(HttpMethod.Get, new Uri("https://ops.example.com/ops?scale=1.5"));

        Assert.Equal("/ops/?scale=1.5", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_proxy_may_take_the_base_path_away()
    {
        using var browser = Browser();

        using var sheet = await browser.SendAsync(HttpMethod.Get, new Uri("https://ops.example.com/css/tokens.css"));
        using var page = await browser.SendAsync(HttpMethod.Get, new Uri("https://ops.example.com/sessions"));

        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
        Assert.StartsWith("/ops/sign-in?", page.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_plain_http_from_elsewhere_nobody_gets_even_a_page()
    {
        using var plain = Browser(("X-Forwarded-Proto", "http"), ("X-Forwarded-For", "203.0.113.7"));

        using var page = await plain.SendAsync(HttpMethod.Get, new Uri(Known, "signed-out"));
        using var probe = await plain.SendAsync(HttpMethod.Get, new Uri(Known, "health/live"));

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("X-Forwarded-Proto", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
    }

    private static (string, string)[] Said => [("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.7")];

    private Browser Browser(params (string, string)[] said) =>
        new(Known, new ProxiedRequests(Known, _stage.Dashboard.Address, said.Length > 0 ? said : Said));

    private Task<Browser> SignedInAsync() => Browser().SignInAsync();

    [GeneratedRegex(
        "(?:href|src|action)=\"(?<address>/[^\"]*)\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Addresses();

    [GeneratedRegex(
        "class=\"sign-out\" href=\"(?<address>[^\"]*)\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex SignOut();
}
