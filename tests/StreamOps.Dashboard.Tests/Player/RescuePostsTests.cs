using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamOps.Dashboard.Tests.Hosting;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Links;
using StreamOps.Testing;

namespace StreamOps.Dashboard.Tests.Player;

/// <summary>What a player's page and the server say to each other.</summary>
public sealed class RescuePostsTests : IAsyncLifetime
{
    private readonly CapturedLogs _logs = new();
    private RunningDashboard _dashboard = null!;
    private PlayerClient _player = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await RunningDashboard.StartAsync(
            builder =>
            {
                PlayerClient.LetThemWait(builder);
                builder.Logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Trace);
            },
            "--StreamOps:Player:WebSdk=https://sdk.example/web-sdk.js"
        );
        _player = new PlayerClient(_dashboard);
    }

    public async ValueTask DisposeAsync()
    {
        _player.Dispose();
        await _dashboard.DisposeAsync();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_link_is_opened_continued_and_its_offer_answered_over_the_stream_of_events()
    {
        _dashboard.Service.AnswerText = """{"type":"answer","sdp":"v=0 for this page"}""";
        var said = new { pass = await _player.OpenAsync((await PlayerClient.MakeLinkAsync(_dashboard)).Secret), page = _player.Page };

        using var stream = await _player.PostAsync("/rescue/events", said);
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "state", "ready"));

        using var spent = await _player.PostAsync("/rescue/continue", said);
        using var offered = await _player.PostAsync("/rescue/offers", said, OfferText.Healthy().ToString());
        var answer = await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "answer"));
        using var applied = await _player.PostAsync(
            "/rescue/reports",
            new
            {
                said.pass,
                said.page,
                rung = "applied",
            }
        );
        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "state", "connecting"));

        Assert.Equal(HttpStatusCode.OK, spent.StatusCode);
        Assert.Equal("""{"outcome":"answered"}""", await offered.Content.ReadAsStringAsync());
        Assert.Equal("""{"type":"answer","sdp":"v=0 for this page"}""", answer.GetProperty("answer").GetString());
        Assert.Equal(1, answer.GetProperty("attempt").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, applied.StatusCode);
    }

    [Fact]
    public async Task Before_an_answer_whose_protocol_script_the_page_may_not_load_it_hears_whose_fault_that_is()
    {
        _dashboard.Service.AnswerText = """{"type":"answer","sdp":"v=0","webSdkProtocolUrl":"https://elsewhere.example/abc.js"}""";
        var said = new { pass = await _player.OpenAsync((await PlayerClient.MakeLinkAsync(_dashboard)).Secret), page = _player.Page };
        using var stream = await _player.PostAsync("/rescue/events", said);
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        using var spent = await _player.PostAsync("/rescue/continue", said);

        using var offered = await _player.PostAsync("/rescue/offers", said, OfferText.Healthy().ToString());

        var state = await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "state", "answerReady"));
        Assert.Equal("protocol-script", state.GetProperty("stoppedBy").GetString());
        Assert.Contains(
            "StreamOps:Player:WebSdkProtocolHosts does not name https://elsewhere.example",
            _logs.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("Row", "A12")]
    public async Task No_answer_names_a_session_a_user_or_an_ARN()
    {
        var made = await PlayerClient.MakeLinkAsync(_dashboard, "zz-secret-session");
        using var opened = await _player.PostAsync("/rescue/open", new { secret = made.Secret.Text, page = _player.Page });
        var text = await opened.Content.ReadAsStringAsync();
        var pass = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("pass").GetString()!;
        using var stream = await _player.PostAsync("/rescue/events", new { pass, page = _player.Page });
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var state = await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "state"));

        foreach (var told in new[] { text, state.GetRawText() })
        {
            Assert.DoesNotContain("zz-secret-session", told, StringComparison.Ordinal);
            Assert.DoesNotContain("arn:", told, StringComparison.Ordinal);
            Assert.DoesNotContain(A.Group, told, StringComparison.Ordinal);
            Assert.DoesNotContain("Mara", told, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["type", "phase", "application", "deadline", "now", "stoppedBy", "attempt", "wantsBack"],
            state.EnumerateObject().Select(member => member.Name)
        );
        Assert.True(state.GetProperty("deadline").GetDouble() > state.GetProperty("now").GetDouble());
    }

    [Fact]
    [Trait("Row", "A3")]
    public async Task Looking_at_a_link_uses_nothing_up()
    {
        var made = await PlayerClient.MakeLinkAsync(_dashboard);
        using var other = new PlayerClient(_dashboard);

        for (var look = 0; look < 3; look++)
        {
            using var preview = await _player.Http.GetAsync(new Uri("/rescue", UriKind.Relative));
            await other.OpenAsync(made.Secret);
        }

        var pass = await _player.OpenAsync(made.Secret);
        using var spent = await _player.PostAsync("/rescue/continue", new { pass, page = _player.Page });
        Assert.Equal(HttpStatusCode.OK, spent.StatusCode);
    }

    [Fact]
    [Trait("Row", "A3")]
    public async Task A_second_browser_reads_that_the_link_is_used_and_the_first_may_return()
    {
        var made = await PlayerClient.MakeLinkAsync(_dashboard);
        using var second = new PlayerClient(_dashboard);
        var pass = await _player.OpenAsync(made.Secret);
        using var spent = await _player.PostAsync("/rescue/continue", new { pass, page = _player.Page });

        using var refused = await second.PostAsync("/rescue/open", new { secret = made.Secret.Text, page = second.Page });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Matches("""^{"phase":"alreadyUsed","number":[1-9][0-9]{5}}$""", await refused.Content.ReadAsStringAsync());
        await _player.OpenAsync(made.Secret);
    }

    [Fact]
    [Trait("Row", "A3")]
    public async Task A_pass_in_other_hands_opens_nothing()
    {
        var pass = await _player.OpenAsync((await PlayerClient.MakeLinkAsync(_dashboard)).Secret);
        using var thief = new PlayerClient(_dashboard);

        foreach (var path in new[] { "continue", "events", "offers", "reports" })
        {
            using var response = await thief.PostAsync(
                $"/rescue/{path}",
                new
                {
                    pass,
                    page = thief.Page,
                    rung = "applied",
                },
                "{}"
            );
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    [Trait("Row", "A3")]
    public async Task A_closed_link_says_so_while_the_page_is_open()
    {
        var made = await PlayerClient.MakeLinkAsync(_dashboard);
        var pass = await _player.OpenAsync(made.Secret);
        using var stream = await _player.PostAsync("/rescue/events", new { pass, page = _player.Page });
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "state", "ready"));

        await _dashboard.Services.GetRequiredService<RescueLinkDesk>().RevokeAsync(made.Link.Id, Actor.Unproven("Mara"));

        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "state", "closed"));
        // So the page does not take the stream's end for a line that broke.
        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "end"));
        Assert.Equal("", (await events.ReadToEndAsync()).Trim());
        using var again = await _player.PostAsync("/rescue/open", new { secret = made.Secret.Text, page = _player.Page });
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Fact]
    public async Task A_code_read_aloud_opens_the_same()
    {
        var made = await PlayerClient.MakeLinkAsync(_dashboard);

        using var opened = await _player.PostAsync("/rescue/code", new { code = made.Code.Text.ToLowerInvariant(), page = _player.Page });

        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Equal(
            "ready",
            (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetProperty("phase").GetString()
        );
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [Trait("Row", "A4")]
    public async Task Another_sites_page_is_refused(string header, string value)
    {
        foreach (var path in new[] { "open", "code", "continue", "events", "offers", "reports" })
        {
            using var response = await _player.PostAsync($"/rescue/{path}", new { page = _player.Page }, configure: Add);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }

        void Add(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation(header, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"secret\":{\"secret\":{\"secret\":1}}}")]
    [InlineData("{\"secret\":1}")]
    [InlineData("{\"page\":\"short\",\"pass\":\"x\",\"secret\":\"x\"}")]
    public async Task Nonsense_gets_a_bare_refusal(string body)
    {
        foreach (var path in new[] { "open", "events", "reports" })
        {
            using var response = await _player.SendAsync($"/rescue/{path}", body);
            Assert.InRange((int)response.StatusCode, 400, 404);
            Assert.Equal("""{"phase":"unknown"}""", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    [Trait("Row", "A8")]
    public async Task Nothing_that_was_said_is_in_a_log_or_in_a_traces_words()
    {
        // As long as a real ICE password: a shorter one is stopped by the clinic.
        const string Canary = "canary7391canary7391canary";
        using var activities = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) =>
                System.Diagnostics.ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _logs.Add($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        System.Diagnostics.ActivitySource.AddActivityListener(activities);
        _dashboard.Service.AnswerText = $$"""{"type":"answer","sdp":"{{Canary}}"}""";
        var made = await PlayerClient.MakeLinkAsync(_dashboard);
        var pass = await _player.OpenAsync(made.Secret);
        var said = new { pass, page = _player.Page };
        var offer = OfferText.Healthy().ToString().Replace("canaryPassword", Canary, StringComparison.Ordinal);
        using var spent = await _player.PostAsync("/rescue/continue", said);
        using var offered = await _player.PostAsync("/rescue/offers", said, offer);
        using var stream = await _player.PostAsync("/rescue/events", said);
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync());
        await PlayerClient.NextAsync(events, item => PlayerClient.Is(item, "answer"));
        foreach (var path in new[] { "open", "code", "continue", "events", "offers", "reports" })
        {
            var wrong = new
            {
                secret = Canary,
                code = Canary,
                pass = Canary,
                page = _player.Page,
                rung = Canary,
                trouble = Canary,
                ticket = Canary,
            };
            using var refused = await _player.PostAsync($"/rescue/{path}", wrong, Canary);
            using var broken = await _player.SendAsync($"/rescue/{path}", $"{{\"{Canary}\": {Canary}");
            using var large = await _player.SendAsync($"/rescue/{path}", Canary + new string('x', 200_000));
        }

        Assert.Contains("/rescue/offers", _logs.Text, StringComparison.Ordinal);
        foreach (var secret in new[] { Canary, pass, _player.Page, made.Secret.Text, made.Code.Text })
        {
            Assert.DoesNotContain(secret, _logs.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Mobile Safari/537.36",
        "Chrome, Android"
    )]
    [InlineData(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 Version/18.3 Mobile/15E148 Safari/604.1",
        "Safari, iPhone"
    )]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/133.0.0.0 Safari/537.36 Edg/133.0.0.0", "Edge, Windows")]
    [InlineData("<script>alert(1)</script>", "another browser, another system")]
    [InlineData(null, "another browser, another system")]
    public void A_browser_is_named_in_words_of_our_own(string? userAgent, string words) =>
        Assert.Equal(words, StreamOps.Dashboard.Player.UserAgentWords.Of(userAgent));
}
