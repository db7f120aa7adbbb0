using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Testing;
using StreamOps.Testing.Faults;

namespace StreamOps.Operations.Tests.Takeover;

public class TakeoverTests
{
    [Theory]
    [InlineData(false, "Evidence for ticket 12", "switched off")]
    [InlineData(true, "  ", "Say why first")]
    public async Task Without_the_setting_or_a_reason_nothing_is_sent(bool isAllowed, string reason, string words)
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.RescueSettings.AllowTakeover = isAllowed;

        var outcome = await stage.Takeovers.BeginAsync(
            stage.Session,
            new Offer(OfferText.Healthy().ToString()),
            Actor.Unproven("Mara"),
            reason,
            default
        );

        Assert.Contains(words, Assert.IsType<CommandResult.Refused>(outcome).Reason);
        Assert.Empty(stage.Connections);
    }

    [Fact]
    public async Task It_is_audited_from_start_to_end_with_its_reason()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.RescueSettings.AllowTakeover = true;

        var offer = new Offer(OfferText.Healthy().ToString());
        Assert.IsType<CommandResult.Accepted>(
            await stage.Takeovers.BeginAsync(stage.Session, offer, Actor.Unproven("Mara"), "Ticket 12", default)
        );
        Assert.NotNull(await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Actor.Unproven("Mara"), default));
        stage.Put(StreamSessionStatus.Connected);
        await stage.RunUntilAsync(() => stage.Attempt.State == RescueState.Connected, "connected");
        await stage.Takeovers.EndAsync(stage.Attempt.Id, Actor.Unproven("Mara"), default);

        var entries = await stage.Audit.ForSessionAsync(stage.Session, default);
        Assert.Equal(
            [("takeover", "intent"), ("takeover", "accepted"), ("read answer", "done"), ("takeover", "recovered"), ("takeover", "done")],
            entries.Select(entry => (entry.Action, entry.Step))
        );
        Assert.All(entries, entry => Assert.EndsWith("Reason given: Ticket 12", entry.Reason));
        Assert.Equal(OfferSource.Capture, stage.Attempt.Source);
    }

    [Fact]
    public async Task Where_the_process_ends_before_its_end_can_be_stored_the_log_says_so()
    {
        StoreAway? away = null;
        using var log = new CapturingLog();
        await using var stage = await RescueStage.OpenAsync(log, file => away = new StoreAway(file.Contexts));
        stage.RescueSettings.AllowTakeover = true;
        var offer = new Offer(OfferText.Healthy().ToString());
        await stage.Takeovers.BeginAsync(stage.Session, offer, Actor.Unproven("Mara"), "Ticket 12", default);
        away!.Is = () => true;

        await stage.Takeovers.EndAsync(stage.Attempt.Id, Actor.Unproven("Mara"), default);
        await stage.Work.DisposeAsync();

        Assert.Contains(
            log.Lines,
            line => line.StartsWith($"That the takeover of attempt {stage.Attempt.Id} ended could not be stored", StringComparison.Ordinal)
        );
        away.Is = () => false;
    }
}
