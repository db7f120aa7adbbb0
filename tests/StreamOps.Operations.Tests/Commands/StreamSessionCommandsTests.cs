using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Commands;

public class StreamSessionCommandsTests
{
    [Fact]
    public async Task Terminating_leaves_its_intent_and_its_outcome_in_the_audit()
    {
        await using var stage = await RescueStage.OpenAsync();

        var outcome = await CommandsOf(stage).TerminateAsync(stage.Session, Actor.Unproven("Mara"), "stuck", default);

        Assert.IsType<CommandResult.Accepted>(outcome);
        var audit = await stage.Audit.ForSessionAsync(stage.Session, default);
        Assert.Equal([("terminate", "intent", "stuck"), ("terminate", "accepted", "")], audit.Select(e => (e.Action, e.Step, e.Reason)));
        Assert.NotEqual("", audit[1].RequestId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Nothing_is_ended_without_a_reason(string reason)
    {
        await using var stage = await RescueStage.OpenAsync();

        var outcome = await CommandsOf(stage).TerminateAsync(stage.Session, Actor.Unproven("Mara"), reason, default);

        Assert.StartsWith("Say why first", Assert.IsType<CommandResult.Refused>(outcome).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Service.Calls, call => call.Operation == "TerminateStreamSession");
        Assert.Equal(["refused"], await stage.AuditStepsAsync());
    }

    [Fact]
    public async Task Terminating_an_activating_session_is_refused()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Put(StreamSessionStatus.Activating);

        var outcome = await CommandsOf(stage).TerminateAsync(stage.Session, Actor.Unproven("Mara"), "stuck", default);

        Assert.IsType<CommandResult.Refused>(outcome);
        Assert.DoesNotContain("TerminateStreamSession", stage.Service.Calls.Select(call => call.Operation));
        Assert.Equal(["refused"], await stage.AuditStepsAsync());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Where_no_read_comes_back_the_last_known_status_decides_but_not_of_a_session_that_is_gone(
        bool isGone,
        bool isFromBefore
    )
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Snapshot = APicture.Fleet(
            APicture.Waiting(stage.Session.Id, secondsLeft: 60) with
            {
                IsGone = isGone,
                IsFromBefore = isFromBefore,
            }
        );
        stage.Service.OnCall = (call, _) =>
            call.Operation == "GetStreamSession"
                ? Task.FromException(new GameLiftException(ApiErrorCode.InternalServer, call.Operation, "oops"))
                : Task.CompletedTask;

        var outcome = await stage.RunToEndAsync(CommandsOf(stage).TerminateAsync(stage.Session, Actor.Unproven("Mara"), "stuck", default));

        Assert.Equal(isGone ? GoneWords.Sentence : null, (outcome as CommandResult.Refused)?.Reason);
        Assert.Equal(!isGone, stage.Service.Calls.Any(call => call.Operation == "TerminateStreamSession"));
    }

    [Fact]
    public async Task Terminating_gives_an_open_rescue_up()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();

        await CommandsOf(stage).TerminateAsync(stage.Session, Actor.Unproven("Jon"), "stuck", default);

        Assert.Equal(RescueState.Abandoned, stage.Attempt.State);
        Assert.Equal("Jon", (await stage.Audit.ForSessionAsync(stage.Session, default)).Single(entry => entry.Step == "given up").Operator);
    }

    [Fact]
    public async Task A_termination_without_an_answer_is_unknown()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.OnCall = (call, _) =>
            call.Operation == "TerminateStreamSession" ? new TaskCompletionSource().Task : Task.CompletedTask;

        var failed = Assert.IsType<CommandResult.Failed>(
            await stage.RunToEndAsync(CommandsOf(stage).TerminateAsync(stage.Session, Actor.Unproven("Mara"), "stuck", default))
        );

        Assert.True(failed.IsUnknown);
        Assert.Equal(["intent", "unknown"], await stage.AuditStepsAsync());
    }

    [Fact]
    public async Task Nothing_is_done_without_a_record_of_it()
    {
        await using var stage = await RescueStage.OpenAsync(contexts: file => file.ReadOnlyContexts);
        var commands = CommandsOf(stage);

        Assert.IsType<CommandResult.Refused>(await commands.TerminateAsync(stage.Session, Actor.Unproven("Mara"), "stuck", default));
        Assert.IsType<CommandResult.Refused>(await commands.ExportFilesAsync(stage.Session, "s3://b/p/", Actor.Unproven("Mara"), default));
        Assert.False((await commands.NoteSensitiveLookAsync(stage.Session, Actor.Unproven("Mara"), "because")).IsAllowed);
        Assert.All(stage.Service.Calls, call => Assert.Equal("GetStreamSession", call.Operation));
    }

    [Fact]
    public async Task Files_are_asked_for_and_the_address_is_in_the_audit()
    {
        await using var stage = await RescueStage.OpenAsync();

        var outcome = await CommandsOf(stage).ExportFilesAsync(stage.Session, "s3://bucket/logs/", Actor.Unproven("Mara"), default);

        Assert.IsType<CommandResult.Accepted>(outcome);
        var audit = await stage.Audit.ForSessionAsync(stage.Session, default);
        Assert.Equal([("intent", "s3://bucket/logs/"), ("accepted", "")], audit.Select(entry => (entry.Step, entry.Reason)));
    }

    [Fact]
    public async Task Where_somebody_plays_nothing_is_ended_that_was_not_confirmed_whatever_a_page_says_of_it()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.Sessions[stage.Session] = A.StreamSession(stage.Session.Id).In(StreamSessionStatus.Connected).Details();

        var outcome = await CommandsOf(stage).TerminateAsync(stage.Session, Actor.Unproven("Mallory"), "because", default);

        Assert.Contains("last four characters", Assert.IsType<CommandResult.Refused>(outcome).Reason);
        Assert.DoesNotContain(stage.Service.Calls, call => call.Operation == "TerminateStreamSession");
        Assert.Equal(["refused"], (await stage.Audit.ForSessionAsync(stage.Session, default)).Select(entry => entry.Step));
    }

    [Theory]
    [InlineData("xxxx", false)]
    [InlineData("4F2A", false)]
    [InlineData("4f2a ", false)]
    [InlineData("4f2a", true)]
    public async Task What_was_typed_is_compared_where_the_session_is_ended(string typed, bool isEnded)
    {
        await using var stage = await RescueStage.OpenAsync();
        var session = A.Arn("play-4f2a");
        stage.Service.Sessions[session] = A.StreamSession(session.Id).In(StreamSessionStatus.Connected).Details();

        var outcome = await CommandsOf(stage).TerminateAsync(session, Actor.Unproven("Mara"), "because", default, typed);

        Assert.Equal(isEnded, outcome is CommandResult.Accepted);
        Assert.Equal(isEnded, stage.Service.Calls.Any(call => call.Operation == "TerminateStreamSession"));
    }

    [Fact]
    public async Task A_read_that_failed_is_a_sentence()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.Sessions.Clear();

        var reading = await CommandsOf(stage).ReadAsync(stage.Session, actor: null, default);

        Assert.Null(reading.Details);
        Assert.StartsWith("Not found in this Region", reading.Problem);
    }

    [Fact]
    public async Task A_look_at_sensitive_members_is_audited()
    {
        await using var stage = await RescueStage.OpenAsync();

        await CommandsOf(stage).NoteSensitiveLookAsync(stage.Session, Actor.Unproven("Mara"), " because ");

        var entry = Assert.Single(await stage.Audit.ForSessionAsync(stage.Session, default));
        Assert.Equal(("look at launch arguments", "done", "because"), (entry.Action, entry.Step, entry.Reason));
    }

    [Fact]
    public async Task Nobody_looks_at_sensitive_members_without_a_reason()
    {
        await using var stage = await RescueStage.OpenAsync();

        var verdict = await CommandsOf(stage).NoteSensitiveLookAsync(stage.Session, Actor.Unproven("Mara"), " ");

        Assert.Equal(new ActionVerdict(false, "Say why first: they may hold tokens, and the audit keeps the reason."), verdict);
        Assert.Equal("refused", Assert.Single(await stage.Audit.ForSessionAsync(stage.Session, default)).Step);
    }

    private static StreamSessionCommands CommandsOf(RescueStage stage) =>
        new(stage.Service, stage.Fleet, stage.Desk, stage.Audit, Options.Create(stage.Settings), stage.Time, stage.Pace);
}
