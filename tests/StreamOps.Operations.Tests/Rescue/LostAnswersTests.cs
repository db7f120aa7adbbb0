using Microsoft.EntityFrameworkCore;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;
using StreamOps.Testing.Faults;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>A call worked, and nobody heard of it until the attempt's minute was over: its answer is fetched. One that came to nothing holds no page up.</summary>
[Trait("Row", "F11")]
public class LostAnswersTests
{
    private const string Connect = "CreateStreamSessionConnection";

    // As a call that begins with a second of the minute left, and whose answer takes longer.
    [Fact]
    public async Task The_answer_to_a_call_that_worked_unheard_at_the_end_of_the_minute_is_fetched_by_its_token()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FirstCallLate(stage, StreamSessionStatus.Reconnecting);

        Assert.True(Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync())).IsUnknown);
        await stage.RunUntilAsync(() => stage.Attempt.State == RescueState.Answered, "the answer is there");

        Assert.Equal(2, stage.Connections.Count);
        Assert.Single(stage.Connections.Select(call => (call.ClientToken, call.Offer!.Text)).Distinct());
    }

    [Fact]
    public async Task It_is_fetched_also_where_the_store_is_away_at_first()
    {
        StoreAway? away = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => away = new StoreAway(file.Contexts));
        stage.Service.OnCall = FirstCallLate(stage, StreamSessionStatus.Reconnecting);
        await stage.RunToEndAsync(stage.SendAsync());
        var until = stage.Clock.Now + TimeSpan.FromSeconds(8);
        away!.Is = () => stage.Clock.Now < until;

        await stage.RunUntilAsync(() => stage.Attempt.State == RescueState.Answered, "the answer is there");

        Assert.Equal(2, stage.Connections.Count);
    }

    [Fact]
    public async Task Nothing_is_fetched_where_nothing_is_to_be_called()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FirstCallLate(stage, StreamSessionStatus.Active);
        await stage.RunToEndAsync(stage.SendAsync());
        stage.Settings.ReadOnly = true;

        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "it has ended");

        Assert.Equal(RescueState.Failed, stage.Attempt.State);
        Assert.Single(stage.Connections);
    }

    [Theory]
    [InlineData("PENDING_CLIENT_RECONNECTION", 0)]
    [InlineData("RECONNECTING", 0)]
    [InlineData("RECONNECTING", 61)]
    [InlineData("ACTIVE", 61)]
    public async Task A_start_that_is_read_only_makes_no_call(string status, int secondsAway)
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = (call, _) => call.Operation == Connect ? new TaskCompletionSource().Task : Task.CompletedTask;
        _ = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the call is made");
        await stage.Work.DisposeAsync();
        stage.Put(new StreamSessionStatus(status));
        stage.Service.OnCall = (_, _) => Task.CompletedTask;
        stage.Time.Advance(TimeSpan.FromSeconds(secondsAway));

        await using var next = stage.AfterKill(TaskScheduler.Default);
        next.Settings.ReadOnly = true;
        await Task.WhenAll(await next.Recovery.StartAsync(default));
        next.Put(StreamSessionStatus.Connected);
        await next.RunUntilAsync(() => !next.Attempt.IsOpen, "it has ended");

        Assert.Equal(RescueState.Superseded, next.Attempt.State);
        Assert.Single(next.Connections);
    }

    [Fact]
    public async Task A_start_takes_an_attempt_up_also_where_the_store_goes_away_once_more()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();
        await stage.Work.DisposeAsync();
        StoreAway? away = null;
        await using var next = stage.AfterKill(TaskScheduler.Default, file => away = new StoreAway(file.Contexts));
        var open = await next.Recovery.PutUpAsync(default);
        var until = next.Clock.Now + TimeSpan.FromSeconds(3);
        away!.Is = () => next.Clock.Now < until;

        _ = next.Recovery.Resume(open, default);
        next.Put(StreamSessionStatus.Connected);
        await next.RunUntilAsync(() => !next.Attempt.IsOpen, "it is followed to its end");

        Assert.Equal(RescueState.Connected, next.Attempt.State);
    }

    [Fact]
    public async Task What_a_call_before_may_have_done_is_not_forgotten_by_one_that_is_throttled()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = (call, _) =>
        {
            if (call.Operation != Connect || stage.Connections.Count > 2)
            {
                return Task.CompletedTask;
            }

            if (stage.Connections.Count == 2)
            {
                throw new GameLiftException(ApiErrorCode.Throttling, call.Operation, "Slow down.") { HttpStatus = 429, WasAnswered = true };
            }

            stage.Put(StreamSessionStatus.Reconnecting);
            stage.Time.Advance(TimeSpan.FromSeconds(11));
            return new TaskCompletionSource().Task;
        };
        var sending = stage.SendAsync();

        await stage.RunUntilAsync(() => stage.Connections.Count == 2, "it is throttled");
        Assert.IsType<CommandResult.Accepted>(await stage.RunToEndAsync(sending));

        Assert.Equal(["intent", "unknown", "unknown", "accepted"], await stage.AuditStepsAsync());
        Assert.Single(stage.Connections.Select(call => call.ClientToken).Distinct());
    }

    // "The host cannot be reached; nothing was sent" is true of the last call alone.
    [Theory]
    [InlineData("StreamOps.Unreachable")]
    [InlineData("StreamOps.ProxyRefused")]
    [InlineData("StreamOps.SsoLoginNeeded")]
    public async Task What_a_call_before_may_have_done_is_not_denied_by_one_that_was_never_sent(string code)
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = (call, _) =>
            call.Operation == Connect
                ? throw new GameLiftException(
                    stage.Connections.Count == 1 ? ApiErrorCode.ConnectionLost : new ApiErrorCode(code),
                    call.Operation,
                    "No."
                )
                : Task.CompletedTask;

        var failed = Assert.IsType<CommandResult.Failed>(await stage.RunToEndAsync(stage.SendAsync()));

        Assert.Equal((code, true, RescueState.Unknown), (failed.Error.Value, failed.IsUnknown, stage.Attempt.State));
        Assert.EndsWith(" A call before it may have worked.", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(failed.Reason, stage.Attempt.Reason);
    }

    [Fact]
    public async Task While_it_is_fetched_nobody_sends_it_again_or_gives_it_up_and_what_comes_to_nothing_can_be_given_up()
    {
        await using var stage = await RescueStage.OpenAsync();
        var fetched = new TaskCompletionSource();
        var late = FirstCallLate(stage, StreamSessionStatus.Active);
        stage.Service.OnCall = (call, stop) =>
            call.Operation == Connect && stage.Connections.Count > 1 ? fetched.Task.WaitAsync(stop) : late(call, stop);
        await stage.RunToEndAsync(stage.SendAsync());
        await stage.RunUntilAsync(() => stage.Connections.Count == 2 && stage.Attempt.State == RescueState.Sent, "it is fetched");
        var (attempt, mara) = (stage.Attempt.Id, Actor.Unproven(RescueStage.Operator));

        Assert.IsType<CommandResult.Refused>(await stage.Desk.TryAgainAsync(attempt, mara, default));
        Assert.IsType<CommandResult.Refused>(await stage.Desk.AbandonAsync(attempt, mara, "gone", default));
        fetched.SetException(new GameLiftException(ApiErrorCode.ConnectionLost, Connect, "Lost."));
        await RescueStage.WaitForAsync(() => stage.Attempt.State == RescueState.Unknown, "it came to nothing");
        Assert.IsType<CommandResult.Accepted>(await stage.Desk.AbandonAsync(attempt, mara, "gone", default));
        var until = stage.Clock.Now + TimeSpan.FromSeconds(20);
        await stage.RunUntilAsync(() => stage.Clock.Now > until, "some time passes");

        Assert.Equal(RescueState.Abandoned, stage.Attempt.State);
        Assert.Equal(2, stage.Connections.Count);
    }

    [Fact]
    public async Task One_that_nobody_can_fetch_ends_with_the_window_and_no_call_is_made_after_it()
    {
        await using var stage = await RescueStage.OpenAsync();
        var late = FirstCallLate(stage, StreamSessionStatus.Active);
        stage.Service.OnCall = (call, stop) => stage.Connections.Count > 1 ? Lost(call, stop) : late(call, stop);
        await stage.RunToEndAsync(stage.SendAsync());

        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "it has ended");

        Assert.Equal(RescueState.Failed, stage.Attempt.State);
        Assert.InRange(stage.Connections.Count, 5, 25);
        Assert.All(stage.Connections, call => Assert.True(call.At < stage.Attempt.RequestedAt + TimeSpan.FromSeconds(120), $"{call.At}"));
        Assert.Single(stage.Connections.Select(call => call.ClientToken).Distinct());
    }

    [Fact]
    public async Task It_is_fetched_also_where_a_defect_broke_the_fetching_off()
    {
        BrokenOnce? broken = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => broken = new BrokenOnce(file));
        stage.Service.OnCall = FirstCallLate(stage, StreamSessionStatus.Reconnecting);
        await stage.RunToEndAsync(stage.SendAsync());
        broken!.Is = true;

        await stage.RunUntilAsync(() => stage.Attempt.State == RescueState.Answered, "the answer is there");

        Assert.False(broken.Is);
        Assert.Equal(2, stage.Connections.Count);
    }

    [Fact]
    public async Task Where_nothing_shows_that_a_call_worked_none_is_made_past_the_minute()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = FirstCallLate(stage, moved: null);

        await stage.RunToEndAsync(stage.SendAsync());
        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "it has ended");

        Assert.Equal(RescueState.Failed, stage.Attempt.State);
        Assert.Single(stage.Connections);
    }

    // An operator can send a pasted one again by its token; a page cannot, and its player waits: for their first client too.
    [Theory]
    [InlineData("PENDING_CLIENT_RECONNECTION")]
    [InlineData("ACTIVE")]
    public async Task A_page_whose_calls_came_to_nothing_for_a_minute_may_make_a_new_offer_while_the_window_runs(string status)
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Put(new StreamSessionStatus(status));
        stage.Time.Advance(TimeSpan.FromSeconds(5));
        stage.Service.OnCall = Lost;

        await stage.RunToEndAsync(SendAsPageAsync(stage, OfferText.Healthy().ToString()));
        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "it has ended");

        Assert.Equal(RescueState.Failed, stage.Attempt.State);
        Assert.True(stage.Clock.Now < stage.Attempt.RequestedAt + TimeSpan.FromSeconds(110), "its window runs still");
        stage.Service.OnCall = (_, _) => Task.CompletedTask;
        var another = OfferText.Healthy().With("a=x-another:1").ToString();
        Assert.IsType<CommandResult.Accepted>(await stage.RunToEndAsync(SendAsPageAsync(stage, another)));
    }

    [Fact]
    public async Task Who_gives_it_time_while_the_session_is_read_finds_it_open()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = Lost;
        await stage.RunToEndAsync(SendAsPageAsync(stage, OfferText.Healthy().ToString()));
        var ends = stage.Attempt.Deadline + TimeSpan.FromSeconds(10);
        var given = false;
        stage.Service.OnCall = async (call, stop) =>
        {
            if (call.Operation == "GetStreamSession" && !given && stage.Clock.Now > ends)
            {
                given = true;
                await stage.Steps.GiveTimeAsync(stage.Attempt, ends + TimeSpan.FromSeconds(40));
            }
        };

        await stage.RunUntilAsync(() => given && stage.Clock.Now > ends + TimeSpan.FromSeconds(5), "it was looked at again");

        Assert.Equal(RescueState.Unknown, stage.Attempt.State);
        Assert.True(stage.Attempt.Deadline > ends, "it has time");
    }

    /// <summary>A database whose next use ends in a defect of ours.</summary>
    private sealed class BrokenOnce(TemporaryStore file) : IDbContextFactory<OperationsDb>
    {
        private volatile bool _is;

        public bool Is
        {
            get => _is;
            set => _is = value;
        }

        public OperationsDb CreateDbContext()
        {
            var isBroken = Is;
            Is = false;
            return isBroken ? throw new InvalidOperationException("A defect.") : file.Contexts.CreateDbContext();
        }
    }

    private static Task<CommandResult> SendAsPageAsync(RescueStage stage, string offer)
    {
        var page = new OfferOrigin(OfferSource.StandBy) { PageHash = new string('a', 64) };
        return stage.Desk.SendAsync(stage.Session, new Offer(offer), Actor.Unproven(RescueStage.Operator).Person, page, default);
    }

    private static Task Lost(ScriptedCall call, CancellationToken stop) =>
        call.Operation == Connect
            ? Task.FromException(new GameLiftException(ApiErrorCode.ConnectionLost, call.Operation, "Lost."))
            : Task.CompletedTask;

    /// <summary>The first call takes the whole minute; whether it moved the session, the service says.</summary>
    private static Func<ScriptedCall, CancellationToken, Task> FirstCallLate(RescueStage stage, StreamSessionStatus? moved) =>
        (call, _) =>
        {
            if (call.Operation != Connect || stage.Connections.Count > 1)
            {
                return Task.CompletedTask;
            }

            if (moved is { } status)
            {
                stage.Put(status);
            }

            stage.Time.Advance(TimeSpan.FromSeconds(61));
            return new TaskCompletionSource().Task;
        };
}
