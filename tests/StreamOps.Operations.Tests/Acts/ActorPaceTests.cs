using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Commands;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Operations.Tests.Acts;

/// <summary>Nobody ends or rescues without end: each person has a pace, is asked anew above ten, and all of it stands in the audit.</summary>
[Trait("Row", "A11")]
public class ActorPaceTests
{
    private static readonly Actor Mallory = new("id-mallory", "Mallory", ActorRole.Operator, MayTakeOver: false);
    private static readonly Actor Mara = new("id-mara", "Mara", ActorRole.Operator, MayTakeOver: false);

    [Fact]
    public async Task Who_ends_one_session_after_the_other_is_asked_to_confirm_and_then_stopped()
    {
        await using var stage = await RescueStage.OpenAsync();
        var commands = CommandsOf(stage);
        var sessions = Enumerable.Range(0, 40).Select(number => A.Arn($"t{number}")).ToList();
        foreach (var session in sessions)
        {
            stage.Service.Sessions[session] = A.StreamSession(session.Id).In(StreamSessionStatus.PendingClientReconnection).Details();
        }

        var unasked = new List<CommandResult>();
        foreach (var session in sessions[..15])
        {
            unasked.Add(await commands.TerminateAsync(session, Mallory, "because", default));
        }

        Assert.Equal(ActorPace.ConfirmAbove, unasked.Count(result => result is CommandResult.Accepted));
        Assert.Contains("none of it can be undone", Assert.IsType<CommandResult.Refused>(unasked[^1]).Reason);

        var confirmed = new List<CommandResult>();
        foreach (var session in sessions[15..])
        {
            confirmed.Add(
                await commands.TerminateAsync(session, Mallory, "because", default, typed: session.Id[^Math.Min(4, session.Id.Length)..])
            );
        }

        var all = ActorPace.MostTerminationsAMinute;
        Assert.Equal(all - ActorPace.ConfirmAbove, confirmed.Count(result => result is CommandResult.Accepted));
        Assert.Equal(all, stage.Service.Calls.Count(call => call.Operation == "TerminateStreamSession"));
        Assert.Contains("Wait a minute", Assert.IsType<CommandResult.Refused>(confirmed[^1]).Reason);
        var refused = (await stage.Audit.ForSessionAsync(sessions[^1], default))[0];
        Assert.Equal(("id-mallory", "terminate", "refused"), (refused.Subject, refused.Action, refused.Step));
        // A colleague goes on.
        Assert.IsType<CommandResult.Accepted>(await commands.TerminateAsync(sessions[^1], Mara, "hangs", default));
        Assert.False(commands.EndedMany(Mara));
        stage.Time.Advance(ActorPace.Lately);
        Assert.False(commands.EndedMany(Mallory));
        Figures.Tell("A11", "40 terminations of one person at once", $"{all} made, {ActorPace.ConfirmAbove} without a further question");
    }

    [Fact]
    public async Task Who_ends_many_at_once_is_asked_to_confirm_as_well()
    {
        await using var stage = await RescueStage.OpenAsync();
        var commands = CommandsOf(stage);
        var sessions = Enumerable.Range(0, ActorPace.MostTerminationsAMinute).Select(number => A.Arn($"t{number}")).ToList();
        foreach (var session in sessions)
        {
            stage.Service.Sessions[session] = A.StreamSession(session.Id).In(StreamSessionStatus.PendingClientReconnection).Details();
        }

        // All are read before the first of them is ended.
        var reads = 0;
        var allRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Service.OnCall = (call, _) =>
        {
            if (call.Operation == "GetStreamSession" && Interlocked.Increment(ref reads) == sessions.Count)
            {
                allRead.SetResult();
            }

            return call.Operation == "GetStreamSession" ? allRead.Task : Task.CompletedTask;
        };

        var results = await Task.WhenAll(
            sessions.Select(session => Task.Run(() => commands.TerminateAsync(session, Mallory, "because", default)))
        );

        Assert.Equal(ActorPace.ConfirmAbove, results.Count(result => result is CommandResult.Accepted));
        Assert.Equal(ActorPace.ConfirmAbove, stage.Service.Calls.Count(call => call.Operation == "TerminateStreamSession"));
        Assert.All(
            results.OfType<CommandResult.Refused>(),
            refused => Assert.Contains("none of it can be undone: confirm", refused.Reason)
        );
    }

    [Fact]
    public async Task Of_many_endings_that_ask_in_one_moment_ten_need_no_confirmation()
    {
        var pace = new ActorPace(new FakeTimeProvider());

        var verdicts = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => Task.Run(() => pace.Take(DeskAct.Terminate, Mallory.Person)))
        );

        Assert.Equal(ActorPace.ConfirmAbove, verdicts.Count(verdict => verdict.IsAllowed));
        Assert.True(pace.Take(DeskAct.Terminate, Mallory.Person, isConfirmed: true).IsAllowed);
    }

    [Fact]
    public void Rescues_links_and_exports_have_a_pace_for_each_person_and_act()
    {
        var time = new FakeTimeProvider();
        var pace = new ActorPace(time);

        foreach (var act in (DeskAct[])[DeskAct.Rescue, DeskAct.MakeLink, DeskAct.ExportFiles, DeskAct.TakeOver])
        {
            for (var done = 0; done < ActorPace.MostAMinute; done++)
            {
                Assert.True(pace.Take(act, Mallory.Person).IsAllowed);
            }

            Assert.Contains("Wait a little", pace.Take(act, Mallory.Person).Reason);
            Assert.True(pace.Take(act, Mara.Person).IsAllowed);
        }

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(pace.Take(DeskAct.Rescue, Mallory.Person).IsAllowed);
    }

    [Fact]
    public async Task A_rescue_beyond_the_pace_is_refused_before_the_call_and_stands_in_the_audit()
    {
        await using var stage = await RescueStage.OpenAsync();
        for (var done = 0; done < ActorPace.MostAMinute; done++)
        {
            stage.Pace.Take(DeskAct.Rescue, Mallory.Person);
        }

        var refused = await stage.Desk.SendAsync(stage.Session, new Offer(OfferText.Healthy().ToString()), Mallory, default);

        Assert.Contains("more than one person does by hand", Assert.IsType<CommandResult.Refused>(refused).Reason);
        Assert.Empty(stage.Connections);
        Assert.Equal(["refused"], await stage.AuditStepsAsync());
    }

    [Fact]
    public async Task The_audit_is_not_given_out_without_end_and_that_somebody_tried_stands_in_it_once()
    {
        await using var stage = await RescueStage.OpenAsync();
        var desk = new AuditDesk(stage.Store, stage.Audit, new AuditExport(stage.Store), stage.Fleet, stage.Pace);
        for (var done = 0; done < ActorPace.MostAMinute; done++)
        {
            Assert.True((await ExportAsync(Mallory)).IsAllowed);
        }

        var refused = await ExportAsync(Mallory);

        Assert.Contains("more than one person does by hand", refused.Reason);
        var sheet = await desk.ReadAsync(new AuditQuery { Act = AuditActions.ExportAudit }, AuditPlace.Newest, Mallory, default);
        var told = Assert.Single(sheet.Lines, line => line.Outcome == AuditSteps.Refused);
        Assert.Equal(("id-mallory", refused.Reason), (told.Subject, told.Reason));
        // A colleague goes on.
        Assert.True((await ExportAsync(Mara)).IsAllowed);

        Task<ActionVerdict> ExportAsync(Actor actor) =>
            desk.ExportAsync(new AuditQuery { Person = "nobody" }, AuditFormat.Csv, actor, () => new MemoryStream(), default);
    }

    [Fact]
    public async Task Nobody_looks_at_what_is_hidden_of_one_session_after_the_other_without_end()
    {
        await using var stage = await RescueStage.OpenAsync();
        var commands = CommandsOf(stage);
        for (var done = 0; done < ActorPace.MostAMinute; done++)
        {
            Assert.True((await commands.NoteSensitiveLookAsync(stage.Session, Mallory, "because")).IsAllowed);
        }

        var refused = await commands.NoteSensitiveLookAsync(stage.Session, Mallory, "because");

        Assert.Contains("more than one person does by hand", refused.Reason);
        var told = Assert.Single(await stage.Audit.ForSessionAsync(stage.Session, default), entry => entry.Step == AuditSteps.Refused);
        Assert.Equal(("id-mallory", refused.Reason), (told.Subject, told.Reason));
        Assert.True((await commands.NoteSensitiveLookAsync(stage.Session, Mara, "because")).IsAllowed);
    }

    private static StreamSessionCommands CommandsOf(RescueStage stage) =>
        new(stage.Service, stage.Fleet, stage.Desk, stage.Audit, Options.Create(stage.Settings), stage.Time, stage.Pace);
}
