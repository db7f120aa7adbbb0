using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Offers;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Rescue;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Offers;

public class OfferDeskTests
{
    [Fact]
    public async Task A_healthy_offer_for_a_waiting_session_has_no_finding_however_often_it_is_looked_at()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();

        Assert.Empty((await ExamineAsync(stage, offer)).Findings);
        Assert.Empty((await ExamineAsync(stage, offer)).Findings);
    }

    [Fact]
    public async Task An_offer_sent_on_another_session_is_stopped_and_audited()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();
        await SendElsewhereAsync(stage, offer);

        var verdict = await ExamineAsync(stage, offer);

        Assert.Equal(["other-session"], verdict.Findings.Select(finding => finding.Rule));
        await AssertRefusalIsAuditedAsync(stage, OfferRules.OtherSession);
    }

    [Fact]
    public async Task An_offer_that_was_pasted_on_the_wrong_row_and_not_sent_is_sent_on_the_right_one_and_the_audit_keeps_it()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();
        PutElsewhere(stage);
        Assert.Empty((await DeskOf(stage).ExamineAsync(Elsewhere, offer, Actor.Unproven("Jon"), default)).Findings);

        var verdict = await ExamineAsync(stage, offer);

        Assert.Equal([OfferRules.SeenElsewhere], verdict.Findings);
        var entry = Assert.Single(await stage.Audit.ForSessionAsync(stage.Session, default), entry => entry.Action == "examine offer");
        Assert.Equal((RescueStage.Operator, "warned", OfferRules.SeenElsewhere.Words), (entry.Operator, entry.Step, entry.Reason));
        Assert.IsType<CommandResult.Accepted>(await stage.SendAsync(offer));
        Assert.Equal(stage.Session, Assert.Single(stage.Connections).Session);
        Assert.Equal(
            [OfferRules.OtherSession],
            (await DeskOf(stage).ExamineAsync(Elsewhere, offer, Actor.Unproven("Jon"), default)).Findings
        );
    }

    [Fact]
    public async Task An_offer_sent_before_is_stopped_and_audited_even_when_its_line_ends_changed()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy();
        await stage.SendAsync(offer.ToString());

        var verdict = await ExamineAsync(stage, (offer with { LineEnd = "\r\n" }).ToString());

        Assert.Equal(["already-used"], verdict.Findings.Select(finding => finding.Rule));
        await AssertRefusalIsAuditedAsync(stage, OfferRules.AlreadyUsed);
    }

    [Fact]
    public async Task The_stored_offer_of_the_session_is_stopped_and_audited()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();
        stage.Put(StreamSessionStatus.PendingClientReconnection, storedOffer: offer);

        Assert.Equal(["already-used"], (await ExamineAsync(stage, offer)).Findings.Select(finding => finding.Rule));
        await AssertRefusalIsAuditedAsync(stage, OfferRules.AlreadyUsed);
    }

    [Fact]
    public async Task An_offer_of_another_session_stays_so_when_a_chat_changed_it()
    {
        await using var stage = await RescueStage.OpenAsync();
        var offer = OfferText.Healthy().ToString();
        await SendElsewhereAsync(stage, offer);

        var verdict = await ExamineAsync(stage, "\u200B" + offer.Replace('"', '\u201D'));

        Assert.Equal(["other-session", "changed-by-chat"], verdict.Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public async Task A_session_that_takes_no_connection_now_stops_with_the_sentence_of_the_rule()
    {
        await using var stage = await RescueStage.OpenAsync();
        stage.Put(StreamSessionStatus.Terminated);

        var finding = Assert.Single((await ExamineAsync(stage, OfferText.Healthy().ToString())).Findings);

        Assert.Equal(OfferRules.NotNow("The session has ended. It cannot take the player back."), finding);
    }

    [Fact]
    public async Task A_text_the_clinic_stops_is_not_remembered_and_costs_no_call()
    {
        await using var stage = await RescueStage.OpenAsync();

        await ExamineAsync(stage, OfferText.Healthy().ToString()[..500]);

        Assert.Empty(stage.Service.Calls);
    }

    [Fact]
    public async Task When_service_and_store_cannot_be_asked_the_text_alone_is_judged()
    {
        await using var stage = await RescueStage.OpenAsync(contexts: file => file.ReadOnlyContexts);
        stage.Service.OnCall = (call, _) => throw new GameLiftException(ApiErrorCode.Unreachable, call.Operation, "Down.");

        Assert.Empty((await ExamineAsync(stage, OfferText.Healthy().ToString())).Findings);
    }

    private static async Task AssertRefusalIsAuditedAsync(RescueStage stage, OfferFinding why)
    {
        var entries = await stage.Audit.ForSessionAsync(stage.Session, default);
        var entry = Assert.Single(entries, entry => entry.Action == "examine offer");
        Assert.Equal((RescueStage.Operator, "refused", why.Words), (entry.Operator, entry.Step, entry.Reason));
    }

    private static StreamSessionArn Elsewhere => A.Arn("s2");

    private static void PutElsewhere(RescueStage stage) =>
        stage.Service.Sessions[Elsewhere] = A.StreamSession("s2").In(StreamSessionStatus.PendingClientReconnection).Details();

    private static async Task SendElsewhereAsync(RescueStage stage, string offer)
    {
        PutElsewhere(stage);
        Assert.IsType<CommandResult.Accepted>(await stage.Desk.SendAsync(Elsewhere, new Offer(offer), Actor.Unproven("Jon"), default));
    }

    private static OfferDesk DeskOf(RescueStage stage) => new(stage.Fleet, stage.Store, stage.Audit, Options.Create(stage.Settings));

    private static Task<OfferVerdict> ExamineAsync(RescueStage stage, string text) =>
        DeskOf(stage).ExamineAsync(stage.Session, text, Actor.Unproven(RescueStage.Operator), default);
}
