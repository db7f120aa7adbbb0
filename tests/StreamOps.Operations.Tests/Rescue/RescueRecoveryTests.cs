using System.Collections.Immutable;
using Microsoft.AspNetCore.DataProtection;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>The process is killed at each point of a rescue; the next one finds the row and finishes it, with one effect.</summary>
[Trait("Row", "F12")]
public class RescueRecoveryTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Killed_before_the_commit_there_is_no_row_and_no_call()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = (_, _) => new TaskCompletionSource().Task;
        _ = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Service.Calls.Count == 1, "the session is being read");

        await using var next = await stage.RestartAsync(Short);

        Assert.Empty(await next.Steps.Ledger.OpenOrEndedSinceAsync(default, default));
        Assert.Empty(next.Connections);
    }

    [Fact]
    public async Task Killed_after_the_commit_the_call_is_made_by_the_next_process()
    {
        await using var stage = await RescueStage.OpenAsync();
        var committed = await stage.CommitWithoutCallAsync();

        await using var next = await stage.RestartAsync(Short);
        await RescueStage.WaitForAsync(() => next.Attempt.State == RescueState.Answered, "the rescue is sent");

        Assert.Equal(committed.ClientToken, Assert.Single(next.Connections).ClientToken);
    }

    [Fact]
    public async Task Killed_after_the_call_the_answer_is_fetched_by_the_same_token()
    {
        await using var stage = await RescueStage.OpenAsync();
        var effects = new HashSet<string>(StringComparer.Ordinal);
        stage.Service.OnCall = (call, _) =>
        {
            // The service did it; its answer never reaches the process.
            return call.Operation == "CreateStreamSessionConnection" && effects.Add(call.ClientToken)
                ? new TaskCompletionSource().Task
                : Task.CompletedTask;
        };
        _ = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the call is made");
        stage.Put(StreamSessionStatus.Active);

        await using var next = await stage.RestartAsync(Short);
        await RescueStage.WaitForAsync(() => next.Attempt.State == RescueState.Answered, "the answer is fetched");

        Assert.Equal(2, next.Connections.Count);
        Assert.Single(next.Connections.Select(call => call.ClientToken).Distinct());
        Assert.Single(next.Connections.Select(call => call.Offer!.Text).Distinct());
        Assert.Contains("unknown", await next.AuditStepsAsync());
    }

    [Fact]
    public async Task Killed_before_delivery_the_answer_is_still_there_for_the_operator()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();
        var attempt = stage.Attempt;

        await using var next = await stage.RestartAsync(Short);

        Assert.Equal(
            next.Service.AnswerText,
            (await next.Answers.ReadAnswerAsync(attempt.Id, Actor.Unproven(RescueStage.Operator), default))!.Text
        );
        await next.Answers.MarkDeliveredAsync(attempt.Id, Actor.Unproven(RescueStage.Operator), default);
        next.Put(StreamSessionStatus.Connected);
        await next.RunUntilAsync(() => next.Attempt.State == RescueState.Connected, "recovered");
        Assert.Single(next.Connections);
    }

    [Fact]
    public async Task Past_its_time_a_row_is_ended_and_nothing_is_sent()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.CommitWithoutCallAsync();

        await using var next = await stage.RestartAsync(TimeSpan.FromSeconds(61));
        await RescueStage.WaitForAsync(() => !next.Attempt.IsOpen, "the row is ended");

        Assert.Equal(RescueState.Failed, next.Attempt.State);
        Assert.Empty(next.Connections);
    }

    // The window of the attempt is two minutes long. One that waits for its first client is active before any call; what an earlier process knew of it is adopted.
    [Theory]
    [InlineData("RECONNECTING", true, 61, true)]
    [InlineData("ACTIVE", true, 61, true)]
    [InlineData("ACTIVE", false, 61, false)]
    [InlineData("PENDING_CLIENT_RECONNECTION", false, 61, false)]
    [InlineData("RECONNECTING", true, 121, false)]
    public async Task Past_its_minute_the_answer_to_a_call_that_moved_the_session_is_fetched_once(
        string status,
        bool isMoved,
        int secondsAway,
        bool isFetched
    )
    {
        await using var stage = await RescueStage.OpenAsync();
        if (!isMoved)
        {
            stage.Put(new StreamSessionStatus(status));
            stage.Time.Advance(TimeSpan.FromSeconds(30));
        }

        stage.Service.OnCall = (call, _) =>
            call.Operation == "CreateStreamSessionConnection" ? new TaskCompletionSource().Task : Task.CompletedTask;
        _ = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the call is made");
        await stage.Work.DisposeAsync();
        if (isMoved)
        {
            stage.Put(new StreamSessionStatus(status));
        }

        stage.Time.Advance(TimeSpan.FromSeconds(secondsAway));
        stage.Service.OnCall = (_, _) => Task.CompletedTask;

        await using var next = stage.AfterKill(TaskScheduler.Default);
        next.Snapshot = FleetSnapshot.Empty with
        {
            Sessions = ImmutableDictionary<StreamSessionArn, LiveStreamSession>.Empty.Add(
                next.Session,
                new LiveStreamSession
                {
                    Session = A.StreamSession().In(new StreamSessionStatus(status)),
                    StatusSinceEarliest = next.Clock.Now,
                    StatusSinceLatest = next.Clock.Now,
                    WasConnected = true,
                }
            ),
        };
        await Task.WhenAll(await next.Recovery.StartAsync(default));

        Assert.Equal(isFetched ? RescueState.Answered : RescueState.Failed, next.Attempt.State);
        Assert.Equal(isFetched ? 2 : 1, next.Connections.Count);
        Assert.Single(next.Connections.Select(call => call.ClientToken).Distinct());
        Assert.Single(next.Connections.Select(call => call.Offer!.Text).Distinct());
        Assert.True(next.Attempt.Deadline <= next.Attempt.RequestedAt.AddSeconds(120), "no call is made after the window");
    }

    [Fact]
    public async Task Late_in_its_minute_the_answer_to_a_call_that_moved_the_session_has_a_minute_to_come()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = (call, _) =>
            call.Operation == "CreateStreamSessionConnection" ? new TaskCompletionSource().Task : Task.CompletedTask;
        _ = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the call is made");
        await stage.Work.DisposeAsync();
        stage.Put(StreamSessionStatus.Active);
        stage.Time.Advance(TimeSpan.FromSeconds(59));

        await using var next = stage.AfterKill(TaskScheduler.Default);
        var answers = new TaskCompletionSource();
        stage.Service.OnCall = (call, stop) =>
            call.Operation == "CreateStreamSessionConnection" ? answers.Task.WaitAsync(stop) : Task.CompletedTask;
        var recovering = Task.WhenAll(await next.Recovery.StartAsync(default));
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 2, "it is asked for");
        stage.Time.Advance(TimeSpan.FromSeconds(3));
        answers.SetResult();
        await recovering;

        Assert.Equal(RescueState.Answered, next.Attempt.State);
    }

    [Theory]
    [InlineData("TERMINATED", "reconnectionTimeout", RescueState.Expired)]
    [InlineData("ERROR", "internalError", RescueState.Failed)]
    [InlineData("CONNECTED", "", RescueState.Superseded)]
    public async Task A_session_that_went_on_meanwhile_settles_the_row(string status, string reason, RescueState end)
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.CommitWithoutCallAsync();
        stage.Put(new StreamSessionStatus(status), reason);

        await using var next = await stage.RestartAsync(Short);
        await RescueStage.WaitForAsync(() => !next.Attempt.IsOpen, "the row is ended");

        Assert.Equal(end, next.Attempt.State);
        Assert.Empty(next.Connections);
    }

    [Fact]
    public async Task A_session_that_is_gone_ends_the_row()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.CommitWithoutCallAsync();
        stage.Service.Sessions.Clear();

        await using var next = await stage.RestartAsync(Short);
        await next.RunUntilAsync(() => !next.Attempt.IsOpen, "the row is ended");

        Assert.Equal(RescueState.Failed, next.Attempt.State);
    }

    [Trait("Row", "F29")]
    [Fact]
    public async Task With_other_keys_the_row_ends_with_a_sentence()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.CommitWithoutCallAsync();

        await using var next = await stage.RestartAsync(Short, new EphemeralDataProtectionProvider());
        await RescueStage.WaitForAsync(() => !next.Attempt.IsOpen, "the row is ended");

        Assert.Equal(RescueState.Failed, next.Attempt.State);
        Assert.Contains("keys have changed", next.Attempt.Reason);
        Assert.Empty(next.Connections);
    }

    [Fact]
    public async Task An_attempt_of_this_process_is_not_taken_up()
    {
        await using var stage = await RescueStage.OpenAsync();
        var answers = new TaskCompletionSource();
        stage.Service.OnCall = (call, _) => call.Operation == "CreateStreamSessionConnection" ? answers.Task : Task.CompletedTask;
        var sending = stage.SendAsync();
        await RescueStage.WaitForAsync(() => stage.Connections.Count == 1, "the call is made");

        // The store could not be read before anybody was let in: it is read now, while they act.
        await Task.WhenAll(await stage.Recovery.StartAsync(default));
        answers.SetResult();

        Assert.IsType<CommandResult.Accepted>(await sending);
        Assert.Equal(RescueState.Answered, stage.Attempt.State);
        Assert.Single(stage.Connections);
        Assert.DoesNotContain("unknown", await stage.AuditStepsAsync());
    }

    [Fact]
    public async Task A_second_kill_in_the_middle_of_the_recovery_changes_nothing()
    {
        await using var stage = await RescueStage.OpenAsync();
        var committed = await stage.CommitWithoutCallAsync();

        await using var second = await stage.RestartAsync(Short);
        await using var third = await second.RestartAsync(Short);
        await RescueStage.WaitForAsync(() => third.Attempt.State == RescueState.Answered, "the rescue is answered");

        Assert.Equal([committed.ClientToken], third.Connections.Select(call => call.ClientToken).Distinct());
    }
}
