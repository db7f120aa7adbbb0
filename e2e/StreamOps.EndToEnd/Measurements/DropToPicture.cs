using System.Globalization;
using System.Text.Json;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Measurements;

/// <summary>How long from a lost picture to the picture in the player's browser, and where the time goes. Run by name; prints, asserts little.</summary>
/// <remarks>The operator is scripted too, and acts as soon as the row is there. Runs: <c>STREAMOPS_RUNS</c>, by default 50.</remarks>
[Collection<RescuedStage>]
public sealed class DropToPicture(RescueStage stage) : RescueJourneys(stage)
{
    private static readonly int Runs = int.Parse(
        Environment.GetEnvironmentVariable("STREAMOPS_RUNS") ?? "50",
        CultureInfo.InvariantCulture
    );

    private static readonly string[] Parts = ["detect", "open", "offer", "API", "answer", "connect", "first frame"];

    /// <summary>Notes, in the page that gets the picture, when its newest connection came to what. The clock is the machine's, as the servers read it.</summary>
    private const string WatchConnection = """
        (() => {
          const now = () => performance.timeOrigin + performance.now();
          const Peer = RTCPeerConnection;
          const setRemote = Peer.prototype.setRemoteDescription;
          window.moments = {};
          Peer.prototype.setRemoteDescription = async function (answer) {
            moments.answer = now();
            this.addEventListener("connectionstatechange", () => this.connectionState === "connected" && (moments.connected ??= now()));
            const video = document.querySelector("#picture");
            video.requestVideoFrameCallback(() => (moments.frame ??= now()));
            return setRemote.call(this, answer);
          };
        })();
        """;

    /// <summary>Notes, in the operator's page, when each waiting row came. The clock is the machine's, as the servers read it.</summary>
    private const string WatchRows = """
        () => {
          window.seenAt = {};
          const look = (row) => {
            const id = row.dataset.sessionId;
            if (row.dataset.status === "PENDING_CLIENT_RECONNECTION" && !(id in seenAt)) {
              // The clock of the machine, as the servers read it.
              seenAt[id] = performance.timeOrigin + performance.now();
            }
          };
          new MutationObserver(() => document.querySelectorAll("main [data-session-id]").forEach(look))
            .observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-status"] });
        }
        """;

    [Theory(Explicit = true)]
    [InlineData(0)]
    [InlineData(5)]
    public async Task By_link(int humanSeconds)
    {
        var (runs, delay) = (Runs, TimeSpan.FromSeconds(humanSeconds));
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await Page.EvaluateAsync(WatchRows);
        var player = await NewPlayerAsync();
        await player.AddInitScriptAsync(WatchConnection);
        var measured = new List<double[]>();
        for (var run = 0; run < runs; run++)
        {
            var (session, client) = await PlayAsync();
            await client.Page.CloseAsync();
            await Emulator.DropAsync(session);
            await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION", 30);
            await queue.Row(session).Self.FocusAsync();
            await Page.Keyboard.PressAsync("l");
            var link = await new SendLinkLane(Page).ReadCopiedAsync();
            var page = new PlayerPage(await player.NewPageAsync(), Stage.Dashboard.PlayerAddress);
            await page.OpenAsync(link);
            await Expect(page.Continue).ToBeVisibleAsync();
            await Task.Delay(delay, TimeProvider.System, Cancellation);
            var opened = Milliseconds(TimeProvider.System.GetUtcNow());
            await page.Continue.ClickAsync();
            await page.ToShowAsync("playing");
            measured.Add(await MomentsAsync(page.Page, session, opened));
            await page.Page.CloseAsync();
            await EndAsync(session);
        }

        Print($"by link, {humanSeconds} s of human delay", measured);
    }

    [Fact(Explicit = true)]
    public async Task By_the_game_s_own_page()
    {
        var queue = new QueuePage(Page);
        await queue.OpenAsync();
        await Page.EvaluateAsync(WatchRows);
        var measured = new List<double[]>();
        for (var run = 0; run < Runs; run++)
        {
            var (session, client) = await PlayAsync();
            // Only the connection of the rescue is of interest.
            await client.Page.EvaluateAsync(WatchConnection);
            await client.Button("Lose connection").ClickAsync();
            await queue.Row(session).ToBeAsync("PENDING_CLIENT_RECONNECTION", 30);
            await queue.Row(session).Rescue.ClickAsync();
            var lane = new SendLinkLane(Page);
            await lane.RescueOpenPage.WaitForAsync();
            var opened = Milliseconds(TimeProvider.System.GetUtcNow());
            await lane.RescueOpenPage.ClickAsync();
            await client.Page.WaitForFunctionAsync("() => moments.frame !== undefined", null, new() { Timeout = 30_000 });
            measured.Add(await MomentsAsync(client.Page, session, opened));
            await EndAsync(session);
        }

        Print("by the game's own page", measured);
    }

    /// <summary>Spans in milliseconds, in the order of <see cref="Parts"/>.</summary>
    private async Task<double[]> MomentsAsync(IPage page, string session, double opened)
    {
        await page.WaitForFunctionAsync("() => moments.frame !== undefined && moments.connected !== undefined");
        var moments = await page.EvaluateAsync<JsonElement>("() => moments");
        var seen = await Page.EvaluateAsync<double>("id => seenAt[id]", session);
        var ledger = await LedgerAsync();
        var lost = ledger.TransitionsTo("PENDING_CLIENT_RECONNECTION", session).Last().At;
        var accepted = ledger.TransitionsTo("RECONNECTING", session).Last().At;
        var answered = ledger.CallsOf("CreateStreamSessionConnection", session).Last().At;
        double[] at =
        [
            Milliseconds(lost),
            seen,
            opened,
            Milliseconds(answered),
            Milliseconds(accepted),
            moments.GetProperty("answer").GetDouble(),
            moments.GetProperty("connected").GetDouble(),
            moments.GetProperty("frame").GetDouble(),
        ];
        return [.. at.Zip(at.Skip(1), (from, to) => to - from)];
    }

    private async Task EndAsync(string session)
    {
        await Stage.Backend.TerminateAsync(await Emulator.ArnAsync(session));
        await UntilAsync(session, "TERMINATED");
    }

    /// <summary>A line for whoever makes a table of it, in the file that <c>STREAMOPS_SPANS</c> names.</summary>
    private static void Keep(string how, List<double[]> runs)
    {
        if (Environment.GetEnvironmentVariable("STREAMOPS_SPANS") is { Length: > 0 } file)
        {
            var line = JsonSerializer.Serialize(
                new
                {
                    How = how,
                    Parts,
                    Runs = runs,
                }
            );
            File.AppendAllText(file, $"{line}\n");
        }
    }

    private static double Milliseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private static void Print(string how, List<double[]> runs)
    {
        Keep(how, runs);
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{how}, {runs.Count} runs      p50 ms   p95 ms");
        for (var part = 0; part < Parts.Length; part++)
        {
            Print(Parts[part], runs.Select(run => run[part]));
        }

        var totals = runs.ConvertAll(run => run.Sum());
        Print("drop to picture", totals);
        Assert.All(totals, total => Assert.True(total > 0, $"The picture came {-total:0} ms before it was lost."));

        void Print(string name, IEnumerable<double> values)
        {
            var sorted = values.Order().ToList();
            output.WriteLine($"{name, -18} {sorted[sorted.Count / 2], 8:0} {sorted[sorted.Count * 95 / 100], 8:0}");
        }
    }
}
