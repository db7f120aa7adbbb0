using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Rescue;
using StreamOps.Dashboard.Security;
using StreamOps.Dashboard.SignIn;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Rescue;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

/// <summary>The panel where takeovers are allowed: their permission is in no role.</summary>
public sealed class TakeoverInPanelTests : OperatedTest
{
    public TakeoverInPanelTests()
    {
        this.AddAuthorization().SetPolicies(TakeoverPermission.Policy);
        Services.AddSingleton(_ => new WebSdk(new PlayerOptions { WebSdk = "https://sdk.example.com/gameliftstreams.js" }));
        Services.AddSingleton(Options.Create(new RescueOptions { AllowTakeover = true }));
    }

    [Theory]
    [InlineData(false, "true")]
    [InlineData(true, "false")]
    public void Who_may_not_take_over_reads_it_before_they_press(bool mayTakeOver, string isDisabled)
    {
        var actor = new Actor("id-oz", "Oz", ActorRole.Operator, mayTakeOver);

        var panel = Render<RescuePanel>(parameters =>
            parameters
                .Add(part => part.Session, A.Arn())
                .Add(part => part.Fleet, APicture.Of(APicture.Waiting("s1", 60)))
                .By(new CurrentOperator("Oz", IsVerified: true) { Actor = actor })
        );

        Assert.Equal(isDisabled, panel.Find("[data-takeover-begin]").GetAttribute("aria-disabled"));
        Assert.Equal(!mayTakeOver, panel.Find("take-over").TextContent.Contains("a permission of its own", StringComparison.Ordinal));
    }
}
