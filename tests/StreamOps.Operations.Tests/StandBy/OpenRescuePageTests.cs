using System.Collections.Concurrent;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Tests.Players;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.StandBy;

/// <summary>A rescue page that stays open stands by for the next loss of its session.</summary>
public class OpenRescuePageTests
{
    private const long NextEpoch = PlayerStage.Epoch + 1;

    [Fact]
    public async Task Lost_again_it_is_asked_and_offers_without_a_new_link()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await BringBackAsync(stage);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);
        Assert.Equal(StandByKind.RescuePage, stage.StandBys.Current[stage.Session].Kind);

        Assert.IsType<CommandResult.Accepted>(await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Tom"), default));
        await page.UntilAsync(PlayerPhase.OfferWanted);
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(page.Pass));
        await page.UntilAsync(PlayerPhase.AnswerReady);

        Assert.NotNull(await stage.AnswerAsync(page.Pass));
        var attempt = stage.Rescue.Attempt;
        Assert.Equal((OfferSource.StandBy, "Tom", NextEpoch), (attempt.Source, attempt.Operator, attempt.WindowEpoch));
        stage.Show(StreamSessionStatus.Connected);
        await stage.Rescue.RunUntilAsync(() => stage.Rescue.Attempt.State == RescueState.Connected, "recovered");
        Assert.Equal(PlayerPhase.Connected, await stage.PhaseAsync(page.Pass));
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch + 1);
        Assert.Equal(PlayerPhase.StandingBy, await stage.PhaseAsync(page.Pass));
    }

    [Fact]
    public async Task Unasked_nothing_is_sent_and_one_ask_is_good_for_one_offer()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await BringBackAsync(stage);
        var calls = stage.Rescue.Connections.Count;
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);

        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(page.Pass));
        await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Tom"), default);
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(page.Pass));
        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(page.Pass));

        Assert.Equal(calls + 1, stage.Rescue.Connections.Count);
    }

    [Fact]
    public async Task A_new_link_does_not_ask_it_for_it_may_be_somebody_elses()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await BringBackAsync(stage);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);

        await stage.MakeAsync("Tom");

        Assert.Equal(PlayerPhase.StandingBy, await stage.PhaseAsync(page.Pass));
        Assert.Equal("", stage.StandBys.Current[stage.Session].AskedBy);
        Assert.IsType<OfferReply.NotTaken>(await stage.OfferAsync(page.Pass));
        await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Tom"), default);
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(page.Pass));
    }

    [Fact]
    public void A_game_s_page_that_its_backend_vouches_for_stays_before_it()
    {
        var board = new StandByBoard();
        var asks = new StandByAsks(board);
        var game = new StandByPage
        {
            Session = A.Arn(),
            Since = default,
            PageHash = "game",
        };
        asks.Enter(game);

        asks.Enter(game with { Kind = StandByKind.RescuePage, PageHash = "rescue" });
        asks.Ask(A.Arn(), epoch: 1, new Person("Mara"), at: default, StandByKind.GamePage);

        Assert.Equal(("game", "Mara"), (board.Current[A.Arn()].PageHash, board.Current[A.Arn()].AskedBy));
        asks.Leave(game);
        Assert.Equal(("rescue", ""), (board.Current[A.Arn()].PageHash, board.Current[A.Arn()].AskedBy));
    }

    [Fact]
    public async Task Between_leaving_and_coming_again_what_its_player_wants_is_known_at_every_moment()
    {
        var asks = new StandByAsks(new StandByBoard());
        var page = new StandByPage
        {
            Session = A.Arn(),
            Since = default,
            PageHash = "a",
            Epoch = 1,
            WantsBackAt = default(DateTimeOffset),
        };
        asks.Enter(page);
        using var isOver = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var (looks, misses) = (0, 0);
            for (; !isOver.IsCancellationRequested; looks++)
            {
                misses += asks.IsWanted(page.Session, page.PageHash, epoch: 1) ? 0 : 1;
            }

            return (looks, misses);
        });

        for (var reload = 0; reload < 20_000; reload++)
        {
            asks.Leave(page);
            asks.Enter(page with { WantsBackAt = null, Epoch = null });
        }

        await isOver.CancelAsync();
        var (looks, misses) = await reader;
        Assert.True(looks > 0);
        Assert.Equal(0, misses);
    }

    [Fact]
    public async Task Reloaded_it_stands_by_again_by_its_link_and_by_its_code()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        await using var page = await BringBackAsync(stage, made);
        Assert.Equal(PlayerPhase.Connected, await PlayerStage.PhaseAsync(stage.OpenAsync(made)));

        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);

        Assert.Equal(PlayerPhase.StandingBy, await PlayerStage.PhaseAsync(stage.OpenAsync(made)));
        var byCode = stage.Players.OpenAsync(made.Code, PlayerStage.Page(), "Firefox", isLoadedAnew: false, default);
        Assert.Equal(PlayerPhase.StandingBy, await PlayerStage.PhaseAsync(byCode));
    }

    [Fact]
    public async Task No_other_browser_stands_by_at_its_link()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var early = Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(made, "b")).Pass;
        await using var page = await BringBackAsync(stage, made);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Tom"), default);

        Assert.Equal(PlayerRefusal.AlreadyUsed, await PlayerStage.RefusalAsync(stage.OpenAsync(made, "b")));
        Assert.IsType<OfferReply.TurnedAway>(await stage.OfferAsync(early, "b"));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(page.Pass));
    }

    [Fact]
    public async Task A_browser_that_only_opened_the_link_does_not_stand_by()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(await stage.MakeAsync())).Pass;

        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);

        Assert.Equal(PlayerRefusal.Over, await PlayerStage.RefusalAsync(stage.Players.ReadAsync(pass, PlayerStage.Page(), default)));
    }

    [Fact]
    public async Task Once_another_browser_spent_a_newer_link_it_stands_by_no_more()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await BringBackAsync(stage);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);

        await stage.SpendAsync(await stage.MakeAsync("Tom"), "b");

        await page.UntilAsync(PlayerPhase.Over);
        Assert.Empty(stage.StandBys.Current);
        Assert.IsType<OfferReply.TurnedAway>(await stage.OfferAsync(page.Pass));
    }

    [Fact]
    public async Task Once_another_browser_spent_a_newer_link_no_later_link_brings_it_back()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await BringBackAsync(stage);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        var other = await stage.SpendAsync(await stage.MakeAsync("Tom"), "b");
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(other, "b"));
        stage.Show(StreamSessionStatus.Connected);
        await stage.Rescue.RunUntilAsync(() => stage.Rescue.Attempt.State == RescueState.Connected, "recovered");

        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch + 1);
        await stage.MakeAsync("Tom");
        await using var again = new WatchingPage(stage, page.Pass);
        await again.EndsAsync();
        await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Tom"), default);

        Assert.Empty(stage.StandBys.Current);
        Assert.IsNotType<OfferReply.Answered>(await stage.OfferAsync(page.Pass));
    }

    [Theory]
    [InlineData("TERMINATED")]
    [InlineData("TERMINATING")]
    public async Task It_ends_with_its_session(string status)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await BringBackAsync(stage);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);

        stage.Show(new StreamSessionStatus(status));

        await page.UntilAsync(PlayerPhase.TooLate);
        await page.EndsAsync();
        Assert.Empty(stage.StandBys.Current);
        Assert.IsNotType<OfferReply.Answered>(await stage.OfferAsync(page.Pass));
    }

    [Fact]
    public async Task A_closed_link_s_page_stands_by_for_nothing()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        var pass = await stage.SpendAsync(made);
        await stage.LinkDesk.RevokeAsync(made.Link.Id, Actor.Unproven("Mara"));

        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);

        Assert.Equal(PlayerRefusal.Closed, await PlayerStage.RefusalAsync(stage.Players.ReadAsync(pass, PlayerStage.Page(), default)));
    }

    [Fact]
    public async Task The_player_s_wish_to_come_back_and_what_the_page_found_stand_on_the_board()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await BringBackAsync(stage);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);
        Assert.Null(stage.StandBys.Current[stage.Session].WantsBackAt);

        await stage.Players.ContinueAsync(page.Pass, PlayerStage.Page(), default);
        await stage.Players.ReportAsync(page.Pass, PlayerStage.Page(), PlayerTrouble.NoCandidates, default);

        var here = stage.StandBys.Current[stage.Session];
        Assert.Equal((stage.Rescue.Clock.Now, PlayerTrouble.NoCandidates), (here.WantsBackAt, here.Trouble));
    }

    [Fact]
    public async Task A_wish_is_of_its_episode()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await BringBackAsync(stage);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);
        await stage.Players.ContinueAsync(page.Pass, PlayerStage.Page(), default);
        await stage.Players.ReportAsync(page.Pass, PlayerStage.Page(), PlayerTrouble.NoCandidates, default);

        // It came back in another way, and is lost anew.
        stage.Show(StreamSessionStatus.Connected);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch + 1);

        var here = stage.StandBys.Current[stage.Session];
        Assert.NotNull(here.In(NextEpoch).WantsBackAt);
        Assert.Equal((null, PlayerTrouble.None), (here.In(NextEpoch + 1).WantsBackAt, here.In(NextEpoch + 1).Trouble));
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(2));
        await stage.Players.ContinueAsync(page.Pass, PlayerStage.Page(), default);
        Assert.Equal(stage.Rescue.Clock.Now, stage.StandBys.Current[stage.Session].WantsBackAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wish_outlives_a_reload_of_its_page(bool isOldStreamGoneFirst)
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        await using var page = await BringBackAsync(stage, made);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);
        Assert.False((await ReopenAsync(stage, made)).State.WantsBack);
        await stage.Players.ContinueAsync(page.Pass, PlayerStage.Page(), default);
        var asked = stage.StandBys.Current[stage.Session].WantsBackAt;
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(2));
        if (isOldStreamGoneFirst)
        {
            await page.DisposeAsync();
        }

        var again = await ReopenAsync(stage, made);
        await using var reloaded = new WatchingPage(stage, again.Pass);
        await reloaded.UntilAsync(PlayerPhase.StandingBy);
        await page.DisposeAsync();

        Assert.True(again.State.WantsBack);
        Assert.NotNull(asked);
        Assert.Equal(asked, stage.StandBys.Current[stage.Session].WantsBackAt);
    }

    [Fact]
    public async Task A_wish_that_arrives_after_its_page_was_left_stands_of_the_page_that_is_loaded_again()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        await using var page = await BringBackAsync(stage, made);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);
        await page.DisposeAsync();

        await stage.Players.ContinueAsync(page.Pass, PlayerStage.Page(), default);

        var again = await ReopenAsync(stage, made);
        await using var reloaded = new WatchingPage(stage, again.Pass);
        await reloaded.UntilAsync(PlayerPhase.StandingBy);
        Assert.True(again.State.WantsBack);
        Assert.NotNull(stage.StandBys.Current[stage.Session].WantsBackAt);
    }

    [Fact]
    public async Task A_wish_that_arrives_after_the_page_was_opened_again_and_before_it_listens_is_told_to_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        await using var page = await BringBackAsync(stage, made);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);
        await page.DisposeAsync();
        var again = await ReopenAsync(stage, made);
        Assert.False(again.State.WantsBack);

        await stage.Players.ContinueAsync(page.Pass, PlayerStage.Page(), default);

        await using var states = stage.Players.WatchAsync(again.Pass, PlayerStage.Page(), default).GetAsyncEnumerator();
        Assert.True(await states.MoveNextAsync());
        Assert.True(states.Current.WantsBack);
    }

    [Fact]
    public async Task A_wish_that_was_answered_or_is_of_an_earlier_episode_does_not_come_back_with_a_reload()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = await stage.MakeAsync();
        await using var page = await BringBackAsync(stage, made);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);
        await stage.Players.ContinueAsync(page.Pass, PlayerStage.Page(), default);

        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch + 1);
        Assert.False((await ReopenAsync(stage, made)).State.WantsBack);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Tom"), default);
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(page.Pass));
        await page.DisposeAsync();

        Assert.False((await ReopenAsync(stage, made)).State.WantsBack);
    }

    [Fact]
    public async Task A_page_behind_another_one_comes_forward_with_its_player_s_wish_and_is_asked()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await BringBackAsync(stage);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);
        var entry = await stage.Players.StandByAsync(stage.Ticket(), PlayerStage.Page("b"), "Chrome, Android", default);
        var front = new WatchingPage(stage, Assert.IsType<PlayerEntry.Admitted>(entry).Pass, "b");
        await front.UntilAsync(PlayerPhase.StandingBy);
        Assert.Equal(StandByKind.GamePage, stage.StandBys.Current[stage.Session].Kind);

        await stage.Players.ReportAsync(page.Pass, PlayerStage.Page(), PlayerTrouble.NoCandidates, default);
        Assert.Equal(StandByKind.GamePage, stage.StandBys.Current[stage.Session].Kind);
        await stage.Players.ContinueAsync(page.Pass, PlayerStage.Page(), default);

        var here = stage.StandBys.Current[stage.Session];
        Assert.Equal((StandByKind.RescuePage, PlayerTrouble.NoCandidates), (here.Kind, here.Trouble));
        Assert.NotNull(here.WantsBackAt);
        await front.DisposeAsync();
        Assert.Equal(StandByKind.RescuePage, stage.StandBys.Current[stage.Session].Kind);
        await stage.StandByDesk.AskOpenPageAsync(stage.Session, Actor.Unproven("Tom"), default);
        Assert.Equal("Tom", stage.StandBys.Current[stage.Session].AskedBy);
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(page.Pass));
        await page.DisposeAsync();
        Assert.Empty(stage.StandBys.Current);
    }

    [Fact]
    public async Task What_a_page_said_stands_again_when_the_one_before_it_is_closed()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await BringBackAsync(stage);
        stage.Show(StreamSessionStatus.PendingClientReconnection, NextEpoch);
        await page.UntilAsync(PlayerPhase.StandingBy);
        await stage.Players.ContinueAsync(page.Pass, PlayerStage.Page(), default);
        var entry = await stage.Players.StandByAsync(stage.Ticket(), PlayerStage.Page("b"), "Chrome, Android", default);
        var front = new WatchingPage(stage, Assert.IsType<PlayerEntry.Admitted>(entry).Pass, "b");
        await front.UntilAsync(PlayerPhase.StandingBy);
        Assert.Null(stage.StandBys.Current[stage.Session].WantsBackAt);

        await front.DisposeAsync();

        Assert.NotNull(stage.StandBys.Current[stage.Session].WantsBackAt);
    }

    [Fact]
    public async Task Lost_again_before_anybody_saw_it_connected_the_page_tries_again_by_itself()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync());
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        await stage.Players.AnswerAppliedAsync(pass, PlayerStage.Page(), default);
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(PlayerPhase.Connecting, await stage.PhaseAsync(pass));

        stage.Show(StreamSessionStatus.PendingClientReconnection);

        Assert.Equal(PlayerPhase.TryAgain, await stage.PhaseAsync(pass));
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
    }

    /// <summary>The same browser opens its link again.</summary>
    private static async Task<PlayerEntry.Admitted> ReopenAsync(PlayerStage stage, LinkMaking.Made made) =>
        Assert.IsType<PlayerEntry.Admitted>(await stage.OpenAsync(made));

    /// <summary>The player is back by a link, and the page stays open.</summary>
    private static async Task<WatchingPage> BringBackAsync(PlayerStage stage, LinkMaking.Made? made = null)
    {
        var pass = await stage.SpendAsync(made ?? await stage.MakeAsync());
        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));
        stage.Show(StreamSessionStatus.Connected);
        await stage.Rescue.RunUntilAsync(() => stage.Rescue.Attempt.State == RescueState.Connected, "recovered");
        var page = new WatchingPage(stage, pass);
        await page.UntilAsync(PlayerPhase.Connected);
        return page;
    }

    /// <summary>A page that hears what it is told, until it is closed.</summary>
    private sealed class WatchingPage : IAsyncDisposable
    {
        private readonly CancellationTokenSource _leaving = new();
        private readonly ConcurrentQueue<PlayerPhase> _phases = new();
        private readonly PlayerStage _stage;
        private readonly PageKey _key;
        private readonly Task _watching;
        private bool _hasLeft;

        public WatchingPage(PlayerStage stage, PlayerPass pass, string page = "a")
        {
            (_stage, Pass, _key) = (stage, pass, PlayerStage.Page(page));
            _watching = WatchAsync();
        }

        public PlayerPass Pass { get; }

        public Task UntilAsync(PlayerPhase phase) =>
            _stage.Rescue.RunUntilAsync(() => _phases.LastOrDefault() == phase, $"the page is told {phase}");

        public Task EndsAsync() => _watching;

        public async ValueTask DisposeAsync()
        {
            if (_hasLeft)
            {
                return;
            }

            _hasLeft = true;
            await _leaving.CancelAsync();
            await _watching;
            _leaving.Dispose();
        }

        private async Task WatchAsync()
        {
            try
            {
                await foreach (var state in _stage.Players.WatchAsync(Pass, _key, _leaving.Token))
                {
                    _phases.Enqueue(state.Phase);
                }
            }
            catch (OperationCanceledException)
            {
                // The page is closed.
            }
        }
    }
}
