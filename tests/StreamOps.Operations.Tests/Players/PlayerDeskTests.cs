using System.Collections.Concurrent;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Players;

public class PlayerDeskTests
{
    [Fact]
    public async Task By_link_the_answer_goes_back_to_the_page_and_each_rung_is_proven()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync());

        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        Assert.Equal(PlayerPhase.AnswerReady, await stage.PhaseAsync(pass));
        Assert.Equal(stage.Rescue.Service.AnswerText, (await stage.AnswerAsync(pass))!.Text);
        Assert.Null(stage.Rescue.Attempt.AnswerAppliedAt);
        Assert.Equal(
            PlayerPhase.Connecting,
            await PlayerStage.PhaseAsync(stage.Players.AnswerAppliedAsync(pass, PlayerStage.Page(), default))
        );
        Assert.Equal(RescueState.Delivered, stage.Rescue.Attempt.State);
        stage.Show(StreamSessionStatus.Connected);
        await stage.Rescue.RunUntilAsync(() => stage.Rescue.Attempt.State == RescueState.Connected, "recovered");
        Assert.Equal(PlayerPhase.Playing, await PlayerStage.PhaseAsync(stage.Players.PictureSeenAsync(pass, PlayerStage.Page(), default)));

        var attempt = stage.Rescue.Attempt;
        Assert.Equal((OfferSource.Link, stage.Link.Id, RescueStage.Operator), (attempt.Source, attempt.LinkId, attempt.Operator));
        Assert.NotNull(attempt.AnswerAppliedAt);
        Assert.NotNull(attempt.PictureAt);
        Assert.NotNull(stage.Link.OfferHealthyAt);
    }

    [Fact]
    public async Task In_a_later_episode_the_same_page_begins_with_no_attempt_of_its_own()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.OfferAsync(await stage.SpendAsync(await stage.MakeAsync()));
        stage.Show(StreamSessionStatus.Connected);
        await stage.Rescue.RunUntilAsync(() => stage.Rescue.Attempt.State == RescueState.Connected, "recovered");
        stage.Show(StreamSessionStatus.PendingClientReconnection, PlayerStage.Epoch + 1);

        var pass = await stage.SpendAsync(await stage.MakeAsync());
        var before = Assert.IsType<PlayerEntry.Admitted>(await stage.Players.ReadAsync(pass, PlayerStage.Page(), default));
        Assert.Equal(0, before.State.Attempt);
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        var after = Assert.IsType<PlayerEntry.Admitted>(await stage.Players.ReadAsync(pass, PlayerStage.Page(), default));
        Assert.Equal((PlayerPhase.AnswerReady, 1), (after.State.Phase, after.State.Attempt));
    }

    [Fact]
    [Trait("Row", "A3")]
    public async Task Opening_consumes_nothing_however_often()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();

        for (var page = 0; page < 30; page++)
        {
            Assert.Equal(PlayerPhase.Ready, await PlayerStage.PhaseAsync(stage.OpenAsync(made, $"p{page}")));
        }

        Assert.Null(stage.Link.SpentAt);
        Assert.Equal(1 + RescueLinkRules.MostNotes, (await stage.LinkAuditAsync()).Count);
    }

    [Fact]
    [Trait("Row", "A12")]
    public async Task What_a_page_learns_names_no_session_and_no_player()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var entry = Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(await stage.MakeAsync()));

        var told = $"{entry} {entry.State} {entry.Pass.Text}";

        Assert.DoesNotContain("arn:", told);
        Assert.DoesNotContain(stage.Session.Id, entry.State.ToString());
        Assert.DoesNotContain("u-s1", told);
        Assert.Equal("", entry.State.ApplicationName);
        Assert.Equal(stage.Rescue.Clock.Now.AddSeconds(120), entry.State.Deadline);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Moon Racer", "Moon Racer")]
    public async Task The_page_names_the_game_by_its_description_alone(string description, string name)
    {
        await using var stage = await PlayerStage.OpenAsync();
        var arn = stage.Rescue.Snapshot.Sessions[stage.Session].Session.ApplicationArn;
        stage.Rescue.Snapshot = stage.Rescue.Snapshot with
        {
            Applications = stage.Rescue.Snapshot.Applications.Add(arn, new Application(arn, "a-9ZY8X7Wv6", description)),
        };

        var entry = Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(await stage.MakeAsync()));

        Assert.Equal(name, entry.State.ApplicationName);
    }

    [Fact]
    public async Task The_operator_never_reads_the_answer_to_a_pages_offer()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.OfferAsync(await stage.SpendAsync(await stage.MakeAsync()));

        Assert.Null(await stage.Rescue.Answers.ReadAnswerAsync(stage.Rescue.Attempt.Id, Actor.Unproven(RescueStage.Operator), default));
        await stage.Rescue.Answers.MarkDeliveredAsync(stage.Rescue.Attempt.Id, Actor.Unproven(RescueStage.Operator), default);
        Assert.Equal(RescueState.Answered, stage.Rescue.Attempt.State);
    }

    [Fact]
    [Trait("Row", "A3")]
    [Trait("Row", "A12")]
    public async Task A_pass_is_of_use_to_its_own_page_alone()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync());
        await stage.OfferAsync(pass);

        Assert.Null(await stage.AnswerAsync(pass, "b"));
        Assert.Equal(PlayerRefusal.Unknown, await PlayerStage.RefusalAsync(stage.Players.ReadAsync(pass, PlayerStage.Page("b"), default)));
        Assert.Equal(
            PlayerRefusal.Unknown,
            await PlayerStage.RefusalAsync(stage.Players.ReadAsync(new("made-up"), PlayerStage.Page(), default))
        );
    }

    [Fact]
    public async Task A_page_that_did_not_press_continue_sends_nothing()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(await stage.MakeAsync())).Pass;

        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(pass));
        Assert.Empty(stage.Rescue.Connections);
    }

    [Fact]
    public async Task A_bad_offer_is_stopped_before_the_call_and_the_row_says_why()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync());

        var stopped = await stage.OfferAsync(pass, offer: OfferText.Healthy().WithoutSection("video").ToString());

        Assert.Equal("no-video", Assert.IsType<OfferReply.Stopped>(stopped).Rule);
        Assert.Equal("The browser did not ask for video.", stage.Link.OfferStop);
        Assert.Empty(stage.Rescue.Connections);
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        Assert.Equal("", stage.Link.OfferStop);
    }

    [Theory]
    [InlineData("PENDING_CLIENT_RECONNECTION", 120, PlayerRefusal.TooLate)]
    [InlineData("TERMINATED", 0, PlayerRefusal.TooLate)]
    [InlineData("CONNECTED", 0, PlayerRefusal.Over)]
    [Trait("Row", "A3")]
    public async Task A_link_dies_with_its_deadline_or_its_episode(string status, int secondsGone, PlayerRefusal refusal)
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();

        stage.Show(new StreamSessionStatus(status), secondsGone: secondsGone);

        Assert.Equal(refusal, await PlayerStage.RefusalAsync(stage.OpenAsync(made)));
    }

    [Fact]
    [Trait("Row", "A3")]
    [Trait("Row", "A12")]
    public async Task A_link_of_an_earlier_loss_opens_nothing_and_sends_nothing()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var pass = Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(made)).Pass;

        stage.Show(StreamSessionStatus.PendingClientReconnection, epoch: PlayerStage.Epoch + 1);

        Assert.Equal(PlayerRefusal.Over, await PlayerStage.RefusalAsync(stage.OpenAsync(made)));
        Assert.Equal(PlayerRefusal.Over, Assert.IsType<OfferReply.TurnedAway>(await stage.OfferAsync(pass)).Kind);
        Assert.Empty(stage.Rescue.Connections);
    }

    [Fact]
    public async Task Whoever_spent_the_link_of_an_earlier_loss_stands_by_and_sends_nothing_unasked()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var pass = await stage.SpendAsync(made);

        stage.Show(StreamSessionStatus.PendingClientReconnection, epoch: PlayerStage.Epoch + 1);

        Assert.Equal(PlayerPhase.StandingBy, await PlayerStage.PhaseAsync(stage.OpenAsync(made)));
        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(pass));
        Assert.Empty(stage.Rescue.Connections);
    }

    [Fact]
    public async Task After_our_own_rescue_the_link_lives_on_through_reconnecting_and_the_connect_window()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync());
        await stage.OfferAsync(pass);

        stage.Show(StreamSessionStatus.Reconnecting);
        Assert.Equal(PlayerPhase.AnswerReady, await stage.PhaseAsync(pass));
        stage.Show(StreamSessionStatus.Active);
        await stage.Players.AnswerAppliedAsync(pass, PlayerStage.Page(), default);
        Assert.Equal(PlayerPhase.Connecting, await stage.PhaseAsync(pass));
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(121));
        Assert.Equal(PlayerPhase.TryAgain, await stage.PhaseAsync(pass));

        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        Assert.Equal(2, stage.Rescue.Attempt.Number);
        Assert.Equal(2, stage.Rescue.Connections.Select(call => call.ClientToken).Distinct().Count());
    }

    [Fact]
    public async Task A_page_that_was_let_in_reports_in_fixed_words_and_may_try_again()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync());
        await stage.OfferAsync(pass);
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(1));

        await stage.Players.ReportAsync(pass, PlayerStage.Page(), PlayerTrouble.AnswerNotTaken, default);
        Assert.Equal("The player's browser did not take the answer.", stage.Link.Trouble.Words());
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));

        Assert.Equal(2, stage.Rescue.Attempt.Number);
        Assert.Equal(PlayerTrouble.None, stage.Link.Trouble);
    }

    [Fact]
    public async Task A_restart_between_offer_and_answer_loses_nothing_and_has_one_effect()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var pass = await stage.SpendAsync(made);
        var gate = new TaskCompletionSource();
        stage.Rescue.Service.OnCall = (call, token) =>
            call.Operation == "CreateStreamSessionConnection" ? gate.Task.WaitAsync(token) : Task.CompletedTask;
        _ = stage.OfferAsync(pass);
        await RescueStage.WaitForAsync(() => stage.Rescue.Connections.Count == 1, "the call is made");

        await using var next = await stage.RestartAsync();
        await next.Rescue.RunUntilAsync(
            () => next.Rescue.Board.Current.TryGetValue(next.Session, out var a) && a.State == RescueState.Answered,
            "answered"
        );

        Assert.Equal(next.Rescue.Service.AnswerText, (await next.AnswerAsync(pass))!.Text);
        Assert.Single(next.Rescue.Connections.Select(call => call.ClientToken).Distinct());
        Assert.Null(await next.AnswerAsync(pass, "b"));
    }

    [Fact]
    [Trait("Row", "A3")]
    public async Task Wrong_old_and_used_codes_get_one_answer_after_one_time()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var old = await stage.MakeAsync();
        var used = await stage.MakeAsync(replaces: old.Link.Id);
        await stage.SpendAsync(used);
        Assert.True(LinkCode.TryParse("222-222", out var wrong));

        foreach (var code in new[] { null, wrong, old.Code, used.Code })
        {
            var started = stage.Rescue.Clock.Now;
            var opening = stage.Players.OpenAsync(code, PlayerStage.Page("b"), "Firefox", isLoadedAnew: false, default);
            Assert.Equal(PlayerRefusal.Unknown, Assert.IsType<PlayerEntry.TurnedAway>(await stage.Rescue.RunToEndAsync(opening)).Kind);
            Assert.True(stage.Rescue.Clock.Now - started >= LinkEntrance.RefusedCodeTakes);
        }

        Assert.NotNull(stage.Link.SecondBrowserAt);
    }

    [Fact]
    public async Task A_code_opens_the_link_as_people_type_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        Assert.True(LinkCode.TryParse($" {made.Code.Text.ToLowerInvariant()} ", out var typed));

        Assert.IsType<PlayerEntry.Admitted>(
            await stage.Players.OpenAsync(typed, PlayerStage.Page(), "Firefox", isLoadedAnew: false, default)
        );
    }

    [Fact]
    public async Task The_page_is_told_of_each_change_and_of_the_end()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var pass = await stage.SpendAsync(made);
        var phases = new ConcurrentQueue<PlayerPhase>();
        var watching = Task.Run(async () =>
        {
            await foreach (var state in stage.Players.WatchAsync(pass, PlayerStage.Page(), default))
            {
                phases.Enqueue(state.Phase);
            }
        });
        await RescueStage.WaitForAsync(() => !phases.IsEmpty, "the first state");

        await stage.OfferAsync(pass);
        await RescueStage.WaitForAsync(() => phases.Last() == PlayerPhase.AnswerReady, "the answer is there");
        await stage.LinkDesk.RevokeAsync(made.Link.Id, Actor.Unproven("Mara"));
        await watching;

        Assert.Equal(PlayerPhase.OfferWanted, phases.First());
        Assert.Equal(PlayerPhase.Closed, phases.Last());
    }

    [Theory]
    [InlineData("PENDING_CLIENT_RECONNECTION")]
    [InlineData("ACTIVE")]
    public async Task A_new_link_s_page_waits_for_another_s_answer_and_no_longer_than_that_is_of_use(string status)
    {
        await using var stage = await PlayerStage.OpenAsync();
        var first = await stage.MakeAsync();
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(await stage.SpendAsync(first)));
        var second = await stage.MakeAsync(replaces: first.Link.Id);
        var pass = Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(second, "b")).Pass;
        await stage.Players.ContinueAsync(pass, PlayerStage.Page("b"), default);
        Assert.Equal(PlayerPhase.Busy, await stage.PhaseAsync(pass, "b"));

        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(1));
        stage.Show(new StreamSessionStatus(status));
        Assert.Equal(PlayerPhase.Busy, await stage.PhaseAsync(pass, "b"));
        stage.Rescue.Time.Advance(AnswerRules.TimeToUseAnswer);

        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(pass, "b"));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass, "b"));
        Assert.Equal(2, stage.Rescue.Attempt.Number);
    }
}
