using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Journeys;

/// <summary>A circuit is gone and its connection stands: the browser is told nothing, and the server answers all else. The page itself must see that.</summary>
[Collection<SecondStage>]
[Trait("Row", "A6")]
public sealed partial class SilentCircuitJourney(Stage stage) : Journey<Stage>(stage)
{
    private readonly ConcurrentQueue<string> _circuits = new();

    [Fact]
    public async Task A_page_whose_circuit_ends_without_a_word_says_so_within_seconds_and_comes_back()
    {
        // The framework says in the console what it says to nobody.
        Operator.MayComplain = true;
        var queue = new QueuePage(Page);
        var shell = new Shell(Page);
        Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => Keep(frame.Binary);
        await queue.OpenAsync();
        await shell.ToBeLiveAsync();
        Assert.True(_circuits.TryPeek(out var circuit), "The page was sent no circuit's id.");

        var requests = Operator.Context.APIRequest;
        var form = requests.CreateFormData();
        form.Set("circuitId", circuit);
        var ended = await requests.PostAsync("_blazor/disconnect", new() { Multipart = form });

        Assert.Equal(200, ended.Status);
        await Expect(shell.CircuitBanner).ToContainTextAsync("Not live", new() { Timeout = 15_000 });
        await Expect(shell.Freshness).ToHaveTextAsync(NotLive(), new() { UseInnerText = true });

        await Expect(shell.CircuitBanner).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await shell.ToBeLiveAsync();
        await queue.Row(await Emulator.DropAnyAsync()).ToBeAsync("PENDING_CLIENT_RECONNECTION");
    }

    // The answer to what starts a circuit is its id: a text of MessagePack, its length in front.
    private void Keep(byte[]? frame)
    {
        const string Beginning = "CfDJ8";
        const byte ShortText = 0xd9;
        var at = frame is null ? -1 : Encoding.Latin1.GetString(frame).IndexOf(Beginning, StringComparison.Ordinal);
        if (at >= 2 && frame![at - 2] == ShortText)
        {
            _circuits.Enqueue(Encoding.Latin1.GetString(frame, at, frame[at - 1]));
        }
    }

    [GeneratedRegex(@"^\s*not live \d+ s\s*$", RegexOptions.None, 1000)]
    private static partial Regex NotLive();
}
