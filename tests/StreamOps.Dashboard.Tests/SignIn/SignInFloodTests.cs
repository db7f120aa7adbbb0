using System.Net;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>Somebody whom nobody knows comes to sign in as often as a script can: the provider hears little of it in our name, and the log too.</summary>
[Trait("Row", "A7")]
public sealed class SignInFloodTests
{
    /// <summary>Bytes.</summary>
    private const int LargestLog = 2 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_provider_that_only_offers_to_take_requests_beforehand_hears_of_no_sign_in_before_its_browser_comes()
    {
        await using var stage = await SignedInDashboard.StartAsync();
        stage.Provider.Pushed.IsOffered = true;
        using var anybody = new Hoarder(stage.Dashboard.Address);

        for (var come = 0; come < 20; come++)
        {
            Assert.Contains("code_challenge=", (await anybody.BeginAsync()).Query, StringComparison.Ordinal);
        }

        Assert.Equal(0, stage.Provider.CallsTo(PushedRequests.Path));
    }

    [Theory]
    [InlineData(true, "--StreamOps:SignIn:PushRequests=false")]
    [InlineData(false, "--StreamOps:SignIn:PushRequests=true")]
    public async Task A_provider_that_insists_on_requests_beforehand_of_everybody_or_of_us_gets_them(bool isRequired, string setting)
    {
        await using var stage = await SignedInDashboard.StartAsync(configure: null, setting);
        (stage.Provider.Pushed.IsOffered, stage.Provider.Pushed.IsRequired) = (true, isRequired);

        using var mara = await stage.BrowserOfAsync("mara");

        Assert.Single(stage.Sessions.All);
        Assert.Equal(1, stage.Provider.CallsTo(PushedRequests.Path));
        Assert.Contains(mara.Way, step => step.Query.Contains("request_uri=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task However_many_codes_are_made_up_for_one_sign_in_the_provider_is_asked_about_one()
    {
        await using var stage = await SignedInDashboard.StartAsync();
        using var anybody = new Hoarder(stage.Dashboard.Address);
        await anybody.BeginAsync();

        for (var code = 0; code < 50; code++)
        {
            using var refused = await anybody.BringAsync($"code=bogus{code}");
            Assert.InRange((int)refused.StatusCode, 400, 403);
        }

        Assert.InRange(stage.Provider.CallsTo("/token"), 0, 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_provider_that_has_had_enough_is_told_as_one_that_does_not_answer_and_logged_in_a_line(bool isRequired)
    {
        var time = new FakeTimeProvider();
        using var logs = new CapturedLogs();
        await using var stage = await LoggedAsync(logs, time);
        stage.Provider.Pushed.IsRequired = isRequired;
        using var anybody = new Hoarder(stage.Dashboard.Address);
        await anybody.BeginAsync();
        stage.Provider.IsThrottling = true;
        var before = Told(logs).Count;

        for (var come = 0; come < 3; come++)
        {
            using var answer = isRequired ? await anybody.ComeAsync() : await anybody.BringAsync("code=bogus");

            Assert.Equal(come == 0 || isRequired ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.BadRequest, answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.Contains("The sign-in provider does not answer.", page, StringComparison.Ordinal);
            }
        }

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(Told(logs)[before..], line => line.Contains("429", StringComparison.Ordinal));
        Assert.InRange(Told(logs)[before..].Count(line => line.StartsWith("Warning ", StringComparison.Ordinal)), 1, 2);
        Assert.DoesNotContain(Told(logs)[before..], IsFault);
    }

    [Fact]
    public async Task However_many_wait_for_a_slow_provider_few_lines_to_it_are_held_and_who_is_in_is_asked_about()
    {
        await using var stage = await SignedInDashboard.StartAsync(builder =>
            builder.Services.Configure<OpenIdConnectOptions>(
                SignInServices.Provider,
                provider => provider.BackchannelTimeout = 2 * Patience
            )
        );
        stage.Provider.Pushed.IsRequired = true;
        stage.Provider.TokenLife = TimeSpan.FromSeconds(3);
        using var mara = await stage.BrowserOfAsync("mara");
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var anybody = new Hoarder(stage.Dashboard.Address);
        await anybody.BeginAsync();
        stage.Provider.Pushed.Held = answer.Task;

        var coming = Enumerable.Range(0, 60).Select(_ => anybody.ComeAsync()).ToList();
        await UntilAsync(() => stage.Provider.Pushed.MostAtOnce >= ProviderLine.MostAtOnce);
        var renewed = stage.Provider.Renewed;
        await UntilAsync(() => stage.Provider.Renewed > renewed + 1);
        answer.SetResult();

        foreach (var led in await Task.WhenAll(coming))
        {
            using (led)
            {
                Assert.Equal(HttpStatusCode.Redirect, led.StatusCode);
            }
        }

        Assert.Equal(ProviderLine.MostAtOnce, stage.Provider.Pushed.MostAtOnce);
    }

    [Theory]
    [InlineData("code=bogus")]
    [InlineData("error=x&error_description=")]
    [InlineData("error=access_denied&error_description=")]
    public async Task Answers_that_are_made_up_for_a_sign_in_of_ones_own_leave_a_few_lines_a_minute_and_none_of_their_text(string brought)
    {
        var time = new FakeTimeProvider();
        using var logs = new CapturedLogs();
        await using var stage = await LoggedAsync(logs, time);
        using var anybody = new Hoarder(stage.Dashboard.Address);
        await anybody.BeginAsync();
        var before = Told(logs).Count;

        for (var sent = 0; sent < 100; sent++)
        {
            using var refused = await anybody.BringAsync($"{brought}{sent}{new string('x', 6_500)}");
            Assert.InRange((int)refused.StatusCode, 400, 403);
        }

        time.Advance(TimeSpan.FromMinutes(1));
        var told = Told(logs)[before..];
        Assert.NotEmpty(told);
        Assert.DoesNotContain(told, IsFault);
        Assert.InRange(told.Sum(line => line.Length), 1, LargestLog);
        Assert.DoesNotContain(told, line => line.Contains("xxx", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cross-site", "navigate", "document", HttpStatusCode.Redirect)]
    [InlineData("cross-site", "navigate", "", HttpStatusCode.Redirect)]
    [InlineData("same-origin", "cors", "empty", HttpStatusCode.Redirect)]
    [InlineData("none", "navigate", "document", HttpStatusCode.Redirect)]
    [InlineData("cross-site", "no-cors", "image", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "cors", "empty", HttpStatusCode.Forbidden)]
    [InlineData("same-site", "no-cors", "script", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "navigate", "iframe", HttpStatusCode.Forbidden)]
    public async Task A_picture_or_a_frame_of_another_sites_page_begins_no_sign_in(
        string site,
        string mode,
        string destination,
        HttpStatusCode status
    )
    {
        await using var stage = await SignedInDashboard.StartAsync();
        using var browser = new Hoarder(stage.Dashboard.Address);

        using var led = await browser.ComeAsync(("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination));

        Assert.Equal(status, led.StatusCode);
        Assert.Equal(status == HttpStatusCode.Redirect, led.Headers.Contains("Set-Cookie"));
    }

    private static Task<SignedInDashboard> LoggedAsync(CapturedLogs logs, TimeProvider time) =>
        SignedInDashboard.StartAsync(builder =>
        {
            builder.Logging.AddProvider(logs);
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<SignInTroubles>(services, time));
        });

    private static List<string> Told(CapturedLogs logs) =>
        [.. logs.Text.Split('\n').Where(line => !line.StartsWith("scope ", StringComparison.Ordinal))];

    private static bool IsFault(string line) =>
        line.StartsWith("Error ", StringComparison.Ordinal) || line.StartsWith("Critical ", StringComparison.Ordinal);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "They never came.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>No browser: it begins a sign-in and keeps what it got, whatever it is told to forget.</summary>
    private sealed class Hoarder(Uri dashboard) : IDisposable
    {
        private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = dashboard,
        };

        private string _cookies = "";
        private string _state = "";

        public void Dispose() => _client.Dispose();

        /// <summary>Begins one, and keeps it.</summary>
        /// <returns>Where a browser would go.</returns>
        public async Task<Uri> BeginAsync()
        {
            using var led = await ComeAsync();
            Assert.Equal(HttpStatusCode.Redirect, led.StatusCode);
            _cookies = string.Join("; ", led.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]));
            var state = led.Headers.Location!.Query.TrimStart('?').Split('&').Where(IsState);
            _state = state.SingleOrDefault("");
            return led.Headers.Location;
        }

        /// <summary>Comes to sign in, as somebody new.</summary>
        public async Task<HttpResponseMessage> ComeAsync(params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(SignInEndpoints.SignInPath, UriKind.Relative));
            request.Headers.Add("Accept", "text/html");
            foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
            {
                request.Headers.Add(name, value);
            }

            return await _client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        /// <summary>Comes back with an answer for the one it keeps.</summary>
        /// <param name="answer">All of it but the state.</param>
        public async Task<HttpResponseMessage> BringAsync(string answer)
        {
            var address = new Uri($"{SignInServices.CallbackPath}?{answer}&{_state}", UriKind.Relative);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Cookie", _cookies);
            return await _client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        private static bool IsState(string part) => part.StartsWith("state=", StringComparison.Ordinal);
    }
}
