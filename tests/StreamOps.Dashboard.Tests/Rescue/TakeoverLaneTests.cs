using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Parts;
using StreamOps.Dashboard.Player;
using StreamOps.Dashboard.Rescue;
using StreamOps.Operations.Acts;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Rescue;

public sealed class TakeoverLaneTests : MudTest
{
    private readonly PlayerOptions _player = new() { WebSdk = "https://sdk.example.com/gameliftstreams.js" };

    public TakeoverLaneTests()
    {
        Services.AddSingleton(_ => new WebSdk(_player));
        Services.AddSingleton(new ServiceInView(ServiceMark.Demo("quiet", 42)));
    }

    [Fact]
    public void It_is_folded_warns_first_and_asks_for_a_reason()
    {
        var lane = Lane(new ActionVerdict(true, ""));

        Assert.False(lane.Find("details").HasAttribute("open"));
        Assert.Contains("You will see and control this player's session.", lane.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.NotNull(lane.Find("[data-takeover-reason]").GetAttribute("aria-label"));
        Assert.Equal("false", lane.Find("[data-takeover-begin]").GetAttribute("aria-disabled"));
        Assert.True(lane.Find("[data-takeover-live]").HasAttribute("hidden"));
    }

    [Fact]
    public void With_a_Web_SDK_it_loads_it_and_without_one_it_says_that_nothing_can_be_played()
    {
        var with = Lane(new ActionVerdict(true, "")).Find("take-over");
        Assert.Equal("https://sdk.example.com/gameliftstreams.js", with.GetAttribute("web-sdk"));

        _player.WebSdk = "";

        var without = Lane(new ActionVerdict(true, "")).Find("take-over");
        Assert.False(without.HasAttribute("web-sdk"));
        Assert.Contains("without a Web SDK you cannot play it", without.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_service_itself_nothing_is_begun_without_a_Web_SDK()
    {
        Services.AddSingleton(new ServiceInView(ServiceMark.Aws));
        _player.WebSdk = "";

        var lane = Lane(new ActionVerdict(true, ""));

        Assert.Equal("true", lane.Find("[data-takeover-begin]").GetAttribute("aria-disabled"));
        Assert.Contains("It needs the Web SDK: set StreamOps:Player:WebSdk.", lane.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_session_takes_no_connection_it_says_why()
    {
        var lane = Lane(new ActionVerdict(false, "The session has ended."));

        Assert.Equal("true", lane.Find("[data-takeover-begin]").GetAttribute("aria-disabled"));
        Assert.Contains("The session has ended.", lane.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_script_is_loaded_where_it_stands()
    {
        Lane(new ActionVerdict(true, ""));

        Assert.Equal("./js/takeover.js", JSInterop.Invocations["import"].Single().Arguments[0]);
    }

    private IRenderedComponent<TakeoverLane> Lane(ActionVerdict verdict) =>
        Render<TakeoverLane>(lane => lane.Add(part => part.Session, A.Arn()).Add(part => part.Verdict, verdict));
}
