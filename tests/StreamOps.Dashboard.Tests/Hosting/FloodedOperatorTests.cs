using System.Net;
using StreamOps.Dashboard.Tests.Player;
using StreamOps.Testing;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Dashboard.Tests.Hosting;

/// <summary>Strangers ask the players' listener a thousand times a second, and an operator's slowest reads stay what they were.</summary>
[Collection<Alone>]
[Trait("Row", "A7")]
public sealed class FloodedOperatorTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const double MostLonger = 1.2;
    private const int PostsPerSecond = 1_000;
    private const int PostsOfOneConnection = 50;
    private const int ReadsPerTurn = 50;
    private const int FewestTurns = 4;
    private const int MostTurns = 48;

    private const string Guess =
        """{"secret":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","page":"0123456789012345678901234567890123456789012345678901234567890123"}""";

    private readonly RunningDashboard _dashboard = shared.Dashboard;

    [Fact]
    public async Task An_operators_slowest_reads_take_a_fifth_longer_at_most_under_a_thousand_posts_a_second()
    {
        _dashboard.Publish(APicture.Fleet(APicture.Waiting("s1", 60)));
        using var operators = _dashboard.Client();
        // Of both ways through the program the first ones wait for the compiler.
        await ReadAsync(operators);
        await PostAsync();
        List<TimeSpan> calm = [],
            flooded = [];
        var (posts, seconds) = (0, 0.0);

        // By turns, so that what else the machine does meets both alike; and more turns while it is not clear.
        for (var turn = 0; turn < MostTurns && (turn < FewestTurns || P99(flooded) > MostLonger * P99(calm)); turn++)
        {
            calm.AddRange(await ReadAsync(operators));
            using var over = new CancellationTokenSource();
            var since = TimeProvider.System.GetTimestamp();
            var flood = FloodAsync(since, over.Token);
            flooded.AddRange(await ReadAsync(operators));
            seconds += TimeProvider.System.GetElapsedTime(since).TotalSeconds;
            await over.CancelAsync();
            posts += await flood;
        }

        var figure =
            $"{posts / seconds:F0} posts a second; p99 of {calm.Count} reads of an operator {P99(calm).TotalMilliseconds:F1} ms without and {P99(flooded).TotalMilliseconds:F1} ms with them ({P99(flooded) / P99(calm):F2}×)";
        Figures.Tell("A7", "an operator's reads under a flood", figure);
        Assert.True(posts / seconds > 0.7 * PostsPerSecond, $"It was no flood: {figure}.");
        Assert.True(P99(flooded) <= MostLonger * P99(calm), figure);
    }

    private static TimeSpan P99(List<TimeSpan> took) => took.Order().ElementAt((int)Math.Ceiling(0.99 * took.Count) - 1);

    private static async Task<IReadOnlyList<TimeSpan>> ReadAsync(HttpClient operators)
    {
        var took = new List<TimeSpan>();
        for (var read = 0; read < ReadsPerTurn; read++)
        {
            var since = TimeProvider.System.GetTimestamp();
            using var page = await operators.GetAsync(new Uri("/sessions", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            took.Add(TimeProvider.System.GetElapsedTime(since));
        }

        return took;
    }

    /// <summary>So many as are due by now, until it is over.</summary>
    private async Task<int> FloodAsync(long since, CancellationToken over)
    {
        var sent = new List<Task>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (!over.IsCancellationRequested)
        {
            var due = TimeProvider.System.GetElapsedTime(since).TotalSeconds * PostsPerSecond;
            while (sent.Count * PostsOfOneConnection < due)
            {
                sent.Add(PostAsync());
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(sent);
        return sent.Count * PostsOfOneConnection;
    }

    private async Task PostAsync()
    {
        var answers = await PipelinedPosts.SendAsync(
            _dashboard.PlayerAddress,
            "/rescue/open",
            [.. Enumerable.Repeat(((string?)null, Guess), PostsOfOneConnection)]
        );
        Assert.All(answers, answer => Assert.InRange(answer.Status, 404, 429));
    }
}

/// <summary>Tests that hold the product to a time: on no machine is that kept beside all the others.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
