using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Tests.Claims;
using StreamOps.Operations.Tests.Players;

namespace StreamOps.Operations.Tests.Links;

/// <summary>Offers that go by themselves while the service is away.</summary>
public class UnheldOffersTests
{
    private static readonly Actor Mara = Actor.Unproven("Mara");
    private static readonly Actor Jon = Actor.Unproven("Jon");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_that_is_away_is_asked_more_and_more_seldom_and_nobody_is_said_to_have_asked_it(bool isByLink)
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage, isByLink);
        stage.Rescue.Service.OnCall = (call, _) =>
            throw new GameLiftException(ApiErrorCode.Throttling, call.Operation, "As scripted.") { HttpStatus = 429 };
        var before = (await stage.Rescue.AuditStepsAsync()).Count;
        var calls = stage.Rescue.Service.Calls.Count;

        await LookAsync(stage, seconds: 20);

        Assert.InRange(stage.Rescue.Service.Calls.Count - calls, 3, 9);
        Assert.Equal(before, (await stage.Rescue.AuditStepsAsync()).Count);
        stage.Rescue.Service.OnCall = (_, _) => Task.CompletedTask;
        await LookAsync(stage, seconds: 9);
        Assert.Single(stage.Rescue.Connections);
        Assert.Equal("Jon", stage.Rescue.Attempt.Operator);
    }

    [Fact]
    public async Task What_decides_over_it_is_kept_in_the_audit()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage, isByLink: true);
        stage.Rescue.Put(StreamSessionStatus.Connected);

        await LookAsync(stage, seconds: 1);

        Assert.False(stage.Link.IsOfferWaiting);
        Assert.Contains(
            await stage.Rescue.Audit.ForSessionAsync(stage.Session, default),
            entry => entry.Step == AuditSteps.Refused && entry.Operator == "Jon"
        );
    }

    [Fact]
    public async Task A_newer_offer_does_not_wait_for_what_befell_the_last()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage, isByLink: true);
        stage.Rescue.Service.OnCall = (call, _) =>
            throw new GameLiftException(ApiErrorCode.Throttling, call.Operation, "As scripted.") { HttpStatus = 429 };
        await LookAsync(stage, seconds: 20);
        stage.Rescue.Service.OnCall = (_, _) => Task.CompletedTask;
        stage.Links.Publish(
            stage.Link with
            {
                WaitingOffer = stage.Rescue.Vault.Lock(new Offer("another")),
                Version = stage.Link.Version + 1,
            }
        );

        Assert.NotEmpty(stage.Unheld.Look());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_no_another_try_of_the_same_page_waits_for_a_yes_however_long_nobody_holds_the_player(bool isHeld)
    {
        await using var stage = await PlayerStage.OpenAsync();
        var pass = await stage.SpendAsync(await stage.MakeAsync("Jon"));
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));
        Assert.IsType<CommandResult.Accepted>(await stage.LinkOffers.DeclineAsync(stage.Link.Id, Mara));
        if (!isHeld)
        {
            await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        }

        // A bad one in between takes nothing of it back.
        await stage.OfferAsync(pass, offer: "v=0");
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));
        if (isHeld)
        {
            await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        }

        await LookAsync(stage, seconds: 40);
        Assert.Empty(stage.Rescue.Connections);
        Assert.True(stage.Link is { IsOfferWaiting: true, IsNotLetIn: true });

        Assert.IsType<CommandResult.Accepted>(await stage.LinkOffers.ConfirmAsync(stage.Link.Id, Jon, default));
        Assert.Single(stage.Rescue.Connections);
        Assert.False(stage.Link.IsNotLetIn);
    }

    [Fact]
    public async Task Near_the_end_of_its_window_one_is_tried_sooner()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage, isByLink: true);
        stage.Rescue.Service.OnCall = (call, _) =>
            throw new GameLiftException(ApiErrorCode.Throttling, call.Operation, "As scripted.") { HttpStatus = 429 };
        var end = stage.Rescue.Fleet.Find(stage.Session)!.Window!.LatestEnd!.Value;
        await LookAsync(stage, seconds: (int)(end - stage.Rescue.Clock.Now).TotalSeconds - 6);
        var calls = stage.Rescue.Service.Calls.Count;

        await LookAsync(stage, seconds: 6);

        Assert.InRange(stage.Rescue.Service.Calls.Count - calls, 2, 6);
    }

    [Fact]
    public async Task Past_the_end_of_its_window_one_is_asked_about_no_more_often_than_before()
    {
        await using var stage = await PlayerStage.OpenAsync();
        await using var page = await WaitingAsync(stage, isByLink: false);
        stage.Rescue.Service.OnCall = (call, _) =>
            throw new GameLiftException(ApiErrorCode.Throttling, call.Operation, "As scripted.") { HttpStatus = 429 };
        var end = stage.Rescue.Fleet.Find(stage.Session)!.Window!.LatestEnd!.Value;
        await LookAsync(stage, seconds: (int)(end - stage.Rescue.Clock.Now).TotalSeconds + 9);
        var calls = stage.Rescue.Service.Calls.Count;

        await LookAsync(stage, seconds: 30);

        Assert.InRange(stage.Rescue.Service.Calls.Count - calls, 2, 9);
    }

    private static async Task LookAsync(PlayerStage stage, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await Task.WhenAll(stage.Unheld.Look());
            stage.Rescue.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>An offer of Jon's that waited for Mara's yes, and nobody has the player in hand any more.</summary>
    private static async Task<IAsyncDisposable?> WaitingAsync(PlayerStage stage, bool isByLink)
    {
        var page = isByLink ? null : await StandingPage.AskedAsync(stage, Jon);
        var pass = page?.Pass ?? await stage.SpendAsync(await stage.MakeAsync("Jon"));
        await stage.Rescue.Claims.ClaimAsync(stage.Session, Mara);
        Assert.IsType<OfferReply.Waits>(await stage.OfferAsync(pass));
        await stage.Rescue.Claims.ReleaseAsync(stage.Session, Mara);
        return page;
    }
}
