using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;
using StreamOps.Testing.Circuits;

namespace StreamOps.Dashboard.Tests.Circuits;

/// <summary>
/// Browsers that sleep, or draw slowly, acknowledge nothing: they cost little, nobody else waits for them, and once awake they are drawn the newest picture and
/// not what they missed. <c>STREAMOPS_SLOW_CIRCUITS=200</c> measures the others' waits, too.
/// </summary>
[Trait("Row", "R9")]
[Trait("Row", "F24")]
public sealed class SlowCircuitsTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    /// <summary>The framework stops drawing for a browser that owes so many acknowledgements.</summary>
    private const int MostUnacknowledged = 10;

    private const int Changes = 25;
    private const double Megabyte = 1024 * 1024;

    private static readonly string? Asked = Environment.GetEnvironmentVariable("STREAMOPS_SLOW_CIRCUITS");
    private static readonly int Circuits = int.Parse(Asked ?? "10", CultureInfo.InvariantCulture);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Seen> _pages = [];
    private int _player;

    [Fact]
    public async Task Who_acknowledges_nothing_holds_up_nobody_and_is_drawn_the_newest_picture_in_one_go()
    {
        shared.Dashboard.Publish(APicture.Fleet(APicture.Waiting("p0", 60)));
        for (var page = 0; page < Circuits; page++)
        {
            _pages.Add(await Seen.OpenAsync(shared.Dashboard.Address, IPAddress.Parse($"127.0.2.{1 + (page / 200)}")));
        }

        var slow = _pages.Take(Circuits / 5).ToList();
        var others = _pages.Skip(Circuits / 5).ToList();
        var before = await ChangeAsync(others);
        // The same changes once more with nobody slow: what else grows by them is none of the slow ones' doing, and the first times are those of a cold start.
        var (warm, grown) = (Heap(), 0d);
        if (Asked is not null)
        {
            before = await ChangeAsync(others);
            grown = Heap() - warm;
        }

        var heap = Heap();
        foreach (var page in slow)
        {
            page.Circuit.Acknowledges = false;
            page.Bytes = 0;
        }

        var drawn = slow.Select(page => page.Circuit.Batches).ToList();
        var during = await ChangeAsync(others);
        var perSlow = (Heap() - heap - grown) / slow.Count;

        var owed = slow.Max(page => page.Bytes) / Megabyte;
        var missed = slow.Zip(drawn, (page, at) => page.Circuit.Batches - at).ToList();
        Assert.All(missed, batches => Assert.InRange(batches, 1, MostUnacknowledged));
        Assert.DoesNotContain(slow, page => page.HasSeen($"p{_player}"));
        drawn = [.. slow.Select(page => page.Circuit.Batches)];
        await Task.WhenAll(slow.Select(page => page.Circuit.CatchUpAsync()));
        await Task.WhenAll(slow.Select(page => page.UntilSeenAsync($"p{_player}")));
        // The very next batch has it; what changes while it is drawn is another's.
        Assert.All(slow.Zip(drawn, (page, at) => page.BatchOf($"p{_player}") - at), batches => Assert.Equal(1, batches));

        var ratio = At99(during) / At99(before);
        var told = string.Create(
            CultureInfo.InvariantCulture,
            $"{slow.Count} of {Circuits} acknowledge nothing for {Changes} changes: at most {missed.Max()} batches each, 1 to catch up; the others' p99 {At99(before).TotalMilliseconds:0} ms before and {At99(during).TotalMilliseconds:0} ms meanwhile ({ratio:0.00}×); {owed:0.00} MB of drawing kept for each, heap {perSlow:+0.00;-0.00} MB for each {(Asked is null ? "with all else that grew" : $"beyond the {grown:0.0} MB that as many changes let it grow by without them")}"
        );
        Figures.Tell("R9", $"slow ones, {Circuits} circuits", told);
        Figures.Tell("F24", $"slow ones, {Circuits} circuits", told);
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        Assert.True(owed <= 1, told);
        // Of a few circuits on a busy machine neither says anything: what else grew meanwhile is shared among too few.
        Assert.True(Asked is null || (perSlow <= 1 && ratio <= 1.2), told);
        await Task.WhenAll(_pages.Select(page => page.DisposeAsync().AsTask()));
    }

    /// <summary>One player after the other is lost: each change is seen before the next is made.</summary>
    /// <returns>From each change to each page that looks.</returns>
    private async Task<IReadOnlyList<TimeSpan>> ChangeAsync(IReadOnlyList<Seen> lookers)
    {
        List<TimeSpan> taken = [];
        for (var change = 0; change < Changes; change++)
        {
            var player = $"p{++_player}";
            var made = TimeProvider.System.GetTimestamp();
            shared.Dashboard.Publish(APicture.Fleet(APicture.Waiting(player, 60)));
            var seen = await Task.WhenAll(lookers.Select(page => page.UntilSeenAsync(player)));
            taken.AddRange(seen.Select(at => TimeProvider.System.GetElapsedTime(made, at)));
        }

        return taken;
    }

    /// <summary>In MB, after all that can be collected was.</summary>
    private static double Heap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true) / Megabyte;
    }

    private static TimeSpan At99(IReadOnlyList<TimeSpan> taken) => taken.Order().ElementAt((int)Math.Ceiling(0.99 * taken.Count) - 1);

    /// <summary>A page, and when it was drawn whom.</summary>
    private sealed class Seen : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _players = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, int> _batchOf = new(StringComparer.Ordinal);
        private SocketsHttpHandler? _handler;

        public HeadlessCircuit Circuit { get; private set; } = null!;

        /// <summary>How much was drawn.</summary>
        public long Bytes { get; set; }

        public static async Task<Seen> OpenAsync(Uri address, IPAddress from)
        {
            var page = new Seen();
            var cookies = new CookieContainer();
            page._handler = HeadlessPage.HandlerFrom(from, cookies);
            page.Circuit = await HeadlessCircuit.OpenAsync(address, cookies, page._handler, page.Look);
            return page;
        }

        public bool HasSeen(string player) => Of(player).Task.IsCompleted;

        public Task<long> UntilSeenAsync(string player) => Of(player).Task.WaitAsync(Patience);

        /// <summary>Which of its batches, counted from 1, drew a player first.</summary>
        public int BatchOf(string player) => _batchOf[player];

        public async ValueTask DisposeAsync()
        {
            await Circuit.DisposeAsync();
            _handler?.Dispose();
        }

        private TaskCompletionSource<long> Of(string player) =>
            _players.GetOrAdd(player, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));

        private void Look(byte[] batch)
        {
            var now = TimeProvider.System.GetTimestamp();
            Bytes += batch.Length;
            var text = Encoding.Latin1.GetString(batch);
            for (
                var at = text.IndexOf("session=p", StringComparison.Ordinal);
                at >= 0;
                at = text.IndexOf("session=p", at + 1, StringComparison.Ordinal)
            )
            {
                var end = at + "session=p".Length;
                while (end < text.Length && char.IsAsciiDigit(text[end]))
                {
                    end++;
                }

                var player = text[(at + "session=".Length)..end];
                // The first are drawn before there is a circuit to ask.
                _batchOf.TryAdd(player, Circuit?.Batches ?? 0);
                Of(player).TrySetResult(now);
            }
        }
    }
}
