using System.Globalization;
using StreamOps.EndToEnd.Hosting;

namespace StreamOps.EndToEnd.Pages;

/// <summary>The game's own page, as its customer opens it.</summary>
public sealed class ClientPage(GamePage opened)
{
    private const string MakeClient = """
        async () => {
          window.told = [];
          const picture = document.querySelector("#picture");
          window.rescued = new gameliftstreams.GameLiftStreams({
            videoElement: picture,
            clientConnection: {
              connectionState: (state) => told.push(state),
              serverDisconnect: (reason) => told.push(`serverDisconnect ${reason}`),
              applicationMessage: (bytes) => told.push(new TextDecoder().decode(bytes)),
            },
          });
          return rescued.generateSignalRequest();
        }
        """;

    public IPage Page => opened.Page;

    public IReadOnlyList<string> Complaints => opened.Complaints;

    public ILocator Heading => Page.Locator("#heading");

    public ILocator Sentence => Page.Locator("#sentence");

    public ILocator Counter => Page.Locator("[data-frame-counter]");

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Starts a game and waits for its picture.</summary>
    /// <returns>The stream session's id.</returns>
    public async Task<string> PlayAsync()
    {
        await Button("Play").ClickAsync();
        await UntilPictureAsync();
        return (await Page.Locator("html").GetAttributeAsync("data-session"))!;
    }

    public Task UntilPictureAsync() => UntilFrameAfterAsync(0);

    /// <summary>Waits until a decoded frame shows a higher counter.</summary>
    public Task UntilFrameAfterAsync(long frame) =>
        Page.WaitForFunctionAsync(
            "frame => Number(document.querySelector('[data-frame-counter]').textContent) > frame",
            frame,
            new() { Timeout = 30_000 }
        );

    public async Task<long> FrameAsync() => long.Parse(await Counter.InnerTextAsync(), CultureInfo.InvariantCulture);

    public Task UntilPhaseAsync(string phase) => Page.Locator($"html[data-phase={phase}]").WaitForAsync(new() { Timeout = 30_000 });

    /// <summary>Makes a new SDK object on this page, as a page that support sent the player to.</summary>
    /// <returns>Its signal request.</returns>
    public Task<string> MakeOfferAsync() => Page.EvaluateAsync<string>(MakeClient);

    public Task TakeAnswerAsync(string answer) => Page.EvaluateAsync("answer => rescued.processSignalResponse(answer)", answer);

    /// <summary>What the SDK object told its page so far.</summary>
    public Task<string[]> ToldAsync() => Page.EvaluateAsync<string[]>("() => told");
}
