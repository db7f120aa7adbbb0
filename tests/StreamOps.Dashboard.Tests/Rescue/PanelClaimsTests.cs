using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Rescue;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

/// <summary>The panel and the claim: who opens it by a step of theirs claims, and where somebody else is on it the panel only looks.</summary>
public sealed class PanelClaimsTests : OperatedTest
{
    private readonly BunitJSModuleInterop _module;
    private readonly BunitJSModuleInterop _box;

    public PanelClaimsTests()
    {
        Put(StreamSessionStatus.PendingClientReconnection);
        Publish(APicture.Fleet(WaitingFrom(Services.GetRequiredService<FleetClock>().Now)) with { Version = 3 });
        _module = JSInterop.SetupModule("./js/paste-box.js");
        _module.Mode = JSRuntimeMode.Loose;
        _box = _module.SetupModule("attach", _ => true);
        _box.Mode = JSRuntimeMode.Loose;
        _box.Setup<bool>("flush", _ => true).SetResult(true);
        // Made with the circuit's first drawing, as by the layout.
        Services.GetRequiredService<Arrival>();
    }

    private ClaimBoard Board => Services.GetRequiredService<ClaimBoard>();

    private ClaimDesk Desk => Services.GetRequiredService<ClaimDesk>();

    [Fact]
    public void Who_opens_the_panel_by_a_step_of_theirs_claims()
    {
        Navigation.NavigateTo("/?rescue=s1");

        var panel = Panel(Waiting, Mara);

        panel.WaitForAssertion(() => Assert.Equal("Mara", Board.Current[A.Arn()].Operator), Patience);
    }

    [Fact]
    public void A_panel_that_was_loaded_claims_nothing_by_itself()
    {
        var panel = Panel(Waiting, Mara);

        Assert.NotEmpty(panel.FindAll("[data-claim-toggle]"));
        Assert.Empty(Board.Current);
    }

    [Fact]
    public void Who_has_no_name_yet_reads_who_is_on_it()
    {
        var panel = Panel(Waiting.With(APicture.Claim(by: "Jon")), null);

        Assert.Equal("Jon is on it.", panel.Find("[data-held]").TextContent);
        Assert.Empty(Panel(Waiting, null).FindAll("[data-held]"));
    }

    [Fact]
    public void Who_gives_a_name_in_the_panel_claims_with_it()
    {
        var panel = Render<CascadingValue<CurrentOperator>>(part =>
            part.Add(it => it.Value, null!)
                .AddChildContent<RescuePanel>(it => it.Add(panel => panel.Session, A.Arn()).Add(panel => panel.Fleet, Waiting))
        );
        Assert.Empty(Board.Current);

        panel.Render(part =>
            part.Add(it => it.Value, Mara)
                .AddChildContent<RescuePanel>(it => it.Add(panel => panel.Session, A.Arn()).Add(panel => panel.Fleet, Waiting))
        );

        panel.WaitForAssertion(() => Assert.Equal("Mara", Board.Current[A.Arn()].Operator), Patience);
    }

    [Fact]
    public void Where_somebody_else_is_on_it_nothing_can_be_begun()
    {
        Navigation.NavigateTo("/?rescue=s1");

        var panel = Panel(Waiting.With(APicture.Claim(by: "Jon")), Mara);

        Assert.Contains("Jon is on it", panel.Find("[data-claim-bar]").TextContent, StringComparison.Ordinal);
        Assert.True(panel.Find("[data-paste-box]").Closest("section")!.HasAttribute("hidden"));
        Assert.Empty(panel.FindAll("[data-send-link][aria-disabled=false]"));
        Assert.Empty(Board.Current);
    }

    [Fact]
    public void An_offer_can_be_handed_over_to_who_is_on_it()
    {
        var panel = Panel(Waiting.With(APicture.Claim(by: "Jon")), Mara);

        panel.Find("[data-hand-over]").Click();

        Assert.False(panel.Find("[data-paste-box]").Closest("section")!.HasAttribute("hidden"));
        Assert.Contains("Ask for their yes", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_the_claim_takes_it_from_who_was_seen()
    {
        await Desk.ClaimAsync(A.Arn(), Actor.Unproven("Jon"));
        var panel = Panel(Waiting.With(APicture.Claim(by: "Jon")), Mara);

        panel.Find("[data-take-claim]").Click();
        panel.Find("[data-take-it]").Click();

        panel.WaitForAssertion(
            () => Assert.Equal(("Mara", "Jon"), (Board.Current[A.Arn()].Operator, Board.Current[A.Arn()].TakenFrom?.Name)),
            Patience
        );
    }

    [Fact]
    public async Task A_claim_that_went_to_another_meanwhile_is_not_taken_and_the_panel_says_whose_it_is()
    {
        await Desk.ClaimAsync(A.Arn(), Actor.Unproven("Tom"));
        var panel = Panel(Waiting.With(APicture.Claim(by: "Jon")), Mara);

        panel.Find("[data-take-claim]").Click();
        panel.Find("[data-take-it]").Click();

        panel.WaitForAssertion(
            () => Assert.Contains("Tom is on it.", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal),
            Patience
        );
        Assert.Equal("Tom", Board.Current[A.Arn()].Operator);
    }

    [Fact]
    public async Task What_the_store_had_no_part_in_stays_when_an_outage_is_over()
    {
        await Desk.ClaimAsync(A.Arn(), Actor.Unproven("Tom"));
        var panel = Panel(Waiting.With(APicture.Claim(by: "Jon")).With(APicture.Link()), Mara);
        panel.Find("[data-take-claim]").Click();
        panel.Find("[data-take-it]").Click();
        panel.WaitForElement("[role=alert]", Patience);
        var words = panel.Find("link-words");
        var (acts, outages) = (words.GetAttribute("acts"), words.GetAttribute("outages"));

        await TakeStoreAwayAsync();
        Assert.NotNull(await Services.WhyStoreCannotWriteAsync(CancellationToken.None));
        BringStoreBack();
        Assert.Null(await Services.WhyStoreCannotWriteAsync(CancellationToken.None));

        panel.WaitForAssertion(() => Assert.NotEqual(outages, panel.Find("link-words").GetAttribute("outages")), Patience);
        Assert.Equal("Tom is on it.", panel.Find("[role=alert]").TextContent.Trim());
        Assert.Equal(acts, panel.Find("link-words").GetAttribute("acts"));
    }

    [Fact]
    public async Task A_click_in_the_panel_keeps_the_lease()
    {
        await Desk.ClaimAsync(A.Arn(), Mara.Actor);
        var until = Board.Current[A.Arn()].Until;
        var panel = Panel(Waiting.With(APicture.Claim()), Mara);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TimeProvider.System, default);

        panel.Find("aside").Click();

        panel.WaitForAssertion(() => Assert.True(Board.Current[A.Arn()].Until > until), Patience);
    }

    [Fact]
    public void Where_nothing_is_sent_no_offer_that_waits_is_answered_and_the_buttons_say_why()
    {
        Services.GetRequiredService<IOptions<OperationsOptions>>().Value.ReadOnly = true;
        var claim = APicture.Claim() with { WaitingOffer = [1], OfferFromName = "Jon" };

        var panel = Panel(Waiting.With(claim), Mara);

        foreach (var button in new[] { "[data-allow-offer]", "[data-decline-offer]" }.Select(panel.Find))
        {
            Assert.Equal(("true", StreamSessionActions.ReadOnly), (button.GetAttribute("aria-disabled"), button.GetAttribute("title")));
        }
    }

    [Fact]
    public async Task An_offer_that_waits_for_a_yes_stays_in_its_box_until_it_is_an_attempt()
    {
        var panel = await HandedOverAsync();

        Draw(panel, Waiting.With(APicture.Claim(by: "Jon") with { WaitingOffer = [1], OfferFromName = "Mara" }));
        Assert.Empty(_box.Invocations["clear"]);
        Assert.Equal("true", Send(panel).GetAttribute("aria-disabled"));
        Assert.Equal("It waits for the yes of Jon.", panel.Find("#why-not-send").TextContent);

        // Another one may be handed over in its place.
        await PasteAsync("a=tool:another");
        panel.WaitForAssertion(() => Assert.Equal("", panel.Find("#why-not-send").TextContent), Patience);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_box_is_emptied_by_the_attempt_with_its_offer_and_by_no_other(bool isAnother)
    {
        var panel = await HandedOverAsync();
        if (isAnother)
        {
            await PasteAsync("a=tool:another");
        }

        var attempt = APicture.Attempt("s1", RescueState.Answered);
        Draw(panel, APicture.Of(APicture.Fleet(APicture.Waiting("s1", 60)), attempt).With(APicture.Claim(by: "Jon")));

        Assert.Equal(isAnother ? 0 : 1, _box.Invocations["clear"].Count);
    }

    [Fact]
    public async Task Once_the_claim_is_over_what_waited_is_sent_from_the_box()
    {
        var panel = await HandedOverAsync();

        await Desk.ReleaseAsync(A.Arn(), Actor.Unproven("Jon"));
        Draw(panel, Waiting);
        Assert.Equal(("Send", "false"), (Send(panel).TextContent, Send(panel).GetAttribute("aria-disabled")));
        Send(panel).Click();

        panel.WaitForAssertion(() => Assert.Equal(1, Calls("CreateStreamSessionConnection")), Patience);
        panel.WaitForAssertion(() => Assert.Single(_box.Invocations["clear"]), Patience);
    }

    // Who holds the claim on a player whose attempt Mara sent, and who looks.
    [Theory]
    [InlineData("Mara", "Jon", false)]
    [InlineData("Jon", "Jon", true)]
    [InlineData("Jon", "Mara", true)]
    [InlineData("", "Jon", true)]
    public void An_attempt_is_given_up_by_whose_it_is_or_by_who_is_on_it(string holder, string reader, bool isAllowed)
    {
        var picture = APicture.Of(APicture.Fleet(APicture.Waiting("s1", 60)), APicture.Attempt("s1", RescueState.Unknown));
        picture = holder.Length == 0 ? picture : picture.With(APicture.Claim(by: holder));

        var panel = Panel(picture, new CurrentOperator(reader, IsVerified: false));

        var button = panel.FindAll("button").Single(button => button.TextContent.StartsWith("Give up", StringComparison.Ordinal));
        Assert.Equal(isAllowed ? "false" : "true", button.GetAttribute("aria-disabled"));
        Assert.Equal(isAllowed ? "" : ClaimWords.IsOnIt(holder), button.NextElementSibling!.TextContent.Trim());
    }

    private static FleetPicture Waiting => APicture.Of(APicture.Waiting("s1", 60));

    /// <summary>The desk goes by the clock of the process, and not by the picture's.</summary>
    internal static LiveStreamSession WaitingFrom(DateTimeOffset now)
    {
        var waiting = APicture.Waiting("s1", 60);
        return waiting with
        {
            Session = waiting.Session with { CreatedAt = now.AddMinutes(-5) },
            Window = APicture.Window(60) with { EnteredEarliest = now, EnteredExpected = now, EnteredLatest = now },
        };
    }

    /// <summary>Mara's panel, with an offer of hers that waits for Jon's yes.</summary>
    private async Task<IRenderedComponent<RescuePanel>> HandedOverAsync()
    {
        await Desk.ClaimAsync(A.Arn(), Actor.Unproven("Jon"));
        var panel = Panel(Waiting.With(APicture.Claim(by: "Jon")), Mara);
        panel.Find("[data-hand-over]").Click();
        await PasteAsync();
        panel.Find("input[type=checkbox]").Change(true);
        Send(panel).Click();
        panel.WaitForAssertion(() => Assert.Equal("Mara", Board.Current[A.Arn()].OfferFrom?.Name), Patience);
        panel.WaitForAssertion(() => Assert.Equal("Ask for their yes", Send(panel).TextContent), Patience);
        return panel;
    }

    private static void Draw(IRenderedComponent<RescuePanel> panel, FleetPicture picture) =>
        panel.Render(part => part.Add(it => it.Fleet, picture));

    private static AngleSharp.Dom.IElement Send(IRenderedComponent<RescuePanel> panel) =>
        panel.Find("button[aria-describedby=why-not-send]");

    /// <summary>The browser's part: the text goes to the server by POST, by the key that the panel gave to the box.</summary>
    private async Task PasteAsync(string? line = null)
    {
        var key = (string)Assert.Single(_module.Invocations["attach"]).Arguments[1]!;
        var drafts = Services.GetRequiredService<OfferDrafts>();
        var draft = drafts.Find(key, Mara.Actor)!;
        var offer = line is null ? OfferText.Healthy() : OfferText.Healthy().With(line);
        await drafts.ExamineAsync(draft, Mara.Actor, draft.Serial + 1, offer.ToString(), CancellationToken.None);
    }

    private IRenderedComponent<RescuePanel> Panel(FleetPicture picture, CurrentOperator? by) =>
        Render<RescuePanel>(parameters => parameters.Add(part => part.Session, A.Arn()).Add(part => part.Fleet, picture).By(by));
}
