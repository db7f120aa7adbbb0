namespace StreamOps.EndToEnd.Hosting;

/// <summary>A player's browser: makes real offers with its own <c>RTCPeerConnection</c> and takes real answers.</summary>
public sealed class PlayerBrowser : IAsyncDisposable
{
    // A name under localhost is a secure context; the page behind it never leaves the browser.
    private const string Address = "http://player.localhost/";

    private const string Script = """
        () => {
          window.connections = [];
          window.makeOffer = async ({ hasVideo }) => {
            const connection = new RTCPeerConnection();
            connections.push(connection);
            if (hasVideo) {
              connection.addTransceiver("video", { direction: "recvonly" });
            }
            connection.addTransceiver("audio", { direction: "recvonly" });
            connection.createDataChannel("input");
            await connection.setLocalDescription(await connection.createOffer());
            await new Promise((done) => {
              if (connection.iceGatheringState === "complete") {
                done();
              }
              connection.addEventListener("icegatheringstatechange", () => connection.iceGatheringState === "complete" && done());
              setTimeout(done, 2000);
            });
            return JSON.stringify(connection.localDescription);
          };
          window.takeAnswer = async (answer) => {
            const connection = connections.at(-1);
            await connection.setRemoteDescription(JSON.parse(answer));
            return connection.signalingState;
          };
        }
        """;

    private readonly IBrowserContext _context;
    private readonly IPage _page;

    private PlayerBrowser(IBrowserContext context, IPage page) => (_context, _page) = (context, page);

    public static async Task<PlayerBrowser> OpenAsync(ChromiumBrowser browser)
    {
        // Without the permissions a machine with no route gathers no candidates at all.
        var context = await browser.NewContextAsync(new() { Permissions = ["camera", "microphone"] });
        var page = await context.NewPageAsync();
        await page.RouteAsync(
            $"{Address}**",
            route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>Game</title>" })
        );
        await page.GotoAsync(Address);
        await page.EvaluateAsync(Script);
        return new PlayerBrowser(context, page);
    }

    /// <summary>A new connection's offer, as the JSON text that goes into a signal request.</summary>
    public Task<string> MakeOfferAsync(bool hasVideo = true) =>
        _page.EvaluateAsync<string>("options => makeOffer(options)", new { hasVideo });

    /// <summary>Gives an answer to the connection of the newest offer.</summary>
    /// <returns>The connection's signaling state: <c>stable</c> when it took the answer.</returns>
    /// <exception cref="PlaywrightException">The browser refused the answer.</exception>
    public Task<string> TakeAnswerAsync(string answer) => _page.EvaluateAsync<string>("answer => takeAnswer(answer)", answer);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
