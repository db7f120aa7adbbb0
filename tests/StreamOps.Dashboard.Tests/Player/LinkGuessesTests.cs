using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Links;
using StreamOps.Testing.Catalogue;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>Whoever guesses links, from one address or from very many, learns nothing and keeps nobody out. More of them by <c>STREAMOPS_GUESSES=100000</c>.</summary>
[Trait("Row", "A3")]
public sealed class LinkGuessesTests
{
    private const string Unknown = """{"phase":"unknown"}""";
    private const string Crowded = """{"phase":"crowded"}""";
    private const int OnOneConnection = 200;

    private static readonly int Guesses = int.Parse(
        Environment.GetEnvironmentVariable("STREAMOPS_GUESSES") ?? "1000",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task Of_very_many_guesses_from_as_many_addresses_none_hits_all_read_one_text_and_the_owner_opens_the_link_meanwhile()
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            PlayerClient.LetThemWait,
            "--StreamOps:Player:TrustedProxies=127.0.0.0/8"
        );
        var secret = (await PlayerClient.MakeLinkAsync(dashboard)).Secret;
        var since = TimeProvider.System.GetTimestamp();
        var answers = new ConcurrentDictionary<PipelinedAnswer, int>();
        var opened = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Guesses).Chunk(OnOneConnection),
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (guesses, _) => await CountAsync(dashboard, answers, [.. guesses.Select(guess => (From(guess), Guess(guess, secret)))])
        );
        // While the minute still runs in which everybody's share is used up.
        for (; opened < 3; opened++)
        {
            using var owner = new PlayerClient(dashboard);
            using var answer = await owner.PostAsync(
                "/rescue/open",
                new { secret = secret.Text, page = owner.Page },
                configure: request => request.Headers.Add("X-Forwarded-For", "203.0.113.9")
            );
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        }

        var judged = answers.GetValueOrDefault(new PipelinedAnswer(404, Unknown));
        var unread = answers.GetValueOrDefault(new PipelinedAnswer(429, Crowded));
        Assert.Equal(Guesses, judged + unread);
        // So many use up what all together may: nobody but the owner has a share of their own left.
        Assert.True(Guesses < 20_000 || unread > 0, "Nobody was turned away: it was no crowd.");
        Figures.Tell(
            "A3",
            "guesses of a link",
            $"{Guesses:N0} guesses from as many addresses in {TimeProvider.System.GetElapsedTime(since).TotalSeconds:F0} s: none opened it; {judged:N0} were looked up and read one text, {unread:N0} were turned away unread; its owner opened it meanwhile"
        );
    }

    [Fact]
    public async Task Of_the_guesses_of_one_address_ten_a_minute_are_looked_up()
    {
        await using var dashboard = await RunningDashboard.StartAsync(PlayerClient.LetThemWait);
        var secret = (await PlayerClient.MakeLinkAsync(dashboard)).Secret;
        var answers = new ConcurrentDictionary<PipelinedAnswer, int>();

        await CountAsync(dashboard, answers, [.. Enumerable.Range(0, 1_000).Select(guess => ((string?)null, Guess(guess, secret)))]);

        var judged = answers.GetValueOrDefault(new PipelinedAnswer(404, Unknown));
        Assert.InRange(judged, 10, 20);
        Assert.Equal(1_000 - judged, answers.GetValueOrDefault(new PipelinedAnswer(429, Crowded)));
        Figures.Tell("A3", "guesses from one address", $"{judged} of 1,000 looked up");
    }

    private static async Task CountAsync(
        RunningDashboard dashboard,
        ConcurrentDictionary<PipelinedAnswer, int> answers,
        IReadOnlyList<(string? From, string Body)> posts
    )
    {
        foreach (var answer in await PipelinedPosts.SendAsync(dashboard.PlayerAddress, "/rescue/open", posts))
        {
            answers.AddOrUpdate(answer, 1, (_, count) => count + 1);
        }
    }

    // Two hundred networks, each of as many addresses as it has.
    private static string? From(int guess) => $"10.{guess % 200}.{guess / 200 / 250}.{(guess / 200 % 250) + 1}";

    /// <summary>Any secret, and each tenth time the true one but for a letter.</summary>
    private static string Guess(int guess, LinkSecret secret)
    {
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        if (guess % 10 == 0)
        {
            var at = guess / 10 % secret.Text.Length;
            text = secret.Text[..at] + (secret.Text[at] == 'A' ? 'B' : 'A') + secret.Text[(at + 1)..];
        }

        return JsonSerializer.Serialize(new { secret = text, page = new string('0', 64) });
    }
}
