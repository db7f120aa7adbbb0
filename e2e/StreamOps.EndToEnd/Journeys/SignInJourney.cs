using StreamOps.Dashboard.Tests.SignIn;
using StreamOps.EndToEnd.Hosting;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>Signing in and being out again, as somebody sees it in their browser.</summary>
[Collection<SignedInPeople>]
public sealed class SignInJourney(SignInStage stage) : Journey<SignInStage>(stage)
{
    /// <summary>In which an end is seen in an open page, and what a busy machine takes for a page.</summary>
    private const float Promised = 5_000;

    private TestProvider Provider => Stage.Provider;

    protected override bool OpensBrowser => false;

    [Fact]
    public async Task A_deep_link_is_kept_a_second_tab_is_in_and_signing_out_in_one_tab_ends_both()
    {
        var mara = await SignInAsync("/sessions?q=a");
        await Expect(mara.Page).ToHaveURLAsync($"{Stage.Dashboard.Address}/sessions?q=a");
        await Expect(mara.Page.Locator(".operator-mark")).ToContainTextAsync("operator");
        // Seen by their tag, as the emulator tells it.
        await Expect(mara.Page.Locator("[data-sight]")).ToContainTextAsync("stream group");
        await Expect(mara.Page.Locator("nav b").Nth(1)).Not.ToHaveTextAsync("0");
        var asked = Provider.Asked;

        var tab = await mara.OpenTabAsync();
        await tab.GotoAsync("/stream-groups");
        await ListensAsync(tab);
        Assert.Equal(asked, Provider.Asked);
        await tab.Locator(".sign-out").ClickAsync();

        await Expect(mara.Page.GetByRole(AriaRole.Heading, new() { Name = "Signed out" })).ToBeVisibleAsync(new() { Timeout = Promised });
        await Expect(tab.GetByRole(AriaRole.Heading, new() { Name = "Signed out" })).ToBeVisibleAsync();
        await mara.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await Expect(mara.Page).ToHaveURLAsync($"{Stage.Dashboard.Address}/sessions?q=a");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_ends_an_open_page_and_says_whom_to_ask()
    {
        // One of a second may end with the second in which it began, before the sign-in is over.
        Provider.TokenLife = TimeSpan.FromSeconds(2);
        var mara = await SignInAsync("/");
        // The page for who has no role is no success.
        mara.MayComplainOf("403");

        Provider.Roles["mara"] = [];

        // The provider tells with its next token.
        await Expect(mara.Page.GetByText("support-leads@example.com"))
            .ToBeVisibleAsync(new() { Timeout = Promised + (float)Provider.TokenLife.TotalMilliseconds });
        await Expect(mara.Page.Locator(".shell")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Signed_out_elsewhere_the_page_is_left_within_five_seconds()
    {
        var mara = await SignInAsync("/");
        using var http = new HttpClient();
        using var token = new FormUrlEncodedContent([
            new("logout_token", Provider.LogoutToken(new Dictionary<string, object?>(StringComparer.Ordinal) { ["sub"] = "id-mara" })),
        ]);

        using var told = await http.PostAsync(new Uri($"{Stage.Dashboard.Address}/sign-out/back-channel"), token, Cancellation);

        Assert.True(told.IsSuccessStatusCode);
        await Expect(mara.Page.GetByRole(AriaRole.Heading, new() { Name = "Signed out" })).ToBeVisibleAsync(new() { Timeout = Promised });
    }

    [Fact]
    public async Task Who_sees_no_stream_group_reads_so_and_is_told_of_nobody()
    {
        Provider.Person = "vic";
        var vic = await SignInAsync("/stream-groups");

        await Expect(vic.Page.Locator("[data-sight]"))
            .ToContainTextAsync("No stream group here is yours to see. Ask support-leads@example.com");
        await Expect(vic.Page.Locator("nav b").Nth(1)).ToHaveTextAsync("0");
    }

    [Fact]
    public async Task Whoever_is_not_in_reads_pages_without_an_accessibility_finding()
    {
        Provider.Person = "noa";
        var noa = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        // The page for who has no role is no success.
        noa.MayComplainOf("403");
        await noa.Page.GotoAsync("/sessions");
        await AxeScan.OfAsync(noa.Page, "no role", noa.Page.GetByText("support-leads@example.com"));

        await noa.Page.GotoAsync("/signed-out");
        await AxeScan.OfAsync(noa.Page, "signed out", noa.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }));
    }

    [Fact]
    public async Task A_lead_makes_an_access_token_and_revokes_it_by_keys_and_nothing_hides_from_anybody()
    {
        Provider.Person = "lea";
        var lea = await SignInAsync("/tokens");
        await AxeScan.OfAsync(lea.Page, "tokens, none", lea.Page.GetByText("There is no access token."));

        await lea.Page.GetByLabel("What it is for").FillAsync("Wallboard");
        await lea.Page.Keyboard.PressAsync("Enter");
        await Expect(lea.Page.GetByRole(AriaRole.Heading, new() { Name = "Copy it now: Wallboard" })).ToBeFocusedAsync();
        await AxeScan.OfAsync(lea.Page, "tokens, one made", lea.Page.Locator("[data-token]"));

        var revoke = lea.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke Wallboard" });
        await revoke.FocusAsync();
        await lea.Page.Keyboard.PressAsync("Enter");
        await Expect(lea.Page.Locator("[data-keep-token]")).ToBeFocusedAsync();
        await AxeScan.OfAsync(lea.Page, "tokens, revoke?", lea.Page.Locator("[data-revoke-token-yes]"));
        await lea.Page.Keyboard.PressAsync("Escape");
        await Expect(revoke).ToBeFocusedAsync();

        await lea.Page.Keyboard.PressAsync("Enter");
        await Expect(lea.Page.Locator("[data-keep-token]")).ToBeFocusedAsync();
        await lea.Page.Keyboard.PressAsync("Tab");
        await lea.Page.Keyboard.PressAsync("Enter");
        await AxeScan.OfAsync(lea.Page, "tokens, revoked", lea.Page.Locator("[data-token-row][data-ended]"));
    }

    [Fact]
    public async Task A_restart_throws_nobody_out()
    {
        var mara = await SignInAsync("/sessions?q=a");
        mara.MayComplain = true;
        var asked = Provider.Asked;

        // The page of before is gone once it has loaded itself anew.
        await mara.Page.EvaluateAsync("() => { window.isOfBefore = true; }");
        await Stage.Dashboard.KillAsync();
        await Stage.Dashboard.StartAsync();
        await mara.Page.WaitForFunctionAsync("() => !window.isOfBefore && document.querySelector('.shell[data-interactive=\"true\"]')");
        await mara.Page.GotoAsync("/stream-groups");
        await ListensAsync(mara.Page);

        await Expect(mara.Page.Locator(".operator-mark")).ToContainTextAsync("mara");
        Assert.Equal(asked, Provider.Asked);
    }

    [Fact]
    public async Task A_page_whose_sign_in_ended_while_nothing_was_live_is_left()
    {
        var mara = await SignInAsync("/sessions?q=a");
        mara.MayComplain = true;

        await Stage.Dashboard.KillAsync();
        // With other settings of the sign-in all sign in again.
        Stage.Dashboard.Settings = new Dictionary<string, string>(Stage.Dashboard.Settings, StringComparer.Ordinal)
        {
            ["StreamOps__SignIn__Viewers"] = "wallboard;lobby",
        };
        await Stage.Dashboard.StartAsync();

        await Expect(mara.Page.GetByRole(AriaRole.Heading, new() { Name = "Signed out" }))
            .ToBeVisibleAsync(new() { Timeout = 3 * Promised });
        await Expect(mara.Page).ToHaveURLAsync($"{Stage.Dashboard.Address}/signed-out?returnTo=%2Fsessions%3Fq%3Da");
    }

    private async Task<OperatorBrowser> SignInAsync(string path)
    {
        var browser = await OpenAsync(() => Stage.OpenNewBrowserAsync());
        await browser.Page.GotoAsync(path);
        await ListensAsync(browser.Page);
        // What a page asks for in the moment in which its sign-in ends.
        browser.MayComplainOf("401");
        return browser;
    }

    private static Task ListensAsync(IPage page) => page.WaitForSelectorAsync(".shell[data-interactive='true']");

    protected override ValueTask TidyAsync()
    {
        Stage.Anew();
        return ValueTask.CompletedTask;
    }
}
