using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;
using StreamOps.Testing;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A sign-in that ends, or comes to nothing, as somebody reads it who has no hand in it: what is the matter, and how it goes on; and what becomes of the page they had open.</summary>
[Collection<SignedInPeople>]
public sealed partial class SignInTroubleJourney(SignInStage stage) : Journey<SignInStage>(stage)
{
    private const string Wanted = "/sessions?q=a";

    /// <summary>In which an end is seen in an open page.</summary>
    private const float Promised = 5_000;

    /// <summary>As long as a sign-in lasts, whatever is done.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>A restart, and the page that comes back from it.</summary>
    private static readonly TimeSpan LeftAfterRestart = TimeSpan.FromSeconds(25);

    private TestProvider Provider => Stage.Provider;

    protected override bool OpensBrowser => false;

    [Fact]
    public async Task After_twelve_hours_an_open_page_is_left_says_why_and_leads_back()
    {
        var mara = await SignInAsync();
        mara.MayComplain = true;

        await Stage.Dashboard.KillAsync();
        // Hours pass in no other way here. Enough is left for the start: a page that comes back after the end is signed in anew by the provider, without a word.
        await SignedInAgoAsync(Longest - LeftAfterRestart);
        await Stage.Dashboard.StartAsync();

        await ReadsAsync(
            mara.Page,
            "Signed out",
            "Your sign-in has ended: its time was over,",
            "Sign in",
            LeftAfterRestart + LeftAfterRestart
        );
        await Expect(mara.Page).ToHaveURLAsync($"{Stage.Dashboard.Address}/signed-out?returnTo=%2Fsessions%3Fq%3Da");
        await mara.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await IsInAsync(mara.Page, "mara");
    }

    [Fact]
    public async Task While_the_provider_is_down_who_is_in_works_on_and_who_is_not_reads_so_until_it_is_back()
    {
        // The token of an open page runs out meanwhile.
        Provider.TokenLife = TimeSpan.FromSeconds(2);
        var mara = await SignInAsync();
        var lea = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        lea.MayComplainOf("503");
        Provider.Person = "lea";
        // As far as the provider's form: it goes down while they type.
        var answer = await AnswerOfProviderAsync(lea);

        Provider.IsDown = true;
        await lea.Page.GotoAsync(answer);
        await ReadsAsync(lea.Page, "Nobody can sign in just now", "The sign-in provider does not answer.", "Try again");
        await lea.Page.GotoAsync(Wanted);
        await ReadsAsync(lea.Page, "Nobody can sign in just now", "Whoever is signed in already goes on working.", "Try again");
        await AxeScan.OfAsync(lea.Page, "provider down", lea.Page.GetByRole(AriaRole.Main));

        await UntilLoggedAsync("they stay in for now");
        await new Shell(mara.Page).ToBeLiveAsync();
        await mara.Page.GotoAsync("/stream-groups");
        await new Shell(mara.Page).UntilInteractiveAsync();
        await Expect(mara.Page.Locator(".operator-mark")).ToContainTextAsync("mara");

        Provider.IsDown = false;
        // It is not asked again within two seconds.
        await Eventually.BeTrueAsync(
            "somebody gets in again",
            TimeSpan.FromSeconds(15),
            async () => await FollowAsync(lea.Page, "Try again") == 200
        );
        await IsInAsync(lea.Page, "lea");
    }

    [Fact]
    public async Task A_providers_clock_that_goes_wrong_ends_an_open_page_and_the_next_sign_in_says_clock()
    {
        Provider.TokenLife = TimeSpan.FromSeconds(2);
        var mara = await SignInAsync();
        mara.MayComplainOf("400");

        Provider.Ahead = TimeSpan.FromMinutes(7);
        await ReadsAsync(
            mara.Page,
            "Signed out",
            "ended in another tab or at the provider",
            "Sign in",
            TimeSpan.FromMilliseconds(Promised) + Provider.TokenLife
        );
        Assert.Equal(400, await FollowAsync(mara.Page, "Sign in"));
        await ReadsAsync(mara.Page, "You are not signed in", "one of the clocks is wrong", "Start again");

        Provider.Ahead = TimeSpan.Zero;
        Assert.Equal(200, await FollowAsync(mara.Page, "Start again"));
        await IsInAsync(mara.Page, "mara");
    }

    [Fact]
    public async Task A_token_for_another_program_lets_nobody_in_and_ends_nobody_who_is()
    {
        var mara = await SignInAsync();
        mara.MayComplainOf("400");
        Provider.Audience = "another-program";

        var lea = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        lea.MayComplainOf("400");
        Provider.Person = "lea";
        await lea.Page.GotoAsync(Wanted);
        await ReadsAsync(lea.Page, "You are not signed in", "it is for another program", "Start again");
        await AxeScan.OfAsync(lea.Page, "not signed in", lea.Page.GetByRole(AriaRole.Main));
        var tab = await mara.OpenTabAsync();
        await tab.GotoAsync("/sign-in?returnTo=%2Fsessions%3Fq%3Da");
        await ReadsAsync(tab, "You are still signed in", "it is for another program", "Go on");
        Assert.Equal(200, await FollowAsync(tab, "Go on"));
        await IsInAsync(tab, "mara");
        await LivesOnAsync(mara.Page);

        Provider.Audience = TestProvider.ClientId;
        Assert.Equal(200, await FollowAsync(lea.Page, "Start again"));
        await IsInAsync(lea.Page, "lea");
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task An_answer_that_was_brought_once_is_worth_nothing_in_any_browser()
    {
        var mara = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        mara.MayComplainOf("400");
        var answer = await AnswerOfProviderAsync(mara);
        await mara.Page.GotoAsync(answer);
        await IsInAsync(mara.Page, "mara");

        var tab = await mara.OpenTabAsync();
        await tab.GotoAsync(answer);
        await ReadsAsync(tab, "You are still signed in", "or was used already", "Go on");
        Assert.Equal(200, await FollowAsync(tab, "Go on"));
        await LivesOnAsync(mara.Page);

        var thief = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        thief.MayComplainOf("400");
        await thief.Page.GotoAsync(answer);
        await ReadsAsync(thief.Page, "You are not signed in", "This sign-in began in another browser", "Start again");
        Provider.Person = "vic";
        Assert.Equal(200, await FollowAsync(thief.Page, "Start again"));
        // As themselves.
        await IsInAsync(thief.Page, "vic");
    }

    [Fact]
    [Trait("Row", "A10")]
    public async Task A_number_or_a_code_of_another_sign_in_lets_nobody_in()
    {
        var mara = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        string? nonce = null;
        mara.Page.Request += (_, request) => nonce ??= Parameter(request.Url, "nonce");
        await mara.Page.GotoAsync(Wanted);
        await IsInAsync(mara.Page, "mara");
        var lea = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        lea.MayComplainOf("400");
        lea.MayComplainOf("403");
        Provider.Person = "lea";

        Assert.NotNull(nonce);
        Provider.Nonce = nonce;
        await lea.Page.GotoAsync(Wanted);
        await ReadsAsync(lea.Page, "You are not signed in", "or was used before", "Start again");

        Provider.Nonce = null;
        var hers = await AnswerOfProviderAsync(lea);
        var another = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        var theirs = await AnswerOfProviderAsync(another);
        await lea.Page.GotoAsync(hers.Replace(Parameter(hers, "code")!, Parameter(theirs, "code"), StringComparison.Ordinal));
        await ReadsAsync(lea.Page, "You are not signed in", "The provider did not sign you in", "Start again");
        Assert.Equal(200, await FollowAsync(lea.Page, "Start again"));
        await IsInAsync(lea.Page, "lea");
        await LivesOnAsync(mara.Page);
    }

    protected override ValueTask TidyAsync()
    {
        Stage.Anew();
        return ValueTask.CompletedTask;
    }

    private async Task<OperatorBrowser> SignInAsync()
    {
        var browser = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        await browser.Page.GotoAsync(Wanted);
        await IsInAsync(browser.Page, "mara");
        // What a page asks for in the moment in which its sign-in ends.
        browser.MayComplainOf("401");
        return browser;
    }

    /// <summary>Where the sign-in was to lead, under their own name, in a page that lives.</summary>
    private async Task IsInAsync(IPage page, string name)
    {
        await new Shell(page).UntilInteractiveAsync();
        await Expect(page).ToHaveURLAsync($"{Stage.Dashboard.Address}{Wanted}");
        await Expect(page.Locator(".operator-mark")).ToContainTextAsync(name);
    }

    private static async Task LivesOnAsync(IPage page)
    {
        await new Shell(page).ToBeLiveAsync();
        await Expect(new Shell(page).CircuitBanner).ToBeHiddenAsync();
    }

    /// <summary>A heading, sentences of ours and a way on; of what went wrong inside nothing.</summary>
    private static async Task ReadsAsync(IPage page, string heading, string words, string wayOn, TimeSpan? within = null)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToHaveTextAsync(heading, new() { Timeout = (float?)within?.TotalMilliseconds });
        var main = page.GetByRole(AriaRole.Main);
        await Expect(main).ToContainTextAsync(words);
        await Expect(main.GetByRole(AriaRole.Link, new() { Name = wayOn, Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotMatch(Insides(), await main.InnerTextAsync());
    }

    /// <summary>Presses a link, wherever that leads.</summary>
    /// <returns>The status of the page at the end of the way.</returns>
    private static async Task<int> FollowAsync(IPage page, string link)
    {
        var end = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync(),
            answer => answer.Request.IsNavigationRequest && answer.Status is < 300 or >= 400
        );
        return end.Status;
    }

    /// <summary>A sign-in up to the step before the dashboard hears of it again: the address with which the provider sends the browser back.</summary>
    private async Task<string> AnswerOfProviderAsync(OperatorBrowser browser)
    {
        var at = $"{Stage.Dashboard.Address}/sign-in?returnTo={Uri.EscapeDataString(Wanted)}";
        while (!at.Contains("/sign-in/callback", StringComparison.Ordinal))
        {
            var answer = await browser.Context.APIRequest.GetAsync(at, new() { MaxRedirects = 0 });
            Assert.Equal(302, answer.Status);
            at = answer.Headers["location"];
        }

        return at;
    }

    /// <summary>Makes everybody's sign-in that old. The dashboard must be down.</summary>
    private async Task SignedInAgoAsync(TimeSpan ago)
    {
        await using var store = new SqliteConnection(
            $"Data Source={Path.Combine(Stage.Dashboard.DataDirectory, "streamops.db")};Pooling=False"
        );
        await store.OpenAsync(Cancellation);
        await using var change = store.CreateCommand();
        change.CommandText = "UPDATE SignIns SET At = $at";
        change.Parameters.AddWithValue("$at", (TimeProvider.System.GetUtcNow() - ago).UtcTicks);
        Assert.NotEqual(0, await change.ExecuteNonQueryAsync(Cancellation));
    }

    private Task UntilLoggedAsync(string words) =>
        Eventually.BeTrueAsync(
            $"the dashboard says: {words}",
            TimeSpan.FromSeconds(30),
            () => Task.FromResult(Stage.Dashboard.Output.Contains(words, StringComparison.Ordinal))
        );

    private static string? Parameter(string address, string name) =>
        new Uri(address)
            .Query.TrimStart('?')
            .Split('&')
            .Where(part => part.StartsWith($"{name}=", StringComparison.Ordinal))
            .Select(part => Uri.UnescapeDataString(part[(name.Length + 1)..]))
            .FirstOrDefault();

    /// <summary>Codes of the protocol and of the libraries, traces of a fault, and what may be part of a token.</summary>
    [GeneratedRegex(@"\b[a-z]+_[a-z_]+\b|\bIDX\d+|Exception|\n\s+at |[A-Za-z0-9+/_-]{40,}", RegexOptions.None, 1_000)]
    private static partial Regex Insides();
}
