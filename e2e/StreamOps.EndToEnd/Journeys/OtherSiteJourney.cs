using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>An operator has a page of another site open, which tries what a browser lets it: to show ours in a frame, to post to them, to speak with them.</summary>
[Collection<SharedStage>]
[Trait("Row", "A4")]
public sealed class OtherSiteJourney(Stage stage) : Journey<Stage>(stage)
{
    private const string Frame = """
        (address) => new Promise((done) => {
          const frame = Object.assign(document.createElement("iframe"), { src: address, onload: () => done() });
          document.body.replaceChildren(frame);
        })
        """;

    private const string Speak = """
        (address) => new Promise((done) => {
          const socket = new WebSocket(address);
          socket.onopen = () => done("open");
          socket.onerror = () => done("refused");
        })
        """;

    private const string Post = """
        (address) => {
          const form = Object.assign(document.createElement("form"), { action: address, method: "post", enctype: "text/plain" });
          form.append(Object.assign(document.createElement("input"), { name: '{"session":"x","name":"Evil', value: '"}' }));
          document.body.replaceChildren(form);
          form.submit();
        }
        """;

    [Fact]
    public async Task It_shows_none_of_our_pages_in_a_frame()
    {
        var session = await Emulator.DropAnyAsync();
        var evil = await OpenOtherSiteAsync();
        Operator.MayComplainOf("frame-ancestors");
        // What may be framed is: the emulator's page of the game.
        await evil.EvaluateAsync(Frame, $"{Stage.Emulator.Address}/_emulator/client");
        Assert.StartsWith(Stage.Emulator.Address, evil.Frames[1].Url, StringComparison.Ordinal);

        foreach (
            var address in (string[])
                [
                    $"{Stage.Dashboard.Address}/",
                    $"{Stage.Dashboard.Address}/?rescue={session}",
                    $"{Stage.Dashboard.Address}/?session={session}",
                    $"{Stage.Dashboard.Address}/audit",
                    $"{Stage.Dashboard.PlayerAddress}/rescue#{new string('A', 43)}",
                ]
        )
        {
            await evil.EvaluateAsync(Frame, address);
            Assert.StartsWith("chrome-error:", evil.Frames[1].Url, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_posts_nothing_in_the_operators_name()
    {
        Operator.MayComplainOf("status of 403");
        foreach (
            var address in (string[])
                [
                    $"{Stage.Dashboard.Address}/operator",
                    $"{Stage.Dashboard.Address}/rescue/links",
                    $"{Stage.Dashboard.Address}/_blazor/negotiate?negotiateVersion=1",
                    $"{Stage.Dashboard.PlayerAddress}/rescue/open",
                ]
        )
        {
            // A tab for each: what the last post leads to may still be on its way when its answer is here.
            var evil = await OpenOtherSiteAsync();
            var answer = await evil.RunAndWaitForResponseAsync(() => evil.EvaluateAsync(Post, address), address);
            Assert.Equal((address, 403), (address, answer.Status));
        }

        // They are who they were.
        await Page.GotoAsync("/");
        await Expect(Page.Locator(".operator-mark")).ToContainTextAsync(Hosting.Stage.OperatorName);
    }

    [Fact]
    public async Task It_opens_no_circuit_and_no_hub()
    {
        var evil = await OpenOtherSiteAsync();
        Operator.MayComplainOf("WebSocket connection to");
        var hub = $"{Stage.Dashboard.Address.Replace("http:", "ws:", StringComparison.Ordinal)}/hubs/live";
        await new QueuePage(Page).OpenAsync();
        Assert.Equal("open", await Page.EvaluateAsync<string>(Speak, hub));

        Assert.Equal("refused", await evil.EvaluateAsync<string>(Speak, hub));
        Assert.Equal("refused", await evil.EvaluateAsync<string>(Speak, hub.Replace("/hubs/live", "/_blazor", StringComparison.Ordinal)));
    }

    // Of this machine too, so that no rule about other networks stands in the way of what is tried.
    private string OtherSite => $"{Stage.Emulator.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/_emulator/health";

    /// <summary>In a second tab of the operator's browser, with all its cookies.</summary>
    private async Task<IPage> OpenOtherSiteAsync()
    {
        var evil = await Operator.OpenTabAsync();
        await evil.GotoAsync(OtherSite);
        return evil;
    }
}
