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
        // Its group is known before a session is.
        SharedTexts.All.Of("sg-1AB2C3De4");
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
        (await costs.AskAsync()).ForEach(costs.TakeIn);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before - canned;
        Console.WriteLine($"{sessions:N0} sessions: {(double)kept / sessions:0} bytes each");
        Console.WriteLine("a page of 100, median of five walks   to ask for it    to take it in      allocated");
        await costs.TellAsync("as it was", _ => { });
        await costs.TellAsync("as it was, in another order", walk => costs._pages.Write(walk + 1, costs._version));
        await costs.TellAsync("each session updated", _ => costs._pages.Write(seed: 0, ++costs._version));
    }

    public void Dispose() => _client.Dispose();

    private async Task TellAsync(string what, Action<int> write)
    {
        List<(double Asked, double Taken, double Bytes)> walks = [];
        for (var walk = 0; walk <= Rounds; walk++)
        {
            write(walk);
            GC.Collect();
            var (start, bytes) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
            var pages = await AskAsync();
            var asked = Process.GetCurrentProcess().TotalProcessorTime;
            pages.ForEach(TakeIn);
            var taken = Process.GetCurrentProcess().TotalProcessorTime;
            _known.Walked();
            if (walk > 0)
            {
                // The first one is compiled on the way.
                walks.Add(
                    (
                        (asked - start).TotalMicroseconds / pages.Count,
                        (taken - asked).TotalMicroseconds / pages.Count,
                        (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)pages.Count
                    )
                );
            }
        }

        Console.WriteLine(
            $"{what, -36} {Median(walks, one => one.Asked), 9:0} us {Median(walks, one => one.Taken), 12:0} us {Median(walks, one => one.Bytes) / 1024, 11:0.0} KB"
        );
    }

    private static double Median<T>(List<T> of, Func<T, double> figure) => of.Select(figure).Order().ElementAt(of.Count / 2);

    private async Task<List<(string? Token, ServiceReply<Page<StreamSession>> Reply)>> AskAsync()
    {
        List<(string?, ServiceReply<Page<StreamSession>>)> replies = [];
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
            replies.Add((next, reply));
            next = reply.Value.NextToken;
        } while (next is not null);

        return replies;
    }

    private void TakeIn((string? Token, ServiceReply<Page<StreamSession>> Reply) page)
    {
        _fleet.Apply(page.Reply.Value.Items.Select(session => new SessionRead(session, page.Reply.SentAt, page.Reply.ArrivedAt)));
        var sessions = _fleet.Current.Sessions;
        _known.Share(page.Reply.Value, page.Token, arn => sessions.GetValueOrDefault(arn)?.Session);
    }
}
