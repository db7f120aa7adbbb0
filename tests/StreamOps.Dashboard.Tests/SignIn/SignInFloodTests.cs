using System.Net;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>Somebody whom nobody knows comes to sign in as often as a script can: the provider hears little of it in our name.</summary>
[Trait("Row", "A7")]
public sealed class SignInFloodTests
{
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
