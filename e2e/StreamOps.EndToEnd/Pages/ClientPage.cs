using System.Diagnostics.CodeAnalysis;
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
              performanceStats: ({ application }) => told.push(`cpu ${application.cpuNormalized}`),
            },
          });
          return rescued.generateSignalRequest();
        }
        """;

    // Headless browsers have no gamepads: one is put where a script finds a real one, and told of as a real one is, once.
    private const string PlugIn = """
        () => {
          const buttons = Array.from({ length: 17 }, () => ({ pressed: false, touched: false, value: 0 }));
          window.gamepad = { index: 1, id: "pad", connected: true, mapping: "standard", axes: [0, 0, 0, 0], buttons };
          navigator.getGamepads = () => [null, gamepad, null, null];
          dispatchEvent(Object.assign(new Event("gamepadconnected"), { gamepad }));
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

    public Task PlugGamepadInAsync() => Page.EvaluateAsync(PlugIn);

    /// <summary>How the gamepad is held from now on.</summary>
    /// <param name="button">The one pressed, by its place in the standard mapping; null for none.</param>
    /// <param name="vertical">The left stick: -1 up, 1 down.</param>
    public Task HoldGamepadAsync(int? button = null, double vertical = 0) =>
        Page.EvaluateAsync(
            """
            ({ button, vertical }) => {
              gamepad.buttons.forEach((one, place) => { one.pressed = place === button; });
              gamepad.axes[1] = vertical;
            }
            """,
            new { button, vertical }
        );

    /// <summary>Frames a second of the host's game, by the counter in the picture's own pixels, over three seconds.</summary>
    public Task<double> PaceAsync() =>
        Page.EvaluateAsync<double>(
            """
            async () => {
              const look = () => [Number(document.querySelector("[data-frame-counter]").textContent), performance.now() / 1000];
              const [frame, second] = look();
              await new Promise((done) => setTimeout(done, 3000));
              const [laterFrame, laterSecond] = look();
              return (laterFrame - frame) / (laterSecond - second);
            }
            """
        );

    /// <summary>Waits until the SDK object has told its page something that a pattern finds.</summary>
    public Task UntilToldAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, int times = 1) =>
        Page.WaitForFunctionAsync(
            "({ pattern, times }) => told.filter((words) => new RegExp(pattern).test(words)).length >= times",
            new { pattern, times },
            new() { Timeout = 15_000 }
        );

    /// <summary>What the SDK object told its page so far.</summary>
    public Task<string[]> ToldAsync() => Page.EvaluateAsync<string[]>("() => told");
}
