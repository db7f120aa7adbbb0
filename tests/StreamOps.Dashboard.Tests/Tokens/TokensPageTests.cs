using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tokens;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tokens;

namespace StreamOps.Dashboard.Tests.Tokens;

public sealed class TokensPageTests : OperatedTest
{
    private static readonly Actor LeaActor = new("id-lea", "Lea", ActorRole.Lead, MayTakeOver: false);
    private static readonly CurrentOperator Lea = new("Lea", IsVerified: true) { Actor = LeaActor };

    private readonly ShiftedTime _time = new();

    public TokensPageTests() => Services.AddSingleton<TimeProvider>(_time);

    [Fact]
    public void Before_there_is_one_it_says_so()
    {
        var page = Page(Lea);

        page.WaitForAssertion(() => Assert.Contains("There is no access token.", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Theory]
    [InlineData(ActorRole.Viewer)]
    [InlineData(ActorRole.Operator)]
    public void Whoever_is_no_lead_reads_why_and_has_nothing_to_press(ActorRole role)
    {
        var page = Page(Lea with { Actor = LeaActor with { Role = role } });

        page.WaitForAssertion(() => Assert.Contains("Access tokens are for leads.", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("button, input"));
    }

    [Fact]
    public void Where_nobody_signs_in_it_says_what_they_are_for()
    {
        var page = Page(Mara);

        page.WaitForAssertion(() => Assert.Contains(TokenDesk.NoSignIn, page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_token_is_shown_once_to_who_made_it_and_never_again()
    {
        var page = Page(Lea);
        await page.WaitForElement("form", Patience).QuerySelector("[data-token-name]")!.ChangeAsync(new() { Value = "wallboard" });

        await page.Find("form").SubmitAsync();

        var text = page.WaitForElement("[data-token]", Patience).TextContent;
        JSInterop.VerifyFocusAsyncInvoke();
        Assert.Equal(text, page.Find(".button.primary[data-copy]").GetAttribute("data-copy"));
        Assert.Matches("^so_[A-Za-z0-9_-]{43}$", text);
        Assert.NotNull(await Services.GetRequiredService<TokenDoor>().EnterAsync(text));
        await page.Find("[data-hide-token]").ClickAsync(new());
        // The button is gone: the hand is at the page's heading, and not nowhere.
        FocusIsAt(page, "h1", 2);
        Assert.DoesNotContain(text, page.Markup, StringComparison.Ordinal);
        var again = Page(Lea);
        again.WaitForElement("[data-token-row]", Patience);
        Assert.DoesNotContain(text, again.Markup, StringComparison.Ordinal);
        Assert.Contains("wallboard", again.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_asks_once_and_the_row_says_who_did_it()
    {
        var made = Assert.IsType<TokenMaking.Made>(
            await Services.GetRequiredService<TokenDesk>().MakeAsync("wallboard", ActorRole.Viewer, 30, LeaActor)
        );
        var page = Page(Lea);
        await page.WaitForElement("[data-revoke-token]", Patience).ClickAsync(new());
        Assert.NotNull(await Services.GetRequiredService<TokenDoor>().EnterAsync(made.Secret.Text));

        await page.Find("[data-revoke-token-yes]").ClickAsync(new());

        page.WaitForAssertion(
            () => Assert.Contains("revoked", page.Find("[data-token-row]").TextContent, StringComparison.Ordinal),
            Patience
        );
        Assert.Empty(page.FindAll("[data-revoke-token]"));
        FocusIsAt(page, "h1", 2);
        Assert.Null(await Services.GetRequiredService<TokenDoor>().EnterAsync(made.Secret.Text));
    }

    [Fact]
    public async Task Whoever_is_asked_whether_to_revoke_can_keep_it_first_and_comes_back_to_where_they_were()
    {
        await Services.GetRequiredService<TokenDesk>().MakeAsync("wallboard", ActorRole.Viewer, 30, LeaActor);
        var page = Page(Lea);

        await page.WaitForElement("[data-revoke-token]", Patience).ClickAsync(new());
        JSInterop.VerifyFocusAsyncInvoke();
        Assert.Equal("Keep it", page.Find("[data-token-row] button").TextContent);
        Assert.Equal("Revoke wallboard?", page.Find("[data-token-row] [role=group]").GetAttribute("aria-label"));
        await page.Find("[data-keep-token]").ClickAsync(new());

        JSInterop.VerifyFocusAsyncInvoke(2);
        Assert.Single(page.FindAll("[data-revoke-token]"));
    }

    [Fact]
    public async Task A_token_that_expires_while_it_is_asked_about_has_no_button_to_come_back_to()
    {
        await Services.GetRequiredService<TokenDesk>().MakeAsync("wallboard", ActorRole.Viewer, 30, LeaActor);
        var page = Page(Lea);
        await page.WaitForElement("[data-revoke-token]", Patience).ClickAsync(new());

        _time.Shift = TimeSpan.FromDays(31);
        await page.Find("[data-keep-token]").ClickAsync(new());

        Assert.Contains("expired", page.Find("[data-token-row]").TextContent, StringComparison.Ordinal);
        FocusIsAt(page, "h1", 2);
    }

    [Fact]
    public async Task A_token_that_expired_since_it_was_drawn_is_not_asked_about_and_one_just_made_stays_in_view()
    {
        await Services.GetRequiredService<TokenDesk>().MakeAsync("wallboard", ActorRole.Viewer, 30, LeaActor);
        var page = Page(Lea);
        await page.WaitForElement("form", Patience).QuerySelector("[data-token-name]")!.ChangeAsync(new() { Value = "script" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-revoke-token]").Count), Patience);

        _time.Shift = TimeSpan.FromDays(31);
        await page.Find("[data-revoke-token][aria-label='Revoke wallboard']").ClickAsync(new());

        Assert.Empty(page.FindAll("[data-keep-token]"));
        Assert.NotEmpty(page.FindAll("[data-token]"));
        FocusIsAt(page, "h1", 2);
    }

    [Fact]
    public async Task Moments_are_told_in_the_readers_zone_and_each_says_on_a_phone_what_it_is()
    {
        var made = Assert.IsType<TokenMaking.Made>(
            await Services.GetRequiredService<TokenDesk>().MakeAsync("wallboard", ActorRole.Viewer, 30, LeaActor)
        );
        var page = Page(Lea);

        page.WaitForElement("[data-token-row]", Patience);

        Assert.Equal(Moment.Attribute(made.Token.MadeAt), page.Find("[data-label=Made] local-time").GetAttribute("at"));
        Assert.Equal(Moment.Attribute(made.Token.Expires), page.Find("[data-label=State] local-time").GetAttribute("at"));
        Assert.Equal("never", page.Find("[data-label='Last used']").TextContent.Trim());
        Assert.Equal("all", page.Find("[data-label='Stream groups']").TextContent.Trim());
    }

    [Fact]
    public async Task A_token_of_before_there_were_stream_groups_says_that_it_sees_all()
    {
        await Services
            .GetRequiredService<OperationsStore>()
            .RunAsync(async db =>
            {
                var now = TimeProvider.System.GetUtcNow();
                db.Add(
                    new AccessToken
                    {
                        Id = Guid.NewGuid(),
                        Name = "old wallboard",
                        Role = ActorRole.Viewer,
                        MadeBy = "Lea",
                        MadeAt = now,
                        Expires = now.AddDays(1),
                    }
                );
                await db.SaveChangesAsync();
            });

        var row = Page(Lea).WaitForElement("[data-token-row]", Patience);

        Assert.Equal("all", row.QuerySelector("[data-label='Stream groups']")!.TextContent.Trim());
    }

    [Fact]
    public async Task What_the_desk_refuses_is_said()
    {
        var page = Page(Lea);
        await page.WaitForElement("[data-token-days]", Patience).ChangeAsync(new() { Value = "366" });

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(
            () => Assert.Contains("what the token is for", page.Find("[role=alert]").TextContent, StringComparison.Ordinal),
            Patience
        );
        Assert.Empty(page.FindAll("[data-token]"));
    }

    private void FocusIsAt(IRenderedComponent<TokensPage> page, string selector, int times) =>
        JSInterop.VerifyFocusAsyncInvoke(times)[^1].Arguments[0].ShouldBeElementReferenceTo(page.Find(selector));

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }

    private IRenderedComponent<TokensPage> Page(CurrentOperator by)
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return Render<TokensPage>(page => page.By(by));
    }
}
