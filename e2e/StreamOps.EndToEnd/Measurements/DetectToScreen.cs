using StreamOps.EndToEnd.Hosting;
using StreamOps.EndToEnd.Pages;

namespace StreamOps.EndToEnd.Measurements;

/// <summary>How long from a client lost in the service to its row on the screen. Run by name; prints, asserts little.</summary>
public sealed class DetectToScreen
{
    private const int Drops = 100;

    /// <summary>Notes, in the operator's page, when each waiting row came. The clock is the machine's, as the servers read it.</summary>
    internal const string Watch = """
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
    [InlineData(200)]
    [InlineData(10_000)]
    public async Task Of_a_hundred_drops(int sessions)
    {
        await using var stage = new MeasuredStage(sessions);
        await stage.InitializeAsync();
        await using var operatorBrowser = await stage.OpenBrowserAsync();
        await new QueuePage(operatorBrowser.Page).OpenAsync();
        await operatorBrowser.Page.EvaluateAsync(Watch);
        var emulator = stage.Emulator.Control;
        var before = (await emulator.LedgerAsync(long.MaxValue)).LastSeq;
        var random = new Random(7);
        var lost = new List<string>();
        for (var i = 0; i < Drops; i++)
        {
            lost.Add(await emulator.DropAnyAsync());
            // Drops fall anywhere between two reads, and none waits for the one before it to be seen.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 900)), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await operatorBrowser.Page.WaitForFunctionAsync("ids => ids.every(id => id in seenAt)", lost, new() { Timeout = 60_000 });
        var seenAt = await operatorBrowser.Page.EvaluateAsync<double[]>("ids => ids.map(id => seenAt[id])", lost);
        var lostAt = (await emulator.LedgerAsync(before))
            .Transitions.Where(transition => transition.To == "PENDING_CLIENT_RECONNECTION")
            .ToDictionary(transition => transition.StreamSessionId, transition => transition.At, StringComparer.Ordinal);
        var delays = lost.Zip(seenAt, (id, seen) => seen - (lostAt[id] - DateTimeOffset.UnixEpoch).TotalMilliseconds).ToList();

        delays.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{sessions} sessions, {Drops} drops: p50 {delays[Drops / 2]:0} ms, p95 {delays[Drops * 95 / 100]:0} ms, worst {delays[^1]:0} ms"
        );
        Assert.True(delays[0] > 0, $"Seen {-delays[0]:0} ms before it was lost.");
    }
}
