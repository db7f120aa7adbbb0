using System.Net;
using System.Text.Json;
using StreamOps.Dashboard.Tests.SignIn;

namespace StreamOps.Dashboard.Tests.Audit;

/// <summary>The audit given out over HTTP, to whom it may be given.</summary>
public sealed class AuditEndpointsTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private readonly SignedInDashboard _stage = stage.Anew();

    [Fact]
    public async Task An_operator_gets_what_the_filter_asks_for_as_CSV_and_as_JSON()
    {
        using var browser = await _stage.BrowserOfAsync("mara");

        using var csv = await GetAsync(browser, "/audit/export.csv?person=id-mara&act=sign%20in");
        using var json = await GetAsync(browser, "/audit/export.json?person=id-mara&act=export%20audit&outcome=intent");

        Assert.Equal(HttpStatusCode.OK, csv.StatusCode);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Matches(
            @"^attachment; filename=""streamops-audit-\d{4}-\d\d-\d\d\.csv""$",
            csv.Content.Headers.ContentDisposition?.ToString()
        );
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines.Skip(1), line => Assert.Contains(",mara,id-mara,operator,sign in,", line, StringComparison.Ordinal));
        Assert.True(lines.Length > 1);
        using var entries = JsonDocument.Parse(await json.Content.ReadAsStringAsync());
        Assert.Contains(
            entries.RootElement.EnumerateArray(),
            entry => entry.GetProperty("reason").GetString() == "CSV: person id-mara, act sign in."
        );
    }

    [Fact]
    public async Task A_viewer_gets_none_of_it()
    {
        using var browser = await _stage.BrowserOfAsync("vic");

        using var refused = await GetAsync(browser, "/audit/export.csv");
        var (_, page) = await browser.OpenAsync("/");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.StartsWith("The audit is for operators and leads", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("data-go=\"a\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_gets_any()
    {
        using var browser = _stage.Browser();

        using var refused = await GetAsync(browser, "/audit/export.csv");

        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Theory]
    [InlineData("/audit/export.csv?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/audit/export.xml", HttpStatusCode.NotFound)]
    public async Task What_is_not_understood_gives_nothing_out(string path, HttpStatusCode status)
    {
        using var browser = await _stage.BrowserOfAsync("lea");

        using var response = await GetAsync(browser, path);

        Assert.Equal(status, response.StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(Browser browser, string path) =>
        await browser.SendAsync(HttpMethod.Get, new Uri(_stage.Dashboard.Address, path));
}
