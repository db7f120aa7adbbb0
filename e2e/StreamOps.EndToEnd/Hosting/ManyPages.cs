using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StreamOps.Testing.Circuits;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>Many open pages without browsers, from so many addresses that none of them holds more than its share.</summary>
internal sealed class ManyPages(string address, string waiting, int count) : IAsyncDisposable
{
    /// <summary>With four connections each they stay within the share of one address.</summary>
    private const int PerAddress = 200;

    /// <summary>Pages that are opened side by side before anything is measured.</summary>
    private const int OpenedAtOnce = 8;

    private readonly List<HeadlessPage> _pages =
    [
        .. Enumerable
            .Range(0, count)
            .Select(page => new HeadlessPage(new Uri(address), waiting, IPAddress.Parse($"127.0.1.{1 + (page / PerAddress)}"))),
    ];

    /// <summary>Opens them all and waits until each is live.</summary>
    public Task OpenAsync() =>
        Parallel.ForEachAsync(
            _pages,
            new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce },
            async (page, _) => await page.OpenAsync()
        );

    /// <summary>From now on each is to be live anew.</summary>
    public void Forget() => _pages.ForEach(page => page.Forget());

    /// <summary>Waits until a server takes connections again.</summary>
    /// <returns>When.</returns>
    public async Task<long> UntilListeningAsync()
    {
        var server = new Uri(address);
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(server.Host, server.Port);
                return TimeProvider.System.GetTimestamp();
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }
        }
    }

    /// <summary>When each was live again after a moment, sorted; who was not in time counts with the whole time.</summary>
    /// <param name="since">The moment.</param>
    /// <param name="most">How long to wait.</param>
    public async Task<IReadOnlyList<TimeSpan>> TakenAsync(long since, TimeSpan most)
    {
        var left = most - TimeProvider.System.GetElapsedTime(since);
        await Task.WhenAny(Task.WhenAll(_pages.Select(page => page.Live)), Task.Delay(left, TimeProvider.System));
        return
        [
            .. _pages
                .Select(page =>
                    page.Live is { IsCompletedSuccessfully: true } live ? TimeProvider.System.GetElapsedTime(since, live.Result) : most
                )
                .Order(),
        ];
    }

    /// <summary>Loads that came to nothing, and loads.</summary>
    public (int Failures, int Loads) Count() => (_pages.Sum(page => page.Failures), _pages.Sum(page => page.Loads));

    /// <summary>What came out, in words.</summary>
    public static string Told(IReadOnlyList<TimeSpan> sorted, TimeSpan goal) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Share(sorted, goal):0.0} % of {sorted.Count} within {goal.TotalSeconds:0.#} s; p50 {At(sorted, 0.5).TotalSeconds:0.0} s, p95 {At(sorted, 0.95).TotalSeconds:0.0} s, p99 {At(sorted, 0.99).TotalSeconds:0.0} s"
        );

    /// <summary>How many were in time, in percent.</summary>
    public static double Share(IReadOnlyList<TimeSpan> sorted, TimeSpan goal) =>
        100.0 * sorted.Count(taken => taken <= goal) / sorted.Count;

    /// <summary>The time within which a share of them was live.</summary>
    public static TimeSpan At(IReadOnlyList<TimeSpan> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1];

    public async ValueTask DisposeAsync() => await Task.WhenAll(_pages.Select(page => page.DisposeAsync().AsTask()));
}
