using System.Collections.Concurrent;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.StandBy;

public class StandByTests
{
    [Fact]
    public async Task Nobody_asks_open_pages_without_end()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var mara = Actor.Unproven("Mara");
        for (var done = 0; done < ActorPace.MostAsksAMinute; done++)
        {
            Assert.True(stage.Rescue.Pace.Take(DeskAct.AskOpenPage, mara.Person).IsAllowed);
        }

        var refused = Assert.IsType<CommandResult.Refused>(await stage.StandByDesk.AskOpenPageAsync(stage.Session, mara, default));

        Assert.Contains($"{ActorPace.MostAsksAMinute} times within a minute", refused.Reason);
        Assert.Equal(["refused"], await stage.Rescue.AuditStepsAsync());
    }

    [Fact]
    public async Task An_open_page_heals_when_an_operator_asks_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await EnterAsync(stage);
        using var leaving = new CancellationTokenSource();
        var phases = new ConcurrentQueue<PlayerPhase>();
        var watching = WatchAsync(stage, pass, phases, leaving.Token);
        await RescueStage.WaitForAsync(() => stage.StandBys.Current.ContainsKey(stage.Session), "it stands by");
        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(pass));

        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Mara"), default));
        await RescueStage.WaitForAsync(() => phases.Contains(PlayerPhase.OfferWanted), "an offer is wanted");
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        await RescueStage.WaitForAsync(() => phases.Contains(PlayerPhase.AnswerReady), "the answer is ready");

        Assert.NotNull(await stage.AnswerAsync(pass));
        Assert.Equal((OfferSource.StandBy, "Mara"), (stage.Rescue.Attempt.Source, stage.Rescue.Attempt.Operator));
        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(pass));
        await leaving.CancelAsync();
        await watching;
        Assert.Empty(stage.StandBys.Current);
    }

    [Fact]
    public async Task To_ask_where_no_page_is_open_is_refused_and_kept()
    {
        await using var stage = await PlayerStage.OpenAsync();

        var refused = Assert.IsType<CommandResult.Refused>(
            await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Mara"), default)
        );

        var entry = Assert.Single(await stage.Rescue.Audit.ForSessionAsync(stage.Session, default));
        Assert.Equal(("Mara", "refused", refused.Reason), (entry.Operator, entry.Step, entry.Reason));
    }

    [Fact]
    public async Task Making_a_link_asks_the_open_page_too()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await EnterAsync(stage);
        Assert.Equal(PlayerPhase.StandingBy, await stage.PhaseAsync(pass));

        await stage.MakeAsync("Tom");

        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(pass));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        Assert.Equal("Tom", stage.Rescue.Attempt.Operator);
    }

    [Fact]
    public async Task A_page_that_is_lost_again_after_its_answer_is_asked_anew_within_the_same_episode()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await EnterAsync(stage);
        var made = await stage.MakeAsync("Tom");
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(2));
        // RECONNECTING was seen and CONNECTED was not: to the fleet it is one episode.
        stage.Show(StreamSessionStatus.PendingClientReconnection);
        Assert.Equal(PlayerPhase.AnswerReady, await stage.PhaseAsync(pass));

        await stage.MakeAsync("Mara", made.Link.Id);

        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(pass));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        Assert.Equal((2, "Mara"), (stage.Rescue.Attempt.Number, stage.Rescue.Attempt.Operator));
        Assert.Equal(PlayerPhase.AnswerReady, await stage.PhaseAsync(pass));
    }

    [Fact]
    public async Task An_ask_counts_from_the_read_that_found_the_session_waiting()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var readAt = stage.Rescue.Clock.Now;

        await stage.MakeAsync("Tom");

        Assert.Equal(readAt, stage.Asks.Of(stage.Session, PlayerStage.Epoch)!.At);
    }

    [Fact]
    public async Task While_the_client_may_still_connect_an_ask_waits_until_the_answer_is_of_no_more_use()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await EnterAsync(stage);
        var made = await stage.MakeAsync("Tom");
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(2));
        stage.Show(StreamSessionStatus.Active);

        await stage.MakeAsync("Mara", made.Link.Id);

        Assert.Equal(PlayerPhase.AnswerReady, await stage.PhaseAsync(pass));
        stage.Rescue.Time.Advance(AnswerRules.TimeToUseAnswer);
        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(pass));
    }

    [Fact]
    public async Task After_another_page_s_answer_an_ask_waits_until_its_time_is_over()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync("Tom");
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(await stage.SpendAsync(made, "b"), "b"));
        var pass = await EnterAsync(stage);
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(2));
        stage.Show(StreamSessionStatus.PendingClientReconnection);

        await stage.MakeAsync("Mara", made.Link.Id);

        Assert.Equal(PlayerPhase.Busy, await stage.PhaseAsync(pass));
        stage.Rescue.Time.Advance(AnswerRules.TimeToUseAnswer);
        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(pass));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
    }

    [Fact]
    public async Task Of_two_pages_of_one_session_the_one_that_came_last_is_asked()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var left = await EnterAsync(stage);
        var entry = await stage.Players.StandByAsync(stage.Ticket(nonce: "nonce-0002"), PlayerStage.Page("b"), "Chrome, Android", default);
        var here = Assert.IsType<PlayerEntry.Admitted>(entry).Pass;
        using var leaving = new CancellationTokenSource();
        var watching = WatchAsync(stage, here, new(), leaving.Token, "b");
        await RescueStage.WaitForAsync(() => stage.StandBys.Current.ContainsKey(stage.Session), "it stands by");

        await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Mara"), default);

        Assert.Equal(PlayerPhase.StandingBy, await stage.PhaseAsync(left));
        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(left));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(here, "b"));
        await leaving.CancelAsync();
        await watching;
    }

    [Fact]
    public async Task When_the_page_that_came_last_is_closed_the_one_before_is_on_the_board_again()
    {
        await using var stage = await PlayerStage.OpenAsync();
        using var leavingFirst = new CancellationTokenSource();
        using var leavingLast = new CancellationTokenSource();
        var first = WatchAsync(stage, await EnterAsync(stage), new(), leavingFirst.Token);
        await RescueStage.WaitForAsync(() => stage.StandBys.Current.ContainsKey(stage.Session), "it stands by");
        var entry = await stage.Players.StandByAsync(stage.Ticket(nonce: "nonce-0002"), PlayerStage.Page("b"), "Firefox", default);
        var last = WatchAsync(stage, Assert.IsType<PlayerEntry.Admitted>(entry).Pass, new(), leavingLast.Token, "b");
        await stage.Rescue.RunUntilAsync(() => stage.StandBys.Current[stage.Session].Browser == "Firefox", "the last one stands by");

        await leavingLast.CancelAsync();
        await last;

        await stage.Rescue.RunUntilAsync(
            () => stage.StandBys.Current.GetValueOrDefault(stage.Session)?.Browser == "Chrome, Linux",
            "the first one stands by"
        );
        await leavingFirst.CancelAsync();
        await first;
    }

    [Fact]
    public async Task An_ask_from_before_the_answer_is_no_wish_for_another_offer()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await EnterAsync(stage);
        await stage.MakeAsync("Tom");
        var asked = stage.Asks.Of(stage.Session, PlayerStage.Epoch)!;
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));

        stage.Asks.Ask(stage.Session, asked.Epoch, new Person("Mara"), asked.At);

        Assert.Equal(PlayerPhase.AnswerReady, await stage.PhaseAsync(pass));
    }

    [Fact]
    public async Task An_ask_of_an_earlier_loss_counts_neither_while_the_player_is_connected_nor_after()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await EnterAsync(stage);
        await stage.MakeAsync("Tom");

        stage.Show(StreamSessionStatus.Connected);
        Assert.Equal(PlayerPhase.StandingBy, await stage.PhaseAsync(pass));
        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(pass));
        Assert.Empty(stage.Rescue.Connections);
        Assert.NotNull(stage.Asks.Of(stage.Session, epoch: null));
        await stage.Keeper.KeepAsync(default);

        Assert.Null(stage.Asks.Of(stage.Session, epoch: null));
    }

    [Fact]
    public async Task An_ask_outlives_a_round_of_the_keeper_and_not_the_revoking_of_its_link()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await EnterAsync(stage);
        var made = await stage.MakeAsync("Tom");
        await stage.Keeper.KeepAsync(default);
        Assert.Equal(PlayerPhase.OfferWanted, await stage.PhaseAsync(pass));

        await stage.LinkDesk.RevokeAsync(made.Link.Id, Actor.Unproven("Mara"));

        Assert.Equal(PlayerPhase.StandingBy, await stage.PhaseAsync(pass));
        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(pass));
        Assert.Empty(stage.Rescue.Connections);
    }

    [Fact]
    public async Task The_same_page_may_come_again_and_any_other_is_a_replay_also_after_a_restart()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var ticket = stage.Ticket();
        Assert.IsType<PlayerEntry.Admitted>(await stage.Players.StandByAsync(ticket, PlayerStage.Page(), "Chrome", default));
        Assert.IsType<PlayerEntry.Admitted>(await stage.Players.StandByAsync(ticket, PlayerStage.Page(), "Chrome", default));

        await using var next = await stage.RestartAsync();

        Assert.Equal(
            PlayerRefusal.ReplayedTicket,
            await PlayerStage.RefusalAsync(next.Players.StandByAsync(ticket, PlayerStage.Page("b"), "Chrome", default))
        );
        Assert.IsType<PlayerEntry.Admitted>(await next.Players.StandByAsync(ticket, PlayerStage.Page(), "Chrome", default));
    }

    [Fact]
    public async Task Without_an_open_page_nobody_can_be_asked()
    {
        await using var stage = await PlayerStage.OpenAsync();

        var refused = Assert.IsType<CommandResult.Refused>(
            await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Mara"), default)
        );

        Assert.Contains("Send a link", refused.Reason);
    }

    [Fact]
    public async Task A_page_of_another_session_is_not_asked_and_gets_nothing()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var foreign = A.Arn("s2");
        var entry = await stage.Players.StandByAsync(stage.Ticket(foreign), PlayerStage.Page("b"), "Chrome", default);
        var pass = Assert.IsType<PlayerEntry.Admitted>(entry).Pass;
        await stage.OfferAsync(await stage.SpendAsync(await stage.MakeAsync()));

        Assert.Equal(PlayerPhase.StandingBy, await stage.PhaseAsync(pass, "b"));
        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(pass, "b"));
        Assert.Null(await stage.AnswerAsync(pass, "b"));
    }

    private static async Task<PlayerPass> EnterAsync(PlayerStage stage) =>
        Assert
            .IsType<PlayerEntry.Admitted>(await stage.Players.StandByAsync(stage.Ticket(), PlayerStage.Page(), "Chrome, Linux", default))
            .Pass;

    private static async Task WatchAsync(
        PlayerStage stage,
        PlayerPass pass,
        ConcurrentQueue<PlayerPhase> phases,
        CancellationToken cancellationToken,
        string page = "a"
    )
    {
        try
        {
            await foreach (var state in stage.Players.WatchAsync(pass, PlayerStage.Page(page), cancellationToken))
            {
                phases.Enqueue(state.Phase);
            }
        }
        catch (OperationCanceledException)
        {
            // The page left.
        }
    }
}
