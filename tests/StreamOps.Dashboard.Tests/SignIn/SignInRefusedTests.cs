using System.Net;
using Microsoft.AspNetCore.Http;
using StreamOps.Dashboard.Network;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>A sign-in that came to nothing leads on: to another try and then to where it was to lead, or back to work for whoever is in all the same.</summary>
public sealed class SignInRefusedTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private readonly SignedInDashboard _stage = stage.Anew();

    [Fact]
    public async Task Started_again_it_leads_where_it_was_to_lead()
    {
        _stage.Provider.Audience = "another-program";
        using var browser = _stage.Browser();

        var (_, page) = await browser.OpenAsync("/sessions?q=a");

        Assert.Contains("href=\"sign-in?returnTo=%2Fsessions%3Fq%3Da\"", page, StringComparison.Ordinal);
        Assert.Contains("Start again", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_goes_down_on_the_way_is_tried_again_for_the_same_page()
    {
        using var browser = _stage.Browser();
        var answer = await browser.AnswerOfProviderAsync("/sessions?q=a");
        _stage.Provider.IsDown = true;

        using var response = await browser.SendAsync(HttpMethod.Get, answer);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("The sign-in provider does not answer.", page, StringComparison.Ordinal);
        Assert.Contains("href=\"sign-in?returnTo=%2Fsessions%3Fq%3Da\"", page, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task A_number_that_was_used_once_already_signs_nobody_in()
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        var asked = mara.Way.Single(step => step.AbsolutePath == "/authorize").Query.TrimStart('?').Split('&');
        _stage.Provider.Nonce = Uri.UnescapeDataString(
            asked.Single(part => part.StartsWith("nonce=", StringComparison.Ordinal))["nonce=".Length..]
        );
        using var browser = _stage.Browser();

        var (status, page) = await browser.OpenAsync("/");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("was used before", page, StringComparison.Ordinal);
        Assert.Single(_stage.Sessions.All);
    }

    [Fact]
    public async Task Whoever_is_in_all_the_same_reads_so_and_goes_on()
    {
        using var browser = await _stage.BrowserOfAsync("mara");
        _stage.Provider.Audience = "another-program";

        var (status, page) = await browser.OpenAsync("/sign-in?returnTo=%2Fsessions%3Fq%3Da");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("You are still signed in", page, StringComparison.Ordinal);
        Assert.Contains("href=\"sessions?q=a\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/sessions?q=a")).Status);
    }

    [Fact]
    public async Task Whoever_has_no_role_is_not_told_to_go_on()
    {
        using var browser = await _stage.BrowserOfAsync("noa");
        _stage.Provider.Audience = "another-program";

        var (_, page) = await browser.OpenAsync("/sign-in");

        Assert.Contains("You are not signed in", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/signed-out", "You are signed out of StreamOps.")]
    [InlineData("/signed-out?returnTo=%2Fsessions", "Your sign-in has ended: its time was over,")]
    public async Task A_page_that_was_left_by_itself_says_why(string path, string words)
    {
        using var browser = _stage.Browser();

        var (status, page) = await browser.OpenAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("A rescue that was sent runs on at the server.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?state=x", false)]
    [InlineData("?state=x", true)]
    public async Task Whoever_comes_back_from_a_sign_out_that_nobody_knows_of_gets_a_page(string query, bool isIn)
    {
        using var browser = isIn ? await _stage.BrowserOfAsync("mara") : _stage.Browser();

        var (status, page) = await browser.OpenAsync($"/sign-out/callback{query}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(isIn ? "/" : "/signed-out", browser.At.AbsolutePath);
        Assert.Contains("<h1", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "/sessions?q=a", "/sessions?q=a")]
    [InlineData("/ops", "/ops/sessions?q=a", "/sessions?q=a")]
    [InlineData("/o ps", "/o%20ps/", "/")]
    [InlineData("/ops", "/sessions", "/sessions")]
    [InlineData("/ops", null, null)]
    public void An_address_loses_the_base_path_that_it_got(string basePath, string? address, string? inside)
    {
        var request = new DefaultHttpContext().Request;
        request.PathBase = basePath;

        Assert.Equal(inside, BasePath.OfHeader(request, address));
    }
}
