using System.Net;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Network;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>Any site can send a browser to sign in, as often as it likes: that keeps nobody out, and makes no sign-in of somebody who is in.</summary>
public sealed class SignInCookiesTests(ProxiedStage stage) : IClassFixture<ProxiedStage>
{
    /// <summary>What nginx takes of an answer's headers. Bytes.</summary>
    private const int LargestAnswer = 4 * 1024;

    /// <summary>Of the 8 KB that it reads of one header of a request. The sign-in itself and our other cookies need less than the rest. Bytes.</summary>
    private const int RoomForThese = 5 * 1024;

    private readonly SignedInDashboard _stage = stage.Anew();

    [Fact]
    public async Task However_often_a_browser_is_sent_to_sign_in_it_holds_few_cookies_of_it_and_the_newest_sign_in_goes_through()
    {
        using var browser = Browser();

        for (var sent = 0; sent < 60; sent++)
        {
            using var led = await browser.SendAsync(HttpMethod.Get, new Uri(ProxiedStage.Known, $"sign-in?n={sent}"));
            Assert.Equal(HttpStatusCode.Redirect, led.StatusCode);
            Assert.InRange(led.Headers.ToString().Length, 1, LargestAnswer);
        }

        Assert.InRange(CookiesOf(browser, "nonce"), 1, SignInCookies.MostUnderWay + 1);
        Assert.InRange(CookiesOf(browser, "correlation"), 1, SignInCookies.MostUnderWay + 1);
        Assert.InRange(browser.Names.Sum(name => name.Length) + browser.Held.Sum(value => value.Length), 1, RoomForThese);
        var answer = await browser.AnswerOfProviderAsync("sessions");
        using var signedIn = await browser.SendAsync(HttpMethod.Get, answer);
        Assert.Equal("/ops/sessions", signedIn.Headers.Location?.OriginalString);
        Assert.Single(_stage.Sessions.All);
    }

    [Fact]
    public async Task As_many_tabs_as_a_browser_opens_at_once_all_sign_in()
    {
        using var browser = Browser();
        var answers = new List<Uri>();
        for (var tab = 0; tab < SignInCookies.MostUnderWay; tab++)
        {
            answers.Add(await browser.AnswerOfProviderAsync("sessions"));
        }

        foreach (var answer in answers)
        {
            using var signedIn = await browser.SendAsync(HttpMethod.Get, answer);
            Assert.Equal("/ops/sessions", signedIn.Headers.Location?.OriginalString);
        }

        Assert.Single(_stage.Sessions.All);
    }

    [Theory]
    [InlineData("cross-site", false)]
    [InlineData("same-site", false)]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]
    public async Task Another_sites_page_makes_no_new_sign_in_of_somebody_who_is_in(string from, bool isNew)
    {
        using var browser = Browser(("Sec-Fetch-Site", from));
        await browser.OpenAsync("");
        Assert.Single(_stage.Sessions.All);
        var set = browser.Set.Count;

        using var led = await browser.SendAsync(HttpMethod.Get, new Uri(ProxiedStage.Known, "sign-in?returnTo=%2Fsessions"));

        Assert.Equal(isNew, led.Headers.Location!.IsAbsoluteUri);
        Assert.Equal(isNew, browser.Set.Count > set);
        if (!isNew)
        {
            Assert.Equal("/ops/sessions", led.Headers.Location.OriginalString);
        }
    }

    private static int CookiesOf(Browser browser, string kind) =>
        browser.Names.Count(name => name.StartsWith($"__Host-streamops-{kind}.", StringComparison.Ordinal));

    private Browser Browser(params (string, string)[] also) =>
        new(
            ProxiedStage.Known,
            new ProxiedRequests(
                ProxiedStage.Known,
                _stage.Dashboard.Address,
                [("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.7"), .. also]
            )
        );
}
