using Microsoft.Extensions.Logging.Abstractions;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Players;

namespace StreamOps.Operations.Tests.Claims;

public class ClaimDeskTests
{
    private static readonly Actor Mara = Actor.Unproven("Mara");
    private static readonly Actor Jon = Actor.Unproven("Jon");

    [Fact]
    [Trait("Row", "F14")]
    public async Task Of_many_in_two_processes_at_once_exactly_one_holds_the_claim_and_the_others_are_told_who()
    {
        for (var race = 0; race < 10; race++)
        {
            await using var stage = await PlayerStage.OpenAsync();
            var other = stage.Rescue.NewClaimDesk(new ClaimBoard());
            using var start = new ManualResetEventSlim();
            var racers = Enumerable
                .Range(0, 8)
                .Select(number =>
                    Task.Run(async () =>
                    {
                        start.Wait();
                        var desk = number % 2 == 0 ? stage.Rescue.Claims : other;
                        return await desk.ClaimAsync(stage.Session, Actor.Unproven($"op{number}"));
                    })
                )
                .ToList();
            start.Set();
            var outcomes = await Task.WhenAll(racers);

            var holder = Assert.Single(outcomes.OfType<ClaimResult.Done>()).Claim!.Operator;
            var told = outcomes.OfType<ClaimResult.Held>().ToList();
            Assert.Equal(7, told.Count);
            Assert.All(told, held => Assert.Equal(holder, held.Claim.Operator));
            Assert.Equal(["made"], await ClaimAuditAsync(stage));
        }
    }

    [Fact]
    public async Task Of_many_who_take_it_from_the_same_one_at_once_exactly_one_does()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var seen = Assert.IsType<ClaimResult.Done>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara)).Claim!;

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => Task.Run(() => stage.Rescue.Claims.TakeAsync(seen, Actor.Unproven($"op{n}"))))
        );

        var taken = Assert.Single(outcomes.OfType<ClaimResult.Done>()).Claim!;
        Assert.Equal("Mara", taken.TakenFrom!.Name);
        Assert.All(outcomes.OfType<ClaimResult.Held>(), held => Assert.Equal(taken.Operator, held.Claim.Operator));
        Assert.Equal(["made", "taken"], await ClaimAuditAsync(stage));
    }

    [Fact]
    public async Task A_claim_lasts_as_long_as_its_holder_acts_and_then_lapses()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);

        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(20));
        await stage.Rescue.Claims.RenewAsync(stage.Session, Mara);
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.IsType<ClaimResult.Held>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Jon));
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("Jon", Assert.IsType<ClaimResult.Done>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Jon)).Claim!.Operator);
        Assert.Equal(["made", "made"], await ClaimAuditAsync(stage));
    }

    [Fact]
    public async Task An_act_of_somebody_else_keeps_nobodys_lease_and_claims_nothing()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        var until = stage.Rescue.ClaimBoard.Current[stage.Session].Until;
        stage.Rescue.Time.Advance(TimeSpan.FromSeconds(20));

        await stage.Rescue.Claims.RenewAsync(stage.Session, Jon);

        var claim = stage.Rescue.ClaimBoard.Current[stage.Session];
        Assert.Equal(("Mara", until), (claim.Operator, claim.Until));
    }

    [Fact]
    public async Task Given_back_it_is_anybodys_and_an_act_does_not_claim_it_again()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);

        Assert.IsType<ClaimResult.Done>(await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara));
        await stage.Rescue.Claims.RenewAsync(stage.Session, Mara);

        Assert.False(stage.Rescue.ClaimBoard.Current[stage.Session].StandsAt(stage.Rescue.Clock.Now));
        Assert.IsType<ClaimResult.Done>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Jon));
        Assert.Equal(["made", "released", "made"], await ClaimAuditAsync(stage));
    }

    [Fact]
    public async Task Nobody_gives_back_what_somebody_else_holds()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);

        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Jon);

        Assert.True(stage.Rescue.ClaimBoard.Current[stage.Session].StandsAt(stage.Rescue.Clock.Now));
        Assert.Equal(["made"], await ClaimAuditAsync(stage));
    }

    [Fact]
    public async Task Nobody_claims_and_gives_back_without_end()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        for (var done = 1; done < ActorPace.MostClaimsAMinute; done++)
        {
            Assert.True(stage.Rescue.Pace.Take(DeskAct.Claim, Mara.Person).IsAllowed);
        }

        var givenBack = Assert.IsType<ClaimResult.Refused>(await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara));
        var claimed = Assert.IsType<ClaimResult.Refused>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara));

        Assert.Contains($"{ActorPace.MostClaimsAMinute} times within a minute", givenBack.Reason);
        Assert.Equal(givenBack.Reason, claimed.Reason);
        Assert.Equal(["made", "refused", "refused"], await ClaimAuditAsync(stage));
        // A colleague goes on.
        Assert.IsType<ClaimResult.Held>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Jon));
    }

    [Fact]
    public async Task A_claim_survives_a_restart()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);

        await using var next = await stage.RestartAsync();
        using var keeper = new ClaimKeeper(
            new ClaimLedger(next.Rescue.Store),
            next.Rescue.ClaimBoard,
            next.Rescue.Clock,
            next.Rescue.Time,
            NullLogger<ClaimKeeper>.Instance
        );
        await keeper.LoadAsync(default);

        Assert.Equal("Mara", next.Rescue.ClaimBoard.Current[next.Session].Operator);
        Assert.IsType<ClaimResult.Held>(await next.Rescue.Claims.ClaimAsync(next.Session, Jon));
    }

    [Fact]
    public async Task A_late_claim_never_moves_a_finished_rescue_back()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var sending = stage.Rescue.SendAsync();
        await RescueStageEndAsync(stage, sending);
        // The fleet has not heard of the end yet: it still shows the window.
        stage.Show(StreamSessionStatus.PendingClientReconnection);

        var late = Assert.IsType<ClaimResult.Refused>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Jon));

        Assert.Contains("over", late.Reason);
        Assert.Equal(RescueState.Connected, stage.Rescue.Attempt.State);
        Assert.Empty(stage.Rescue.ClaimBoard.Current);
        Assert.Empty(await ClaimAuditAsync(stage));
    }

    [Theory]
    [InlineData("CONNECTED", "The player is connected. There is nobody to bring back.")]
    [InlineData("TERMINATED", "The session has ended. It cannot take the player back.")]
    public async Task A_session_that_takes_no_connection_takes_no_claim(string status, string sentence)
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Show(new StreamSessionStatus(status));

        Assert.Equal(sentence, Assert.IsType<ClaimResult.Refused>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara)).Reason);
        Assert.Equal(["refused"], await ClaimAuditAsync(stage));
    }

    [Fact]
    public async Task A_viewer_claims_nothing()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var viewer = new Actor("sub-7", "Vic", ActorRole.Viewer, MayTakeOver: false);

        Assert.IsType<ClaimResult.Refused>(await stage.Rescue.Claims.ClaimAsync(stage.Session, viewer));

        Assert.Empty(stage.Rescue.ClaimBoard.Current);
    }

    [Fact]
    public async Task Who_only_looks_by_now_gives_nothing_back_and_the_lease_runs_out()
    {
        await using var stage = await PlayerStage.OpenAsync();
        var operatorOnce = new Actor("sub-7", "Vic", ActorRole.Operator, MayTakeOver: false);
        var viewer = operatorOnce with { Role = ActorRole.Viewer };
        await stage.Rescue.Claims.ClaimAsync(stage.Session, operatorOnce);

        var refused = Assert.IsType<ClaimResult.Refused>(await stage.Rescue.Claims.ReleaseAsync(stage.Session, viewer));

        Assert.Equal(ActorPermissions.For(DeskAct.Claim, viewer).Reason, refused.Reason);
        Assert.False(stage.Rescue.ClaimBoard.Current[stage.Session].IsReleased);
        Assert.Equal(["made", "refused"], await ClaimAuditAsync(stage));
        stage.Rescue.Time.Advance(ClaimRules.Lease);
        Assert.False(stage.Rescue.ClaimBoard.Current[stage.Session].StandsAt(stage.Rescue.Clock.Now));
    }

    [Fact]
    public async Task Nobody_claims_anything_in_read_only_mode()
    {
        await using var stage = await PlayerStage.OpenAsync();
        stage.Rescue.Settings.ReadOnly = true;

        var refused = Assert.IsType<ClaimResult.Refused>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara));

        Assert.Contains("read-only", refused.Reason);
    }

    [Fact]
    public async Task A_new_loss_is_another_claim()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        stage.Show(StreamSessionStatus.PendingClientReconnection, epoch: PlayerStage.Epoch + 1);

        var done = Assert.IsType<ClaimResult.Done>(await stage.Rescue.Claims.ClaimAsync(stage.Session, Jon));

        Assert.Equal("Jon", done.Claim!.Operator);
        Assert.Equal(PlayerStage.Epoch + 1, stage.Rescue.ClaimBoard.Current[stage.Session].WindowEpoch);
    }

    [Fact]
    public async Task The_audit_has_the_subject_of_who_claims()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await stage.Rescue.Claims.ClaimAsync(stage.Session, new Actor("sub-1", "Mara", ActorRole.Operator, MayTakeOver: false));

        var entry = Assert.Single(await stage.Rescue.Audit.ForSessionAsync(stage.Session, default));

        Assert.Equal(("claim", "made", "Mara", "sub-1", "operator"), (entry.Action, entry.Step, entry.Operator, entry.Subject, entry.Role));
    }

    private static async Task RescueStageEndAsync(PlayerStage stage, Task<CommandResult> sending)
    {
        await stage.Rescue.RunToEndAsync(sending);
        stage.Rescue.Put(StreamSessionStatus.Connected);
        await stage.Rescue.RunUntilAsync(() => !stage.Rescue.Attempt.IsOpen, "the rescue ends");
    }

    private static async Task<IReadOnlyList<string>> ClaimAuditAsync(PlayerStage stage) =>
        [
            .. (await stage.Rescue.Audit.ForSessionAsync(stage.Session, default))
                .Where(entry => entry.Action == "claim")
                .Select(entry => entry.Step),
        ];
}
