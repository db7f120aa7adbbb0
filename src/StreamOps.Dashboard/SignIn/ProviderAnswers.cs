using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Asks the provider, after the sign-in, for new tokens and for what it says of the person now. What that means is decided elsewhere.</summary>
/// <remarks>Both methods throw what HTTP and JSON throw while the provider is out.</remarks>
internal sealed class ProviderAnswers(IOptionsMonitor<OpenIdConnectOptions> providers, IOptions<SignInOptions> options) : IDisposable
{
    // A way of its own: whoever waits to sign in, or floods that, keeps nobody who is in from being asked about.
    private readonly Lazy<HttpClient> _client = new(() => ClientOf(providers.Get(SignInServices.Provider)));

    private OpenIdConnectOptions Provider => providers.Get(SignInServices.Provider);

    /// <summary>Trades a refresh token in.</summary>
    /// <returns>The provider's answer with new tokens; null when it renews no more.</returns>
    public async Task<JsonElement?> RenewAsync(SignInSession session, CancellationToken cancellationToken)
    {
        var provider = Provider;
        var known = await provider.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        List<KeyValuePair<string, string>> form =
        [
            new(OpenIdConnectParameterNames.GrantType, OpenIdConnectGrantTypes.RefreshToken),
            new(
                OpenIdConnectParameterNames.RefreshToken,
                session.Ticket.Properties.GetTokenValue(OpenIdConnectParameterNames.RefreshToken)!
            ),
            new(OpenIdConnectParameterNames.ClientId, provider.ClientId!),
        ];
        if (provider.ClientSecret is { } secret)
        {
            form.Add(new(OpenIdConnectParameterNames.ClientSecret, secret));
        }

        using var content = new FormUrlEncodedContent(form);
        using var response = await _client.Value.PostAsync(new Uri(known.TokenEndpoint), content, cancellationToken);
        var said = await JsonAsync(response, cancellationToken);
        if (string.Equals(TextOf(said, OpenIdConnectParameterNames.Error), "invalid_grant", StringComparison.Ordinal))
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return said;
    }

    /// <summary>What the provider says of the person now: in its identity token, and at its userinfo endpoint; null when a token is not to be believed.</summary>
    public async Task<IReadOnlyList<Claim>?> ClaimsAsync(JsonElement said, CancellationToken cancellationToken)
    {
        var provider = Provider;
        var known = await provider.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        List<Claim> claims = [];
        if (TextOf(said, OpenIdConnectParameterNames.IdToken) is { } token)
        {
            var read = await provider.ValidateAsync(token, mustExpire: true, cancellationToken);
            if (!read.IsValid)
            {
                return null;
            }

            claims.AddRange(read.ClaimsIdentity.Claims);
        }

        if (!string.IsNullOrEmpty(known.UserInfoEndpoint) && TextOf(said, OpenIdConnectParameterNames.AccessToken) is { } access)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, known.UserInfoEndpoint);
            request.Headers.Authorization = new("Bearer", access);
            using var response = await _client.Value.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            var told = await JsonAsync(response, cancellationToken);
            claims.AddRange(options.Value.ReadClaims.Prepend(SignedInClaims.Subject).SelectMany(name => ClaimsOf(told, name)));
        }

        return claims;
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static HttpClient ClientOf(OpenIdConnectOptions provider)
    {
        var client = new HttpClient(ProviderLine.Dial(provider.Authority!))
        {
            Timeout = provider.BackchannelTimeout,
            MaxResponseContentBufferSize = provider.Backchannel.MaxResponseContentBufferSize,
        };
        foreach (var name in provider.Backchannel.DefaultRequestHeaders.UserAgent)
        {
            client.DefaultRequestHeaders.UserAgent.Add(name);
        }

        return client;
    }

    private static IEnumerable<Claim> ClaimsOf(JsonElement told, string name) =>
        !told.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => new Claim(name, item.ToString()))
        : [new Claim(name, value.ToString())];

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var said = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return said.RootElement.ValueKind == JsonValueKind.Object ? said.RootElement.Clone() : throw new JsonException("No object.");
    }

    /// <summary>How long a new token lives; null where the answer does not say, or no time at all. Some providers write the number as a text.</summary>
    public static TimeSpan? LifeOf(JsonElement said) =>
        said.TryGetProperty(OpenIdConnectParameterNames.ExpiresIn, out var life)
        && int.TryParse(life.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>A text of an answer; null where it holds none of that name.</summary>
    public static string? TextOf(JsonElement said, string name) =>
        said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
