using System.Diagnostics;
using Amazon.GameLiftStreams;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;
using StreamSessionStatus = StreamOps.Operations.GameLift.StreamSessionStatus;

namespace StreamOps.Benchmarks.Lists;

/// <summary>Processor time and memory of a page of a hundred sessions, from the client's call to the fleet, and what the fleet keeps of each session.</summary>
internal sealed class PageCosts : IDisposable
{
    private const int Rounds = 5;
    private readonly CannedPages _pages;
    private readonly AmazonGameLiftStreamsClient _client;
    private readonly FleetClock _clock = new(TimeProvider.System);
    private readonly LiveFleet _fleet = new(TimeProvider.System, new ServiceClock(), Options.Create(new LiveOptions()));
    private readonly AwsGameLiftStreams _service;
    private readonly KnownList _known = new();
    private int _version;

    private PageCosts(int sessions)
    {
        _pages = new CannedPages(sessions);
        var config = new AmazonGameLiftStreamsConfig
        {
            ServiceURL = "http://127.0.0.1:1",
            AuthenticationRegion = "us-west-2",
            MaxErrorRetry = 0,
            HttpClientFactory = _pages,
        };
        _client = new AmazonGameLiftStreamsClient(new BasicAWSCredentials("bench", "bench"), config);
        _service = new AwsGameLiftStreams(_client, _clock);
    }

    public static async Task MeasureAsync(int sessions)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var costs = new PageCosts(sessions);
        var canned = GC.GetTotalMemory(forceFullCollection: true) - before;
        await costs.WalkAsync();
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before - canned;
        Console.WriteLine($"{sessions:N0} sessions: {(double)kept / sessions:0} bytes each");
        Console.WriteLine("a page of 100, median of five walks     processor      allocated");
        await costs.TellAsync("as it was", _ => { });
        await costs.TellAsync("as it was, in another order", walk => costs._pages.Write(walk + 1, costs._version));
        await costs.TellAsync("each session updated", _ => costs._pages.Write(seed: 0, ++costs._version));
    }

    public void Dispose() => _client.Dispose();

    private async Task TellAsync(string what, Action<int> write)
    {
        List<(double Microseconds, double Bytes)> walks = [];
        for (var walk = 0; walk <= Rounds; walk++)
        {
            write(walk);
            GC.Collect();
            var (cpu, bytes) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
            var pages = await WalkAsync();
            if (walk > 0)
            {
                // The first one is compiled on the way.
                walks.Add(
                    (
                        (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / pages,
                        (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)pages
                    )
                );
            }
        }

        var (time, allocated) = (walks.Select(one => one.Microseconds).Order().ElementAt(Rounds / 2), walks.Average(one => one.Bytes));
        Console.WriteLine($"{what, -36} {time, 9:0} us {allocated / 1024, 11:0.0} KB");
    }

    private async Task<int> WalkAsync()
    {
        var pages = 0;
        var next = default(string);
        do
        {
            var reply = await _service.ListStreamSessionsAsync(
                "sg-1AB2C3De4",
                StreamSessionStatus.Connected,
                next,
                _known,
                CancellationToken.None
            );
            _fleet.Apply(reply.Value.Items.Select(session => new SessionRead(session, reply.SentAt, reply.ArrivedAt)));
            next = reply.Value.NextToken;
            pages++;
        } while (next is not null);

        _known.Walked();
        return pages;
    }
}
