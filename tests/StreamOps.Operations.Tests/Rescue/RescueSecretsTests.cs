using StreamOps.Operations.Acts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Secrets;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

[Trait("Row", "A8")]
public class RescueSecretsTests
{
    private const string AnswerCanary = "canaryAnswerPassword";

    [Fact]
    public async Task Neither_offer_nor_answer_stands_in_clear_on_the_disk()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Service.AnswerText = $$"""{"type":"answer","sdp":"a=ice-pwd:{{AnswerCanary}}"}""";

        await stage.SendAsync();

        var disk = stage.File.BytesOnDisk();
        Assert.Contains(stage.Attempt.ClientToken, disk);
        Assert.DoesNotContain("canaryPassword", disk);
        Assert.DoesNotContain(AnswerCanary, disk);
        Assert.DoesNotContain("H264/90000", disk);
    }

    [Fact]
    public async Task Neither_offer_nor_answer_reaches_a_log_a_reason_or_a_printed_record()
    {
        using var log = new CapturingLog();
        await using var stage = await RescueStage.OpenAsync(log);
        stage.Service.AnswerText = $$"""{"type":"answer","sdp":"a=ice-pwd:{{AnswerCanary}}"}""";
        var calls = 0;
        stage.Service.OnCall = (call, _) =>
            call.Operation == "CreateStreamSessionConnection" && calls++ == 0
                ? throw new GameLiftException(ApiErrorCode.ConnectionLost, call.Operation, "Lost.")
                : Task.CompletedTask;

        var outcome = await stage.RunToEndAsync(stage.SendAsync());
        await using var next = await stage.RestartAsync();
        await next.SendAsync(OfferText.Healthy().ToString()[..900]);
        await RescueStage.WaitForAsync(() => log.Lines.Any(line => line.Contains("is taken up", StringComparison.Ordinal)), "it is told");
        var audit = await next.Audit.ForSessionAsync(next.Session, default);

        string[] spoken = [.. log.Lines, outcome.ToString(), .. audit.Select(entry => entry.ToString()), next.Attempt.ToString()];
        Assert.All(spoken, text => Assert.DoesNotContain("canary", text));
        Assert.All(spoken, text => Assert.DoesNotContain("ice-pwd", text));
    }

    [Fact]
    public async Task Only_the_one_who_brought_the_offer_gets_the_answer()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();

        Assert.Null(await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Actor.Unproven("Jon"), default));
        Assert.True(await stage.Answers.IsForAnotherAsync(stage.Attempt.Id, Actor.Unproven("Jon"), default));
        Assert.False(await stage.Answers.IsForAnotherAsync(stage.Attempt.Id, Actor.Unproven(RescueStage.Operator), default));
        Assert.False(await stage.Answers.IsForAnotherAsync(Guid.NewGuid(), Actor.Unproven("Jon"), default));
        Assert.Contains("refused", await stage.AuditStepsAsync());
    }

    [Fact]
    public async Task Offer_and_answer_are_erased_a_quarter_of_an_hour_after_the_end()
    {
        await using var stage = await RescueStage.OpenAsync();
        await stage.SendAsync();
        stage.Put(StreamSessionStatus.Connected);
        await stage.RunUntilAsync(() => !stage.Attempt.IsOpen, "the attempt ends");

        stage.Time.Advance(TimeSpan.FromMinutes(14));
        await stage.Keeper.KeepAsync(default);
        Assert.NotNull(await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Actor.Unproven(RescueStage.Operator), default));
        stage.Time.Advance(TimeSpan.FromMinutes(2));
        await stage.Keeper.KeepAsync(default);

        var file = await stage.Steps.Ledger.FindAsync(stage.Attempt.Id);
        Assert.Null(file!.ProtectedOffer);
        Assert.Null(file.ProtectedAnswer);
        Assert.Null(await stage.Answers.ReadAnswerAsync(stage.Attempt.Id, Actor.Unproven(RescueStage.Operator), default));
    }

    [Fact]
    public void An_answer_cannot_be_opened_as_an_offer()
    {
        var vault = new OfferVault(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider());

        Assert.Null(vault.OpenOffer(vault.Lock(new Answer("a"))));
        Assert.Equal("a", vault.OpenAnswer(vault.Lock(new Answer("a")))!.Text);
    }
}
