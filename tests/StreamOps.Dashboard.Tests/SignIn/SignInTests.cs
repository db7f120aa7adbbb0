using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>Signing in at a real provider, over real HTTP.</summary>
public sealed class SignInTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private readonly SignedInDashboard _stage = stage.Anew();

    [Theory]
    [InlineData("mara", "operator")]
    [InlineData("lea", "lead")]
    [InlineData("vic", "viewer")]
    [InlineData("tom", "operator, takeover")]
    public async Task Somebody_with_a_role_gets_in_under_their_own_name(string person, string role)
    {
        _stage.Provider.Person = person;
        using var browser = _stage.Browser();

        var (status, page) = await browser.OpenAsync("/");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(person, page, StringComparison.Ordinal);
        Assert.Contains($">{role}</span>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unverified", page, StringComparison.Ordinal);
        Assert.Contains(
            browser.Way,
            step => step.AbsolutePath == "/authorize" && step.Query.Contains("code_challenge_method=S256", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_deep_link_is_kept_over_the_sign_in()
    {
        using var browser = _stage.Browser();

        var (_, page) = await browser.OpenAsync("/sessions?q=a%20b&session=s1");

        Assert.Equal("/sessions?q=a%20b&session=s1", browser.At.PathAndQuery);
        Assert.Contains("<h1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_without_a_role_reads_who_they_are_and_whom_to_ask()
    {
        using var browser = await _stage.BrowserOfAsync("noa");

        var (status, page) = await browser.OpenAsync("/sessions");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("You are signed in as noa", page, StringComparison.Ordinal);
        Assert.Contains("support-leads@example.com", page, StringComparison.Ordinal);
        using var clock = await browser.PostAsync("/rescue/links");
        Assert.Equal(HttpStatusCode.Forbidden, clock.StatusCode);
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task Signing_out_ends_it_here_and_at_the_provider()
    {
        using var browser = await _stage.BrowserOfAsync("mara");
        var (_, queue) = await browser.OpenAsync("/");

        var (status, page) = await browser.OpenAsync(SignOutAddress(queue));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Signed out", page, StringComparison.Ordinal);
        Assert.Equal("/signed-out", browser.At.AbsolutePath);
        var provider = Assert.Single(browser.Way, step => step.AbsolutePath == "/end");
        Assert.Contains("id_token_hint=", provider.Query, StringComparison.Ordinal);
        using var again = await browser.SendAsync(HttpMethod.Get, new Uri(_stage.Dashboard.Address, "/sessions"));
        Assert.Equal("/sign-in", new Uri(_stage.Dashboard.Address, again.Headers.Location!).AbsolutePath);
    }

    [Fact]
    public async Task The_page_is_left_before_its_sign_in_ends_so_that_it_does_not_get_in_the_way_of_the_provider()
    {
        using var browser = await _stage.BrowserOfAsync("mara");
        var (_, queue) = await browser.OpenAsync("/");

        using var answer = await browser.SendAsync(HttpMethod.Get, new Uri(_stage.Dashboard.Address, SignOutAddress(queue)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("0; url=/sign-out?proof=", Assert.Single(answer.Headers.GetValues("Refresh")), StringComparison.Ordinal);
        Assert.Single(_stage.Sessions.All);
    }

    [Fact]
    public async Task An_address_that_signs_out_is_good_for_its_own_browser_alone()
    {
        using var mara = await _stage.BrowserOfAsync("mara");
        using var lea = await _stage.BrowserOfAsync("lea");
        var (_, queue) = await lea.OpenAsync("/");

        await mara.OpenAsync(SignOutAddress(queue));
        await mara.OpenAsync("/sign-out");

        var (_, page) = await mara.OpenAsync("/");
        Assert.Contains(">operator</span>", page, StringComparison.Ordinal);
        Assert.Equal(["/"], mara.Way.Select(step => step.AbsolutePath));
    }

    [Fact]
    public async Task While_the_provider_is_down_who_is_in_stays_in_and_who_is_not_reads_a_sentence()
    {
        var time = new FakeTimeProvider();
        await using var own = await SignedInDashboard.StartAsync(builder =>
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<ProviderReach>(services, time))
        );
        using var mara = await own.BrowserOfAsync("mara");
        await own.Provider.StopAsync();
        time.Advance(ProviderReach.BetweenLooks);
        using var lea = own.Browser();

        var (stays, queue) = await mara.OpenAsync("/");
        var (status, page) = await lea.OpenAsync("/sessions");

        Assert.Equal(HttpStatusCode.OK, stays);
        Assert.Contains(">operator</span>", queue, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("The sign-in provider does not answer.", page, StringComparison.Ordinal);
        Assert.Contains("returnTo=%2Fsessions", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_another_program_signs_nobody_in()
    {
        _stage.Provider.Audience = "another-program";
        using var browser = _stage.Browser();

        var (status, page) = await browser.OpenAsync("/");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("it is for another program", page, StringComparison.Ordinal);
        Assert.Empty(_stage.Sessions.All);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-4)]
    public async Task Clocks_that_differ_by_some_minutes_keep_nobody_out(int minutesAhead)
    {
        _stage.Provider.Ahead = TimeSpan.FromMinutes(minutesAhead);
        using var browser = _stage.Browser();

        var (status, page) = await browser.OpenAsync("/");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(">operator</span>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(-90)]
    public async Task Clocks_that_differ_by_more_sign_nobody_in_and_the_page_says_so(int minutesAhead)
    {
        _stage.Provider.Ahead = TimeSpan.FromMinutes(minutesAhead);
        using var browser = _stage.Browser();

        var (status, page) = await browser.OpenAsync("/");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("one of the clocks is wrong", page, StringComparison.Ordinal);
        Assert.Empty(_stage.Sessions.All);
    }

    [Fact]
    public async Task Two_tabs_that_sign_in_at_once_both_get_where_they_were_going_and_are_one_sign_in()
    {
        using var browser = _stage.Browser();
        var one = await browser.AnswerOfProviderAsync("/sessions?q=a");
        var other = await browser.AnswerOfProviderAsync("/stream-groups");

        using var first = await browser.SendAsync(HttpMethod.Get, one);
        var id = Assert.Single(_stage.Sessions.All).Id;
        using var second = await browser.SendAsync(HttpMethod.Get, other);

        Assert.Equal("/sessions?q=a", first.Headers.Location!.OriginalString);
        Assert.Equal("/stream-groups", second.Headers.Location!.OriginalString);
        // The pages of the first tab live on.
        Assert.Equal(id, Assert.Single(_stage.Sessions.All).Id);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/sessions?q=a")).Status);
        Assert.Single(browser.Way);
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task An_answer_of_the_provider_counts_once()
    {
        using var browser = _stage.Browser();
        var answer = await browser.AnswerOfProviderAsync("/");
        using var first = await browser.SendAsync(HttpMethod.Get, answer);
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);

        using var replayed = await browser.SendAsync(HttpMethod.Get, answer);

        Assert.Equal(HttpStatusCode.BadRequest, replayed.StatusCode);
        // By the first one the browser is in, and it stays so.
        Assert.Contains("You are still signed in", await replayed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(_stage.Sessions.All);
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task An_answer_counts_in_the_browser_that_asked_alone()
    {
        using var mara = _stage.Browser();
        using var thief = _stage.Browser();
        var answer = await mara.AnswerOfProviderAsync("/");

        using var stolen = await thief.SendAsync(HttpMethod.Get, answer);

        Assert.Equal(HttpStatusCode.BadRequest, stolen.StatusCode);
        Assert.Empty(_stage.Sessions.All);
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task The_code_of_another_sign_in_is_refused_by_its_nonce_and_its_proof()
    {
        using var mara = _stage.Browser();
        using var other = _stage.Browser();
        var mine = await mara.AnswerOfProviderAsync("/");
        var theirs = await other.AnswerOfProviderAsync("/");
        var mixed = mine.AbsoluteUri.Replace(CodeIn(mine), CodeIn(theirs), StringComparison.Ordinal);

        using var response = await mara.SendAsync(HttpMethod.Get, new Uri(mixed));

        Assert.NotEqual(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Empty(_stage.Sessions.All);
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task A_key_from_before_a_sign_in_is_worth_nothing_after_it()
    {
        using var browser = await _stage.BrowserOfAsync("mara");
        var before = Assert.Single(_stage.Sessions.All);

        await browser.OpenAsync("/sign-in");

        var after = Assert.Single(_stage.Sessions.All);
        Assert.NotEqual(before.Hash, after.Hash);
        Assert.Equal(before.Id, after.Id);
    }

    [Fact]
    public async Task A_name_that_was_only_given_opens_nothing()
    {
        using var browser = _stage.Browser();

        using var response = await browser.PostAsync("/operator", new FormUrlEncodedContent([new("name", "Mara")]));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task The_secret_and_the_tokens_stand_in_no_page_and_no_cookie()
    {
        using var browser = await _stage.BrowserOfAsync("mara");
        var (_, page) = await browser.OpenAsync("/");

        var held = browser.Held.Append(page).ToList();
        Assert.All(held, text => Assert.DoesNotContain(TestProvider.ClientSecret, text, StringComparison.Ordinal));
        Assert.All(held, text => Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("consent", true)]
    public async Task The_provider_is_told_what_to_ask(string prompt, bool isTold)
    {
        await using var other = await SignedInDashboard.StartAsync(configure: null, $"--StreamOps:SignIn:Prompt={prompt}");

        using var mara = await other.BrowserOfAsync("mara");

        Assert.Equal(isTold, mara.Way.Exists(address => address.Query.Contains("prompt=consent", StringComparison.Ordinal)));
        Assert.Single(other.Sessions.All);
    }

    [Theory]
    [InlineData("openid;profile", 1)]
    [InlineData("openid;profile;offline_access", 0)]
    public async Task That_the_provider_cannot_be_asked_again_is_told_once(string scopes, int told)
    {
        using var logs = new CapturedLogs();
        await using var other = await SignedInDashboard.StartAsync(
            builder => builder.Logging.AddProvider(logs),
            $"--StreamOps:SignIn:Scopes={scopes}"
        );

        using var mara = await other.BrowserOfAsync("mara");
        using var lea = await other.BrowserOfAsync("lea");

        Assert.Equal(2, other.Sessions.All.Count);
        Assert.Equal(
            told,
            logs.Text.Split('\n').Count(line => line.StartsWith("Warning The provider gave no refresh token", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("mara.roe@example.com", "mara.roe@example.com")]
    [InlineData("Roe, Mara (Support)", "Roe Mara Support")]
    [InlineData("\u202Emara", "mara")]
    [InlineData("\u200B", "somebody")]
    public void A_name_from_the_provider_is_a_name_of_ours(string given, string name) =>
        Assert.Equal(name, OperatorName.TryRead(given, out var read) ? read : OperatorName.Readable(given));

    internal static string SignOutAddress(string page)
    {
        var start = page.IndexOf("sign-out?", StringComparison.Ordinal);
        return WebUtility.HtmlDecode(page[start..page.IndexOf('"', start)]);
    }

    private static string CodeIn(Uri answer) =>
        answer.Query.TrimStart('?').Split('&').Single(part => part.StartsWith("code=", StringComparison.Ordinal));
}
