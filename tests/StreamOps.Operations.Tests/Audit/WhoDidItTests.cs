using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Commands;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Audit;

/// <summary>Each entry of an act names its person by subject and role, also what happens later in their name.</summary>
public class WhoDidItTests
{
    private static readonly Actor Mara = new("id-mara", "Mara", ActorRole.Operator, MayTakeOver: true);

    /// <summary>Somebody else, of the same name.</summary>
    private static readonly Actor OtherMara = Mara with { Subject = "id-other" };

    /// <summary>The same one, who is called otherwise now.</summary>
    private static readonly Actor Renamed = Mara with { Name = "Mara Roe" };

    [Fact]
    public async Task A_rescue_is_told_with_subject_and_role_to_its_end()
    {
        await using var stage = await RescueStage.OpenAsync();

        await stage.Desk.SendAsync(stage.Session, Healthy(), Mara, default);
        stage.Put(StreamSessionStatus.Connected);
        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "connected");

        await AllAreOfMaraAsync(stage, "intent", "accepted", "recovered");
    }

    [Fact]
    public async Task What_a_restart_finds_is_told_in_the_name_of_who_began_it()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.Desk.SendAsync(stage.Session, Healthy(), Mara, default);

        await using var next = await stage.RestartAsync();
        next.Put(StreamSessionStatus.Connected);
        await next.RunUntilAsync(() => next.Board.Current.GetValueOrDefault(next.Session) is { IsOpen: false }, "connected");

        await AllAreOfMaraAsync(next, "intent", "accepted", "recovered");
    }

    [Fact]
    public async Task An_offer_that_comes_by_a_link_is_sent_in_the_name_of_who_made_it()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = Assert.IsType<LinkMaking.Made>(await stage.LinkDesk.MakeAsync(stage.Session, Mara, null, default));
        var pass = await stage.SpendAsync(made);

        Assert.IsType<OfferReply.Answered>(await stage.OfferAsync(pass));

        var entries = await stage.Rescue.Audit.ForSessionAsync(stage.Session, default);
        Assert.Equal(
            [("made", "id-mara", "operator"), ("opened", null, null), ("spent", null, null)],
            entries.Where(entry => entry.Action == AuditActions.RescueLink).Select(entry => (entry.Step, entry.Subject, entry.Role))
        );
        Assert.Equal(
            [("intent", "id-mara", "operator"), ("accepted", "id-mara", "operator")],
            entries.Where(entry => entry.Action == AuditActions.Rescue).Select(entry => (entry.Step, entry.Subject, entry.Role))
        );
    }

    [Fact]
    public async Task Every_other_act_names_its_person_as_well()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var (rescue, clinic) = (
            stage.Rescue,
            new OfferDesk(stage.Rescue.Fleet, stage.Rescue.Store, stage.Rescue.Audit, Options.Create(stage.Rescue.Settings))
        );
        rescue.RescueSettings.AllowTakeover = true;
        var commands = new StreamSessionCommands(
            rescue.Service,
            rescue.Fleet,
            rescue.Desk,
            rescue.Audit,
            Options.Create(rescue.Settings),
            rescue.Time,
            rescue.Pace
        );
        var offer = Healthy();

        await rescue.Takeovers.BeginAsync(stage.Session, offer, Mara, "Ticket 12", default);
        await clinic.ExamineAsync(stage.Session, offer.Text, Mara, default);
        await rescue.Answers.ReadAnswerAsync(rescue.Attempt.Id, Mara, default);
        await rescue.Desk.AbandonAsync(rescue.Attempt.Id, Mara, "enough", default);
        var made = Assert.IsType<LinkMaking.Made>(await stage.LinkDesk.MakeAsync(stage.Session, Mara, null, default));
        await stage.LinkDesk.RevokeAsync(made.Link.Id, Mara);
        await commands.ExportFilesAsync(stage.Session, "s3://bucket/logs/", Mara, default);
        await commands.NoteSensitiveLookAsync(stage.Session, Mara, "because");
        await commands.TerminateAsync(stage.Session, Mara, "stuck", default);
        stage.Show(StreamSessionStatus.Terminated);
        await rescue.Desk.SendAsync(stage.Session, offer, Mara, default);

        var entries = await rescue.Audit.ForSessionAsync(stage.Session, default);
        Assert.All(entries, entry => Assert.Equal(("Mara", "id-mara", "operator"), (entry.Operator, entry.Subject, entry.Role)));
        Assert.Equal(
            [
                AuditActions.ExamineOffer,
                AuditActions.ExportFiles,
                AuditActions.LookAtSensitive,
                AuditActions.ReadAnswer,
                AuditActions.Rescue,
                AuditActions.RescueLink,
                AuditActions.Takeover,
                AuditActions.Terminate,
            ],
            entries.Select(entry => entry.Action).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Without_a_sign_in_no_subject_and_no_role_is_claimed()
    {
        await using var stage = await RescueStage.OpenAsync();

        await stage.SendAsync();

        Assert.All(
            await stage.Audit.ForSessionAsync(stage.Session, default),
            entry => Assert.Equal(("Mara", null, null), (entry.Operator, entry.Subject, entry.Role))
        );
    }

    [Fact]
    public async Task An_answer_is_for_the_subject_that_brought_the_offer_whatever_they_are_called()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.Desk.SendAsync(stage.Session, Healthy(), Mara, default);

        Assert.Null(await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, OtherMara, default));
        Assert.Null(await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Actor.Unproven("Mara"), default));
        Assert.NotNull(await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Renamed, default));
        Assert.True(await stage.Answers.IsForAnotherAsync(stage.Attempt.Id, OtherMara, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task That_an_answer_was_read_is_told_once_and_without_a_word_of_it(bool isSaidToBeTakenFirst)
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.Desk.SendAsync(stage.Session, Healthy(), Mara, default);
        if (isSaidToBeTakenFirst)
        {
            await stage.Answers.MarkDeliveredAsync(stage.Attempt.Id, Mara, default);
        }

        await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Mara, default);
        await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Renamed, default);

        var entry = Assert.Single(
            await stage.Audit.ForSessionAsync(stage.Session, default),
            entry => entry.Action == AuditActions.ReadAnswer
        );
        Assert.Equal((AuditSteps.Done, "id-mara", stage.Attempt.Id), (entry.Step, entry.Subject, entry.AttemptId));
        Assert.DoesNotContain(stage.Service.AnswerText, entry.ToString());
    }

    [Fact]
    public async Task An_answer_is_read_where_nothing_can_be_written()
    {
        LockableDisk? disk = null;
        await using var stage = await RescueStage.OpenAsync(contexts: file => disk = new LockableDisk(file));
        await stage.Desk.SendAsync(stage.Session, Healthy(), Mara, default);
        disk!.IsReadOnly = true;

        Assert.NotNull(await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Mara, default));
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_a_database_that_is_slow_to_write()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.Desk.SendAsync(stage.Session, Healthy(), Mara, default);
        await using var other = stage.File.Contexts.CreateDbContext();
        var turn = await other.BeginWriteAsync();

        Assert.NotNull(await ReadWhileTimeRunsAsync(stage));

        await turn.DisposeAsync();
        await RescueStage.WaitForAsync(
            () => stage.Audit.ForSessionAsync(stage.Session, default).Result.Any(entry => entry.Action == AuditActions.ReadAnswer),
            "it is written when it can be"
        );
    }

    [Fact]
    public async Task That_an_answer_was_read_is_written_before_the_process_ends()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.Desk.SendAsync(stage.Session, Healthy(), Mara, default);
        await using var other = stage.File.Contexts.CreateDbContext();
        var turn = await other.BeginWriteAsync();
        Assert.NotNull(await ReadWhileTimeRunsAsync(stage));

        var ending = stage.Work.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        await turn.DisposeAsync();
        await ending;

        Assert.Single(await stage.Audit.ForSessionAsync(stage.Session, default), entry => entry.Action == AuditActions.ReadAnswer);
    }

    [Fact]
    public async Task A_link_is_ended_by_the_subject_that_made_it_and_by_no_namesake()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var made = Assert.IsType<LinkMaking.Made>(await stage.LinkDesk.MakeAsync(stage.Session, Mara, null, default));

        Assert.IsType<CommandResult.Refused>(await stage.LinkDesk.RevokeAsync(made.Link.Id, OtherMara));
        Assert.IsType<CommandResult.Accepted>(await stage.LinkDesk.RevokeAsync(made.Link.Id, Renamed));
    }

    private static Offer Healthy() => new(OfferText.Healthy().ToString());

    private static async Task AllAreOfMaraAsync(RescueStage stage, params string[] steps)
    {
        var entries = await stage.Audit.ForSessionAsync(stage.Session, default);
        Assert.Equal(steps, entries.Select(entry => entry.Step));
        Assert.All(entries, entry => Assert.Equal(("Mara", "id-mara", "operator"), (entry.Operator, entry.Subject, entry.Role)));
    }

    private static async Task<Answer?> ReadWhileTimeRunsAsync(RescueStage stage)
    {
        var began = TimeProvider.System.GetTimestamp();
        var reading = stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Mara, default);
        while (!reading.IsCompleted && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(4))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, default);
            stage.Time.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.True(reading.IsCompleted);
        return await reading;
    }
}
