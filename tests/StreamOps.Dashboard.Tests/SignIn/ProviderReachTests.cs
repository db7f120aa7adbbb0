using System.Net;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>How often the provider is asked whether it is there.</summary>
public sealed class ProviderReachTests
{
    [Fact]
    public async Task However_many_come_to_sign_in_it_is_asked_once_in_two_seconds()
    {
        var time = new FakeTimeProvider();
        using var looks = new CountedLooks();
        await using var stage = await SignedInDashboard.StartAsync(builder =>
        {
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<ProviderReach>(services, time));
            builder.Services.PostConfigure<OpenIdConnectOptions>(
                SignInServices.Provider,
                provider => provider.Backchannel = new HttpClient(looks, disposeHandler: false)
            );
        });

        await ComeAsync(stage, 20);
        Assert.Equal(1, looks.Count);

        time.Advance(ProviderReach.BetweenLooks);
        await ComeAsync(stage, 20);
        Assert.Equal(2, looks.Count);
    }

    [Fact]
    public async Task Once_somebody_found_it_away_on_the_way_back_it_is_asked_at_once()
    {
        await using var stage = await SignedInDashboard.StartAsync(builder =>
            // The clock stands: two seconds never pass.
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<ProviderReach>(services, new FakeTimeProvider()))
        );
        using var browser = stage.Browser();
        var answer = await browser.AnswerOfProviderAsync("/");
        await stage.Provider.StopAsync();

        using var away = await browser.SendAsync(HttpMethod.Get, answer);
        using var next = await browser.SendAsync(HttpMethod.Get, new Uri(stage.Dashboard.Address, "/sign-in"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (away.StatusCode, next.StatusCode));
    }

    [Fact]
    public async Task However_many_come_while_it_is_down_the_log_says_so_once_until_it_answers()
    {
        var time = new FakeTimeProvider();
        using var logs = new CapturedLogs();
        await using var stage = await SignedInDashboard.StartAsync(builder =>
        {
            builder.Logging.AddProvider(logs);
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<ProviderReach>(services, time));
        });
        var reach = stage.Dashboard.Services.GetRequiredService<ProviderReach>();

        foreach (var isDown in (bool[])[true, true, true, false, false, true])
        {
            stage.Provider.IsDown = isDown;
            time.Advance(ProviderReach.BetweenLooks);
            Assert.Equal(!isDown, await reach.IsThereAsync());
        }

        var told = logs.Text.Split('\n').Where(line => line.StartsWith("Warning The sign-in provider", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["does not answer", "answers again", "does not answer"],
            told.Select(line => line.Contains("answers again", StringComparison.Ordinal) ? "answers again" : "does not answer")
        );
    }

    private static async Task ComeAsync(SignedInDashboard stage, int many)
    {
        for (var come = 0; come < many; come++)
        {
            using var browser = stage.Browser();
            using var led = await browser.SendAsync(HttpMethod.Get, new Uri(stage.Dashboard.Address, "/sign-in"));
            Assert.Equal(HttpStatusCode.Redirect, led.StatusCode);
        }
    }

    /// <summary>The way to the provider that looks take; what it says of itself is read by another.</summary>
    private sealed class CountedLooks() : DelegatingHandler(new HttpClientHandler())
    {
        private int _count;

        public int Count => _count;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
