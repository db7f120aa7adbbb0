using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>How many come to sign in from one address.</summary>
public sealed class SignInCrowdTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void An_address_has_its_share_of_beginnings_and_of_answers_and_anew_in_the_next_minute()
    {
        var crowd = new SignInCrowd(_time, most: 3);
        var office = IPAddress.Parse("203.0.113.7");

        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => crowd.TryBegin(office)));
        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => crowd.TryAnswer(office)));
        Assert.True(crowd.TryBegin(IPAddress.Parse("203.0.113.8")));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(crowd.TryBegin(office));
    }

    [Fact]
    public void Who_has_a_network_of_addresses_has_the_share_of_four()
    {
        var crowd = new SignInCrowd(_time, most: 3);

        var begun = Enumerable.Range(0, 100).Count(number => crowd.TryBegin(IPAddress.Parse($"2001:db8:1:{number:x}::1")));

        Assert.Equal(12, begun);
        Assert.True(crowd.TryBegin(IPAddress.Parse("2001:db8:2::1")));
    }

    [Fact]
    public async Task Who_comes_after_too_many_reads_so_and_the_provider_hears_nothing()
    {
        using var logs = new CapturedLogs();
        await using var stage = await SignedInDashboard.StartAsync(builder =>
        {
            builder.Logging.AddProvider(logs);
            builder.Services.AddSingleton(new SignInCrowd(_time, most: 3));
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<SignInTroubles>(services, _time));
        });
        using var browser = stage.Browser();
        var answer = await browser.AnswerOfProviderAsync("/sessions?q=a");
        for (var come = 0; come < 3; come++)
        {
            using var made = await browser.SendAsync(HttpMethod.Get, new Uri(stage.Dashboard.Address, "/sign-in/callback?code=x&state=x"));
            Assert.Equal(HttpStatusCode.BadRequest, made.StatusCode);
        }

        using var late = await browser.SendAsync(HttpMethod.Get, answer);
        var page = await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, late.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), late.Headers.RetryAfter?.Delta);
        Assert.Contains("Too many came to sign in from your address within a minute", page, StringComparison.Ordinal);
        Assert.Contains("href=\"sign-in?returnTo=%2Fsessions%3Fq%3Da\"", page, StringComparison.Ordinal);
        Assert.Equal(0, stage.Provider.CallsTo("/token"));
        await ComeTooOftenAsync(stage);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(
            "Warning 3 in one minute came to sign in, or back from the provider, and were turned away",
            logs.Text,
            StringComparison.Ordinal
        );
        // Whoever was turned away on the way back has lost nothing.
        using var again = await browser.SendAsync(HttpMethod.Get, answer);
        Assert.Equal("/sessions?q=a", again.Headers.Location?.OriginalString);
    }

    private static async Task ComeTooOftenAsync(SignedInDashboard stage)
    {
        using var others = stage.Browser();
        var statuses = new List<HttpStatusCode>();
        for (var come = 0; come < 4; come++)
        {
            using var led = await others.SendAsync(HttpMethod.Get, new Uri(stage.Dashboard.Address, "/sign-in"));
            statuses.Add(led.StatusCode);
        }

        Assert.Equal(
            [HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests],
            statuses
        );
    }
}
