using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;

namespace StreamOps.Benchmarks.Lists;

/// <summary>A list of connected sessions in the service's place, without a network between: every page is written before it is asked for.</summary>
internal sealed class CannedPages : HttpClientFactory
{
    public const int PageSize = 100;
    private readonly Dictionary<string, byte[]> _bodies = new(StringComparer.Ordinal);
    private readonly int _sessions;

    public CannedPages(int sessions)
    {
        _sessions = sessions;
        Write(seed: 0, version: 0);
    }

    /// <summary>Writes all pages anew.</summary>
    /// <param name="seed">The order of the list, and its tokens: the same number, the same pages.</param>
    /// <param name="version">With another one each session was updated since.</param>
    public void Write(int seed, int version)
    {
        _bodies.Clear();
        var order = Enumerable.Range(0, _sessions).ToArray();
        if (seed > 0)
        {
            new Random(seed).Shuffle(order);
        }

        var pages = order.Chunk(PageSize).ToList();
        for (var i = 0; i < pages.Count; i++)
        {
            var next = i == pages.Count - 1 ? "" : string.Create(CultureInfo.InvariantCulture, $",\"NextToken\":\"walk{seed}page{i + 1}\"");
            var items = string.Join(',', pages[i].Select(number => Item(number, version)));
            _bodies.Add(
                i == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"walk{seed}page{i}"),
                Encoding.UTF8.GetBytes($"{{\"Items\":[{items}]{next}}}")
            );
        }
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Answers(_bodies));

    private static string Item(int number, int version) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"ApplicationArn\":\"arn:aws:gameliftstreams:us-west-2:111122223333:application/a-9ZY8X7Wv6\",\"Arn\":\"arn:aws:gameliftstreams:us-west-2:111122223333:streamsession/sg-1AB2C3De4/ss{number:000000000}\",\"CreatedAt\":{1_790_000_000.25m + number},\"LastUpdatedAt\":{1_790_000_100.5m + number + version},\"Location\":\"us-west-2\",\"Protocol\":\"WebRTC\",\"RoleArn\":\"arn:aws:iam::111122223333:role/GameLiftStreamsSessionRole\",\"Status\":\"CONNECTED\",\"UserId\":\"player-{number:00000000}@example.com\"}}"
        );

    private sealed class Answers(Dictionary<string, byte[]> bodies) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            const string Name = "NextToken=";
            var query = request.RequestUri!.Query;
            var at = query.IndexOf(Name, StringComparison.Ordinal);
            var token = at < 0 ? "" : query[(at + Name.Length)..].Split('&')[0];
            var content = new ByteArrayContent(bodies[token]);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
            response.Headers.Add("x-amzn-RequestId", "0d0c6c0e-0000-4000-8000-000000000000");
            response.Headers.Date = DateTimeOffset.UnixEpoch.AddSeconds(1_790_000_200);
            return Task.FromResult(response);
        }
    }
}
