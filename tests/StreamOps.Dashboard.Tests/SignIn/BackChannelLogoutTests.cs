using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.IdentityModel.Tokens;
using StreamOps.Dashboard.SignIn;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>The provider says that somebody signed out elsewhere: what it says is held against OpenID Connect Back-Channel Logout 1.0.</summary>
public sealed class BackChannelLogoutTests(SignedInStage stage) : IClassFixture<SignedInStage>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private readonly SignedInDashboard _stage = stage.Anew();

    public static TheoryData<string, string, object?> WrongClaims =>
        new()
        {
            { "wrong audience", "aud", "another-program" },
            { "wrong issuer", "iss", "https://evil.example" },
            { "nonce present", "nonce", "n" },
            { "no iat", "iat", null },
            { "old iat", "iat", 1_000_000_000 },
            { "iat to come", "iat", 32_000_000_000 },
            { "iat no number", "iat", "now" },
            { "over", "exp", 1_000_000_000 },
            { "no jti", "jti", null },
            { "empty jti", "jti", "" },
            { "no events", "events", null },
            { "events no object", "events", "http://schemas.openid.net/event/backchannel-logout" },
            {
                "another event",
                "events",
                new Dictionary<string, object> { ["http://schemas.openid.net/event/other"] = new Dictionary<string, object>() }
            },
            {
                "event no object",
                "events",
                new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = 1 }
            },
            { "nobody", "sub", null },
            { "empty sub", "sub", "" },
        };

    [Fact]
    public async Task By_its_own_session_it_ends_that_one_and_what_is_open_within_five_seconds()
    {
        using var first = await SignedInAsync("mara", "sid-1");
        using var second = await SignedInAsync("mara", "sid-2");
        await using var hub = await HubOfAsync(first);
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };

        var since = TimeProvider.System.GetTimestamp();
        var status = await PostAsync(Token(("sid", "sid-1"), ("sub", "id-mara")));
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(TimeProvider.System.GetElapsedTime(since) < Promised);
        Assert.False(await IsInAsync(first));
        Assert.True(await IsInAsync(second));
    }

    [Fact]
    public async Task By_the_person_it_ends_all_of_theirs_and_nobody_elses()
    {
        using var first = await SignedInAsync("mara", "sid-1");
        using var second = await SignedInAsync("mara", "");
        using var lea = await SignedInAsync("lea", "sid-3");

        Assert.Equal(HttpStatusCode.OK, await PostAsync(Token(("sub", "id-mara"))));

        Assert.False(await IsInAsync(first));
        Assert.False(await IsInAsync(second));
        Assert.True(await IsInAsync(lea));
    }

    [Fact]
    public async Task A_session_of_somebody_else_does_not_end_by_its_number()
    {
        using var lea = await SignedInAsync("lea", "sid-1");

        Assert.Equal(HttpStatusCode.OK, await PostAsync(Token(("sid", "sid-1"), ("sub", "id-mara"))));

        Assert.True(await IsInAsync(lea));
    }

    [Fact]
    public async Task It_counts_once()
    {
        using var mara = await SignedInAsync("mara", "");
        var token = Token(("sub", "id-mara"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(token));
        using var again = await SignedInAsync("mara", "");

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(token));

        Assert.True(await IsInAsync(again));
    }

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task What_is_wrong_ends_nothing(string what, string claim, object? value)
    {
        _ = what;
        using var mara = await SignedInAsync("mara", "");

        var status = await PostAsync(Token(("sub", "id-mara"), (claim, value)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(await IsInAsync(mara));
    }

    [Fact]
    public async Task What_another_key_signed_or_nobody_or_what_is_another_kind_of_token_ends_nothing()
    {
        using var mara = await SignedInAsync("mara", "");
        using var rsa = RSA.Create(2048);
        var claims = Claims(("sub", "id-mara"));
        var whole = _stage.Provider.LogoutToken(claims);
        string?[] wrong =
        [
            _stage.Provider.LogoutToken(claims, new RsaSecurityKey(rsa) { KeyId = "of-the-tests" }),
            _stage.Provider.LogoutToken(claims, new RsaSecurityKey(rsa) { KeyId = "another" }),
            _stage.Provider.LogoutToken(claims, type: "at+jwt"),
            $"{Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"logout+jwt\"}")}.{whole.Split('.')[1]}.",
            whole[..^4],
            "x",
            "",
            null,
        ];

        foreach (var token in wrong)
        {
            Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(token));
        }

        Assert.True(await IsInAsync(mara));
        using var asGet = await mara.SendAsync(HttpMethod.Get, Address(whole));
        Assert.NotEqual(HttpStatusCode.OK, asGet.StatusCode);
        Assert.True(await IsInAsync(mara));
    }

    private Uri Address(string token) => new(_stage.Dashboard.Address, $"{SignInEndpoints.BackChannelPath}?logout_token={token}");

    private static Dictionary<string, object?> Claims(params (string Name, object? Value)[] claims) =>
        claims.GroupBy(claim => claim.Name).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);

    private string Token(params (string Name, object? Value)[] claims) => _stage.Provider.LogoutToken(Claims(claims));

    private async Task<HttpStatusCode> PostAsync(string? token)
    {
        using var provider = new HttpClient();
        using var form = new FormUrlEncodedContent(token is null ? [] : [new("logout_token", token)]);
        using var answer = await provider.PostAsync(new Uri(_stage.Dashboard.Address, SignInEndpoints.BackChannelPath), form);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        return answer.StatusCode;
    }

    private async Task<Browser> SignedInAsync(string person, string session)
    {
        _stage.Provider.Session = session;
        return await _stage.BrowserOfAsync(person);
    }

    private async Task<bool> IsInAsync(Browser browser)
    {
        using var answer = await browser.SendAsync(HttpMethod.Get, new Uri(_stage.Dashboard.Address, "/live/clock"));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private async Task<HubConnection> HubOfAsync(Browser browser)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(_stage.Dashboard.Address, "/hubs/live"), options => options.Cookies = browser.Cookies)
            .Build();
        await hub.StartAsync();
        return hub;
    }
}
