using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Live;
using StreamOps.Dashboard.Rescue;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class RescuePanelTests : OperatedTest
{
    private readonly BunitJSModuleInterop _module;
    private readonly BunitJSModuleInterop _box;
    private readonly JSRuntimeInvocationHandler<bool> _flush;

    public RescuePanelTests()
    {
        _module = JSInterop.SetupModule("./js/paste-box.js");
        _box = _module.SetupModule("attach", _ => true);
        _box.Mode = JSRuntimeMode.Loose;
        _flush = _box.Setup<bool>("flush", _ => true).SetResult(true);
        Put(StreamSessionStatus.PendingClientReconnection);
    }

    private OfferDrafts Drafts => Services.GetRequiredService<OfferDrafts>();

    [Fact]
    public void Without_a_name_it_asks_for_one_first()
    {
        var panel = Panel(APicture.Of(APicture.Waiting("s1", 60)), null);

        Assert.NotNull(panel.FindComponent<NameForm>());
        Assert.Empty(panel.FindAll("[data-paste-box]"));
        Assert.Empty(_module.Invocations["attach"]);
    }

    [Fact]
    public async Task It_is_sent_once_the_offer_is_healthy_and_the_person_is_confirmed()
    {
        var offer = OfferText.Healthy().ToString();
        var panel = Panel(APicture.Of(APicture.Waiting("s1", 60)), Mara);
        Assert.Contains("Paste the offer first.", panel.Markup, StringComparison.Ordinal);

        await PasteAsync(offer);
        panel.WaitForAssertion(() => Assert.Contains("Confirm the person first.", panel.Markup, StringComparison.Ordinal), Patience);
        Send(panel).Click();
        Assert.Equal(0, Calls("CreateStreamSessionConnection"));
        panel.Find("input[type=checkbox]").Change(true);
        Assert.Equal("false", Send(panel).GetAttribute("aria-disabled"));
        Send(panel).Click();

        panel.WaitForAssertion(() => Assert.NotEmpty(_box.Invocations["clear"]), Patience);
        Assert.Equal(offer, Service.Calls.Single(call => call.Operation == "CreateStreamSessionConnection").Offer!.Text);
        Assert.Equal(RescueState.Answered, Services.GetRequiredService<RescueBoard>().Current[A.Arn()].State);
        panel.WaitForAssertion(() => Assert.False(panel.Find("input[type=checkbox]").HasAttribute("checked")), Patience);
    }

    [Fact]
    public async Task Once_its_attempt_is_on_the_board_the_panel_waits_for_the_call_no_longer()
    {
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Service.OnCall = (call, _) =>
        {
            if (call.Operation != "CreateStreamSessionConnection")
            {
                return Task.CompletedTask;
            }

            isAsked.TrySetResult();
            return answers.Task;
        };
        var fleet = APicture.Fleet(APicture.Waiting("s1", 60));
        var panel = Panel(APicture.Of(fleet), Mara);
        await PasteAsync(OfferText.Healthy().ToString());
        panel.WaitForAssertion(() => Assert.Contains("Confirm the person first.", panel.Markup, StringComparison.Ordinal), Patience);
        panel.Find("input[type=checkbox]").Change(true);
        Send(panel).Click();
        await isAsked.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

        var committed = Services.GetRequiredService<RescueBoard>().Current[A.Arn()] with
        {
            WindowEpoch = APicture.Attempt("s1", RescueState.Sent).WindowEpoch,
        };
        panel.Render(parameters => parameters.Add(part => part.Fleet, APicture.Of(fleet, committed)));

        Assert.Equal("false", GiveUp(panel).GetAttribute("aria-disabled"));
        panel.WaitForAssertion(() => Assert.Single(_box.Invocations["clear"]), Patience);
        answers.SetResult();
    }

    [Fact]
    public async Task What_the_clinic_stops_cannot_be_sent()
    {
        var panel = Panel(APicture.Of(APicture.Waiting("s1", 60)), Mara);
        panel.Find("input[type=checkbox]").Change(true);

        await PasteAsync("Hello, my game stopped.");
        panel.WaitForAssertion(() => Assert.Contains("It cannot be sent as it is.", panel.Markup, StringComparison.Ordinal), Patience);
        Send(panel).Click();

        Assert.Contains("This is not a signal request.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(0, Calls("CreateStreamSessionConnection"));
    }

    [Fact]
    public async Task A_refusal_of_the_server_is_a_sentence_in_the_panel()
    {
        var panel = Panel(APicture.Of(APicture.Waiting("s1", 60)), Mara);
        await PasteAsync(OfferText.Healthy().ToString());
        panel.Find("input[type=checkbox]").Change(true);
        Put(StreamSessionStatus.Connected);

        Send(panel).Click();

        panel.WaitForAssertion(
            () => Assert.Contains("There is nobody to bring back.", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal),
            Patience
        );
        Assert.Equal(0, Calls("CreateStreamSessionConnection"));
    }

    [Fact]
    public async Task A_text_that_did_not_reach_the_server_is_not_sent()
    {
        _flush.SetResult(false);
        var panel = Panel(APicture.Of(APicture.Waiting("s1", 60)), Mara);
        await PasteAsync(OfferText.Healthy().ToString());
        panel.Find("input[type=checkbox]").Change(true);

        Send(panel).Click();

        panel.WaitForAssertion(
            () => Assert.Contains("could not be brought to the server", panel.Markup, StringComparison.Ordinal),
            Patience
        );
        Assert.Equal(0, Calls("CreateStreamSessionConnection"));
    }

    [Fact]
    public void Connected_without_a_picture_names_both_ways_on_and_offers_the_end()
    {
        var attempt = APicture.Attempt("s1", RescueState.Connected) with { Source = OfferSource.Link, LinkId = APicture.Link().Id };
        var picture = APicture
            .Of(APicture.Fleet(APicture.Session("s1")), attempt)
            .With(APicture.Link() with { Trouble = PlayerTrouble.NoPicture });

        var panel = Panel(picture, Mara);

        var words = panel.Find("[data-no-picture]").TextContent;
        Assert.Contains("Connected, no picture", words, StringComparison.Ordinal);
        Assert.Contains("a new link", words, StringComparison.Ordinal);
        Assert.Contains("terminate the session below and let the player start again", words, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody to bring back", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("connected, no picture", panel.Find("h3 .tone-critical").TextContent, StringComparison.Ordinal);
        Assert.NotNull(panel.FindComponent<TerminateButton>());
    }

    [Fact]
    public void While_the_outcome_is_unknown_no_other_offer_is_taken()
    {
        var panel = Panel(Attempted(RescueState.Unknown), Mara);

        Assert.True(panel.FindAll("section").Single(lane => lane.QuerySelector("[data-paste-box]") is not null).HasAttribute("hidden"));
        Assert.Contains("Try again, same token", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_is_for_the_one_who_brought_the_offer()
    {
        var picture = Attempted(RescueState.Answered);

        Assert.NotEmpty(Panel(picture, Mara).FindAll("[data-copy-answer]"));
        Assert.Empty(Panel(picture, new CurrentOperator("Jon", IsVerified: false)).FindAll("[data-copy-answer]"));
    }

    [Fact]
    public void A_player_who_is_connected_is_not_rescued_and_the_panel_says_why()
    {
        var panel = Panel(APicture.Of(APicture.Session()), Mara);

        Assert.Contains("There is nobody to bring back.", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void On_stale_truth_it_says_that_it_is_not_sure()
    {
        var fleet = APicture.Fleet(APicture.Waiting("s1", 60));

        var panel = Panel(APicture.Of(fleet with { Health = fleet.Health with { State = PollState.Stale } }), Mara);

        Assert.Contains("Not sure it is still waiting.", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_forgotten_with_its_panel()
    {
        Panel(APicture.Of(APicture.Waiting("s1", 60)), Mara);
        var draft = await PasteAsync(OfferText.Healthy().ToString());

        await DisposeComponentsAsync();

        Assert.Null(Drafts.Find(draft.Key, Mara.Actor));
        Assert.NotEmpty(_box.Invocations["dispose"]);
    }

    [Fact]
    public async Task Where_somebody_else_goes_on_in_the_page_the_box_is_theirs_and_empty()
    {
        var jon = new CurrentOperator("Jon", IsVerified: false);
        var panel = PanelOf(Mara);
        var before = await PasteAsync(OfferText.Healthy().ToString());
        panel.WaitForAssertion(() => Assert.Contains("Confirm the person first.", panel.Markup, StringComparison.Ordinal), Patience);
        panel.Find("input[type=checkbox]").Change(true);

        Draw(panel, jon);

        panel.WaitForAssertion(() => Assert.Equal(2, _module.Invocations["attach"].Count), Patience);
        var draft = Drafts.Find((string)_module.Invocations["attach"][1].Arguments[1]!, jon.Actor);
        Assert.NotNull(draft);
        Assert.Null(Drafts.Find(before.Key, Mara.Actor));
        Assert.Equal(true, Assert.Single(_box.Invocations["dispose"]).Arguments.SingleOrDefault());
        Assert.Contains("Paste the offer first.", panel.Markup, StringComparison.Ordinal);
        Assert.False(panel.Find("input[type=checkbox]").HasAttribute("checked"));
        await Drafts.ExamineAsync(draft, jon.Actor, 1, OfferText.Healthy().ToString(), CancellationToken.None);
        panel.WaitForAssertion(() => Assert.Contains("Confirm the person first.", panel.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task What_comes_of_a_sending_is_not_done_to_the_box_of_who_came_after()
    {
        var jon = new CurrentOperator("Jon", IsVerified: false);
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Service.OnCall = async (call, _) =>
        {
            if (call.Operation == "CreateStreamSessionConnection")
            {
                isAsked.TrySetResult();
                await answers.Task;
            }
        };
        var panel = PanelOf(Mara);
        await PasteAsync(OfferText.Healthy().ToString());
        panel.WaitForAssertion(() => Assert.Contains("Confirm the person first.", panel.Markup, StringComparison.Ordinal), Patience);
        panel.Find("input[type=checkbox]").Change(true);
        panel.Find("button[aria-describedby=why-not-send]").Click();
        await isAsked.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

        Draw(panel, jon);
        panel.WaitForAssertion(() => Assert.Equal(2, _module.Invocations["attach"].Count), Patience);
        answers.SetException(
            new GameLiftException(ApiErrorCode.Validation, "CreateStreamSessionConnection", "The offer is not understood.")
            {
                WasAnswered = true,
            }
        );
        panel.WaitForAssertion(
            () => Assert.Equal(RescueState.Failed, Services.GetRequiredService<RescueBoard>().Current[A.Arn()].State),
            Patience
        );
        panel.WaitForState(() => panel.Find("button[aria-describedby=why-not-send]").TextContent == "Send", Patience);

        Assert.Empty(_box.Invocations["next"]);
    }

    [Fact]
    public async Task What_comes_of_a_sending_whose_panel_is_closed_touches_no_box()
    {
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Service.OnCall = (call, _) =>
        {
            if (call.Operation != "CreateStreamSessionConnection")
            {
                return Task.CompletedTask;
            }

            isAsked.TrySetResult();
            return answers.Task;
        };
        var panel = Panel(APicture.Of(APicture.Waiting("s1", 60)), Mara);
        await PasteAsync(OfferText.Healthy().ToString());
        panel.WaitForAssertion(() => Assert.Contains("Confirm the person first.", panel.Markup, StringComparison.Ordinal), Patience);
        panel.Find("input[type=checkbox]").Change(true);
        var lane = panel.FindComponent<PasteLane>().Instance;
        panel.Find("button[aria-describedby=why-not-send]").Click();
        await isAsked.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

        await panel.InvokeAsync(async () => await lane.DisposeAsync());
        answers.SetException(
            new GameLiftException(ApiErrorCode.Validation, "CreateStreamSessionConnection", "The offer is not understood.")
            {
                WasAnswered = true,
            }
        );
        panel.WaitForAssertion(
            () => Assert.Equal(RescueState.Failed, Services.GetRequiredService<RescueBoard>().Current[A.Arn()].State),
            Patience
        );
        panel.WaitForState(() => panel.Find("button[aria-describedby=why-not-send]").TextContent == "Send", Patience);

        Assert.Empty(_box.Invocations["next"]);
        Assert.Empty(_box.Invocations["clear"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_may_only_look_reads_why_on_top_also_when_an_attempt_is_there(bool hasAttempt)
    {
        var viewer = new CurrentOperator("Vi", IsVerified: true) { Actor = new Actor("id-vi", "Vi", ActorRole.Viewer, MayTakeOver: false) };
        var fleet = APicture.Fleet(APicture.Waiting("s1", 60));
        var panel = Panel(hasAttempt ? APicture.Of(fleet, APicture.Attempt("s1", RescueState.Failed)) : APicture.Of(fleet), viewer);

        var why = ActorPermissions.For(DeskAct.Rescue, viewer.Actor).Reason;
        Assert.Equal(why, panel.Find("[data-claim-bar] + [data-only-looking]").TextContent);
        Assert.Single(panel.FindAll("section"), section => section.TextContent == why);
        Assert.Empty(Panel(APicture.Of(fleet), Mara).FindAll("[data-only-looking]"));
    }

    [Fact]
    public void Whoever_may_only_look_is_not_told_to_take_the_claim()
    {
        var viewer = Of(ActorRole.Viewer);

        var panel = Panel(APicture.Of(APicture.Waiting("s1", 60)).With(APicture.Claim(by: "Jon")).With(APicture.Link()), viewer);

        Assert.DoesNotContain("Take the claim first", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(ActorPermissions.For(DeskAct.Rescue, viewer.Actor).Reason, panel.Find("#why-not-link").TextContent.Trim());
        Assert.Equal("true", panel.Find("[data-show-qr]").GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task What_an_act_was_refused_with_goes_with_the_end_of_the_outage()
    {
        var panel = Panel(APicture.Of(APicture.Waiting("s1", 60)), Mara);
        var outages = panel.Find("link-words").GetAttribute("outages");
        await PasteAsync(OfferText.Healthy().ToString());
        panel.Find("input[type=checkbox]").Change(true);
        await TakeStoreAwayAsync();
        Send(panel).Click();
        panel.WaitForElement("[role=alert]", Patience);

        BringStoreBack();
        Assert.Null(await Services.WhyStoreCannotWriteAsync(CancellationToken.None));

        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("[role=alert]")), Patience);
        Assert.NotEqual(outages, panel.Find("link-words").GetAttribute("outages"));
    }

    [Fact]
    public void Whose_role_alone_changed_keeps_what_was_pasted()
    {
        var lead = new CurrentOperator("Lea", IsVerified: true) { Actor = new Actor("id-lea", "Lea", ActorRole.Lead, MayTakeOver: false) };
        var panel = PanelOf(lead);

        Draw(panel, lead with { Actor = lead.Actor with { Role = ActorRole.Operator } });

        Assert.Single(_module.Invocations["attach"]);
        Assert.Empty(_box.Invocations["dispose"]);
    }

    [Fact]
    public void A_viewer_does_not_read_why_an_attempt_was_given_up()
    {
        const string Why = "abusive caller, case 4711";
        var picture = APicture.Of(
            APicture.Fleet(APicture.Waiting("s1", 60)),
            APicture.Attempt("s1", RescueState.Abandoned) with
            {
                Reason = Why,
            }
        );

        Assert.Contains(Why, Panel(picture, Mara).Markup, StringComparison.Ordinal);
        var seen = Panel(picture, Of(ActorRole.Viewer)).Markup;
        Assert.Contains("given up", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Why, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_given_up_is_the_attempt_that_was_asked_about()
    {
        var (desk, board) = (Services.GetRequiredService<RescueDesk>(), Services.GetRequiredService<RescueBoard>());
        await desk.SendAsync(A.Arn(), new Offer(OfferText.Healthy().ToString()), Mara.Actor, default);
        var asked = board.Current[A.Arn()];
        var dialogs = Render<MudDialogProvider>();
        var panel = Panel(Shown(asked), Mara);
        GiveUp(panel).Click();
        dialogs.WaitForElement("input[type=radio]").Change(true);

        await desk.AbandonAsync(asked.Id, Mara.Actor, "Another way was found", default);
        var other = new Offer(OfferText.Healthy().With("a=tool:other").ToString());
        Assert.IsType<CommandResult.Accepted>(await desk.SendAsync(A.Arn(), other, Mara.Actor, default));
        var next = board.Current[A.Arn()];
        Assert.NotEqual(asked.Id, next.Id);
        panel.Render(parameters => parameters.Add(part => part.Fleet, Shown(next)));
        Confirm(dialogs, "Give up");

        panel.WaitForElement("[role=alert]", Patience);
        Assert.Equal((next.Id, RescueState.Answered), (board.Current[A.Arn()].Id, board.Current[A.Arn()].State));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Jon")]
    public async Task What_was_asked_of_one_is_not_done_by_who_is_at_the_page_then(string? next)
    {
        var (desk, board) = (Services.GetRequiredService<RescueDesk>(), Services.GetRequiredService<RescueBoard>());
        await desk.SendAsync(A.Arn(), new Offer(OfferText.Healthy().ToString()), Mara.Actor, default);
        var dialogs = Render<MudDialogProvider>();
        var picture = Shown(board.Current[A.Arn()]);
        var panel = Render<CascadingValue<CurrentOperator>>(part => Of(part, Mara, picture));
        panel.FindAll("button").Single(button => button.TextContent.StartsWith("Give up", StringComparison.Ordinal)).Click();
        dialogs.WaitForElement("input[type=radio]").Change(true);

        panel.Render(part => Of(part, next is null ? null : new CurrentOperator(next, IsVerified: false), picture));
        Confirm(dialogs, "Give up");
        await panel.InvokeAsync(() => { });

        Assert.Equal(RescueState.Answered, board.Current[A.Arn()].State);
    }

    [Fact]
    public void Who_only_looks_reads_why_an_offer_that_waits_is_not_theirs_to_send()
    {
        var by = new Person("Jon");
        var waiting = new StandByOffer(new StandByAsk(1, by, APicture.Now), OfferOrigin.Paste, [1]);
        var picture = APicture
            .Of(APicture.Waiting("s1", 60))
            .With(APicture.Link() with { WaitingOffer = [1] }, APicture.OpenPage() with { Epoch = 1, Waiting = waiting });

        var panel = Panel(picture, Of(ActorRole.Viewer));

        string[] buttons = ["[data-allow-page-offer]", "[data-decline-page-offer]", "[data-send-offer]", "[data-decline-link-offer]"];
        foreach (var button in buttons.Select(panel.Find))
        {
            Assert.Equal("true", button.GetAttribute("aria-disabled"));
            Assert.Contains("viewers look", button.GetAttribute("title"), StringComparison.Ordinal);
            button.Click();
        }

        Assert.Empty(panel.FindAll("[role=alert]"));
    }

    [Theory]
    [InlineData(1, "true")]
    [InlineData(0, "false")]
    public void A_page_whose_offer_is_being_sent_is_asked_for_no_other_and_the_button_says_why(long epoch, string isDisabled)
    {
        var taken = new StandByOffer(new StandByAsk(epoch, new Person("Jon"), APicture.Now), OfferOrigin.Paste, [1]) { IsTaken = true };
        var behind = APicture.OpenPage() with { Epoch = epoch, Waiting = taken };
        var page = APicture.OpenPage() with { Epoch = 1, Behind = behind };

        var panel = Panel(APicture.Of(APicture.Waiting("s1", 60)).With(link: null, page), Mara);
        var button = panel.Find("[data-rescue-open-page]");

        Assert.Equal(isDisabled, button.GetAttribute("aria-disabled"));
        Assert.Equal(isDisabled == "true", button.GetAttribute("title")?.Contains("is being sent", StringComparison.Ordinal) == true);
    }

    private static CurrentOperator Of(ActorRole role) =>
        new("Vic", IsVerified: true) { Actor = new Actor("id-vic", "Vic", role, MayTakeOver: false) };

    private IRenderedComponent<CascadingValue<CurrentOperator>> PanelOf(CurrentOperator by)
    {
        var panel = Render<CascadingValue<CurrentOperator>>(part =>
            part.Add(it => it.Value, by)
                .AddChildContent<RescuePanel>(it =>
                    it.Add(part => part.Session, A.Arn()).Add(part => part.Fleet, APicture.Of(APicture.Waiting("s1", 60)))
                )
        );
        panel.WaitForAssertion(() => Assert.Single(_module.Invocations["attach"]), Patience);
        return panel;
    }

    private static void Draw(IRenderedComponent<CascadingValue<CurrentOperator>> panel, CurrentOperator by) =>
        panel.Render(part =>
            part.Add(it => it.Value, by)
                .AddChildContent<RescuePanel>(it =>
                    it.Add(part => part.Session, A.Arn()).Add(part => part.Fleet, APicture.Of(APicture.Waiting("s1", 60)))
                )
        );

    private static ComponentParameterCollectionBuilder<CascadingValue<CurrentOperator>> Of(
        ComponentParameterCollectionBuilder<CascadingValue<CurrentOperator>> part,
        CurrentOperator? by,
        FleetPicture picture
    ) =>
        part.Add(it => it.Value, by!)
            .AddChildContent<RescuePanel>(it => it.Add(panel => panel.Session, A.Arn()).Add(panel => panel.Fleet, picture));

    /// <summary>An attempt of the desk's, as one of the picture's episode.</summary>
    private static FleetPicture Shown(RescueAttempt attempt) =>
        APicture.Of(
            APicture.Fleet(APicture.Waiting("s1", 60)),
            attempt with
            {
                WindowEpoch = APicture.Attempt("s1", RescueState.Sent).WindowEpoch,
            }
        );

    private static void Confirm(IRenderedComponent<MudDialogProvider> dialogs, string verb) =>
        dialogs.FindAll("button").Single(button => button.TextContent.Trim() == verb).Click();

    private static FleetPicture Attempted(RescueState state) =>
        APicture.Of(APicture.Fleet(APicture.Waiting("s1", 60)), APicture.Attempt("s1", state));

    private static AngleSharp.Dom.IElement Send(IRenderedComponent<RescuePanel> panel) =>
        panel.Find("button[aria-describedby=why-not-send]");

    private static AngleSharp.Dom.IElement GiveUp(IRenderedComponent<RescuePanel> panel) =>
        panel.FindAll("button").Single(button => button.TextContent.StartsWith("Give up", StringComparison.Ordinal));

    /// <summary>The browser's part: the text goes to the server by POST, by the key that the panel gave to the box.</summary>
    private async Task<OfferDraft> PasteAsync(string text)
    {
        var key = (string)Assert.Single(_module.Invocations["attach"]).Arguments[1]!;
        var draft = Drafts.Find(key, Mara.Actor)!;
        await Drafts.ExamineAsync(draft, Mara.Actor, draft.Serial + 1, text, CancellationToken.None);
        return draft;
    }

    private IRenderedComponent<RescuePanel> Panel(FleetPicture picture, CurrentOperator? by) =>
        Render<RescuePanel>(parameters => parameters.Add(part => part.Session, A.Arn()).Add(part => part.Fleet, picture).By(by));
}
