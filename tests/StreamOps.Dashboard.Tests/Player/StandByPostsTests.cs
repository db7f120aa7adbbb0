using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.StandBy;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>The game's own page: who may stand by.</summary>
public sealed class StandByPostsTests : IAsyncLifetime
{
    internal const string Game = "https://play.example.com";
    private const string Key = "a key of the game's backend, long enough";

    private RunningDashboard _dashboard = null!;
    private PlayerClient _page = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await RunningDashboard.StartAsync(
            PlayerClient.LetThemWait,
            $"--StreamOps:Player:AllowedOrigins={Game}",
            $"--StreamOps:Player:TicketKey={Key}"
        );
        _page = new PlayerClient(_dashboard);
    }

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_page_that_stands_by_is_asked_for_an_offer_and_gets_its_answer()
    {
        PlayerClient.LetWait(_dashboard);
        using var stream = await StandByAsync(_page, Ticket());
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var admitted = await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "admitted"));
        var said = new { pass = admitted.GetProperty("pass").GetString(), page = _page.Page };
        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "state", "standingBy"));

        await _dashboard
            .Services.GetRequiredService<StandByDesk>()
            .AskOpenPageAsync(A.Arn(), Actor.Unproven("Mara"), CancellationToken.None);
        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "state", "offerWanted"));
        using var offered = await _page.PostAsync("/stand-by/offers", said, OfferText.Healthy().ToString(), FromGame);
        var answer = await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "answer"));
        using var applied = await _page.PostAsync(
            "/stand-by/reports",
            new
            {
                said.pass,
                said.page,
                rung = "applied",
            },
            configure: FromGame
        );

        Assert.Equal(Game, Assert.Single(stream.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("""{"outcome":"answered"}""", await offered.Content.ReadAsStringAsync());
        Assert.Equal(_dashboard.Service.AnswerText, answer.GetProperty("answer").GetString());
        Assert.Equal(HttpStatusCode.NoContent, applied.StatusCode);
    }

    [Fact]
    public async Task The_same_page_may_come_back_and_any_other_is_a_replay()
    {
        var ticket = Ticket();
        using var first = await StandByAsync(_page, ticket);
        using var again = await StandByAsync(_page, ticket);
        using var other = new PlayerClient(_dashboard);
        using var replayed = await StandByAsync(other, ticket);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await AssertRefusedAsync(replayed);
    }

    [Theory]
    [InlineData(true, "waitingForSupport")]
    [InlineData(false, "offerWanted")]
    public async Task An_offer_that_waits_outlives_its_page_s_line_and_not_its_page(bool bringsItsPass, string phase)
    {
        PlayerClient.LetWait(_dashboard);
        var ticket = Ticket();
        using var stream = await StandByAsync(_page, ticket);
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var pass = (await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "admitted"))).GetProperty("pass").GetString();
        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "state", "standingBy"));
        var services = _dashboard.Services;
        await services.GetRequiredService<StandByDesk>().AskOpenPageAsync(A.Arn(), Actor.Unproven("Jon"), CancellationToken.None);
        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "state", "offerWanted"));
        await services.GetRequiredService<ClaimDesk>().ClaimAsync(A.Arn(), Actor.Unproven("Mara"));
        using var offered = await _page.PostAsync(
            "/stand-by/offers",
            new { pass, page = _page.Page },
            OfferText.Healthy().ToString(),
            FromGame
        );
        Assert.Equal("""{"outcome":"waits"}""", await offered.Content.ReadAsStringAsync());

        object said = bringsItsPass
            ? new
            {
                ticket,
                pass,
                page = _page.Page,
            }
            : new { ticket, page = _page.Page };
        using var again = await _page.PostAsync("/stand-by/events", said, configure: FromGame);

        using var news = new StreamReader(await again.Content.ReadAsStreamAsync());
        await PlayerClient.NextAsync(news, item => PlayerClient.Is(item, "state", phase));
    }

    [Fact]
    public async Task Forged_expired_and_broken_tickets_get_one_and_the_same_refusal()
    {
        var forged = Ticket(key: "another key, just as long as the real one");
        var expired = Ticket(expiresIn: -1);
        var cut = Ticket()[..^4];
        foreach (var ticket in new[] { forged, expired, cut, "", ".", new string('a', 5_000) })
        {
            using var refused = await StandByAsync(_page, ticket);
            await AssertRefusedAsync(refused);
        }
    }

    [Fact]
    public async Task A_page_that_says_it_is_lost_has_its_session_looked_at()
    {
        using var stream = await StandByAsync(_page, Ticket());
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var admitted = await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "admitted"));
        var before = Looks();

        using var response = await _page.PostAsync(
            "/stand-by/reports",
            new
            {
                pass = admitted.GetProperty("pass").GetString(),
                page = _page.Page,
                isLost = true,
            },
            configure: FromGame
        );

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await UntilAsync(() => Looks() > before);
    }

    [Fact]
    public async Task The_games_backend_may_hint_at_a_session_by_what_it_signed_just_now()
    {
        var before = Looks();
        using var taken = await HintAsync(Ticket(expiresIn: 240));
        await UntilAsync(() => Looks() > before);

        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        foreach (var ticket in new[] { Ticket(), Ticket(expiresIn: -1), Ticket("another key, just as long as the real one", 240), "", "." })
        {
            using var refused = await HintAsync(ticket);
            await AssertRefusedAsync(refused);
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://play.example.com.evil.example")]
    [InlineData("http://play.example.com")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Any_other_origin_is_refused_before_its_ticket_is_looked_at(string? origin)
    {
        foreach (var path in new[] { "events", "offers", "reports" })
        {
            using var response = await _page.PostAsync(
                $"/stand-by/{path}",
                new { ticket = Ticket(), page = _page.Page },
                configure: request => request.Headers.TryAddWithoutValidation("Origin", origin)
            );
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData(Game, true)]
    [InlineData("https://evil.example", false)]
    public async Task The_module_may_be_imported_by_the_games_page_alone(string origin, bool isAllowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/js/stand-by.js");
        request.Headers.Add("Origin", origin);
        using var response = await _page.Http.SendAsync(request);

        Assert.Equal(isAllowed, response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_module_stays_small_and_stands_alone()
    {
        var module = await _page.Http.GetStringAsync(new Uri("/js/stand-by.js", UriKind.Relative));

        Assert.InRange(module.Split('\n').Length, 1, 201);
        Assert.DoesNotMatch("(?m)^import ", module);
    }

    [Fact]
    public async Task A_ticket_opens_no_link()
    {
        using var response = await _page.PostAsync("/rescue/events", new { pass = Ticket(), page = _page.Page });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private int Looks()
    {
        lock (_dashboard.Service.Calls)
        {
            return _dashboard.Service.Calls.Count(call => call.Operation == "GetStreamSession" && call.Session == A.Arn());
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private Task<HttpResponseMessage> HintAsync(string ticket) => _page.PostAsync("/hints", new { ticket });

    private static async Task AssertRefusedAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("""{"phase":"refused"}""", await response.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> StandByAsync(PlayerClient page, string ticket) =>
        page.PostAsync("/stand-by/events", new { ticket, page = page.Page }, configure: FromGame);

    internal static void FromGame(HttpRequestMessage request) => request.Headers.Add("Origin", Game);

    // As docs/stand-by.md tells the game's backend.
    internal static string Ticket(string key = Key, int expiresIn = 3_600)
    {
        var claims = new
        {
            arn = A.Arn().Value,
            exp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + expiresIn,
            nonce = Guid.NewGuid().ToString("n"),
        };
        var signed = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
