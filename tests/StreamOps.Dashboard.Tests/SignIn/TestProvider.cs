using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>An OpenID provider on a port of this machine. The person is named in the login hint: <c>?login_hint</c> is what somebody types into its form.</summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "streamops";
    public const string ClientSecret = "a-secret-of-the-tests-and-of-nothing-else";

    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "of-the-tests" };

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    private TestProvider(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("about:blank");

    /// <summary>The roles of each person, by name; they may change.</summary>
    public ConcurrentDictionary<string, string[]> Roles { get; } = new(StringComparer.Ordinal);

    /// <summary>What else it says of each person, by name: claims and their values, beside those of everybody.</summary>
    public ConcurrentDictionary<string, (string Claim, string Value)[]> Says { get; } = new(StringComparer.Ordinal);

    /// <summary>The teams of each person, by name: told at its userinfo endpoint alone.</summary>
    public ConcurrentDictionary<string, string[]> Teams { get; } = new(StringComparer.Ordinal);

    /// <summary>Who types a name into the provider's form next.</summary>
    public string Person { get; set; } = "mara";

    /// <summary>For whom identity tokens are made out.</summary>
    public string Audience { get; set; } = ClientId;

    /// <summary>How far its clock is ahead of ours.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>Whether it cuts off whoever asks anything of it. Unlike one that was stopped it can come back.</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether it has had enough of its clients: whatever they ask with their secret it answers with a 429.</summary>
    public bool IsThrottling { get; set; }

    /// <summary>What clients want of sign-ins, told by themselves.</summary>
    public PushedRequests Pushed { get; } = new();

    /// <summary>The number used once that it puts into identity tokens, in place of the one it was asked with; null: as asked.</summary>
    public string? Nonce { get; set; }

    /// <summary>Which sign-in of its own the next one is; empty: it does not tell.</summary>
    public string Session { get; set; } = "";

    /// <summary>How long an access token lives.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an access token lives by its own word, as JSON; empty: it says nothing of it. Null: as it is.</summary>
    public string? SaysTokenLife { get; set; }

    /// <summary>How many access tokens its userinfo endpoint will take for expired ones.</summary>
    public int ExpiredAtUserInfo { get; set; }

    /// <summary>For whom it has an error in place of new tokens, by name.</summary>
    public ConcurrentDictionary<string, bool> Stuck { get; } = new(StringComparer.Ordinal);

    /// <summary>Who waits for new tokens, by name, and for what.</summary>
    public ConcurrentDictionary<string, Task> Slow { get; } = new(StringComparer.Ordinal);

    /// <summary>Whose refresh token was traded in, by name, each time anew.</summary>
    public ConcurrentQueue<string> RenewedNames { get; } = new();

    /// <summary>Every code and token that it made out, with its type.</summary>
    public ConcurrentQueue<(string Type, string Token)> Issued { get; } = new();

    /// <summary>How often a refresh token was traded in.</summary>
    public int Renewed { get; private set; }

    /// <summary>How often somebody was asked to sign in.</summary>
    public int Asked { get; private set; }

    /// <summary>How often something was asked of it, by path.</summary>
    public int CallsTo(string path) => _calls.GetValueOrDefault(path);

    public static async Task<TestProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        TestProvider provider = null!;
        builder
            .Services.AddOpenIddict()
            .AddServer(server =>
            {
                server.EnableDegradedMode().AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
                server.SetAuthorizationEndpointUris("/authorize").SetTokenEndpointUris("/token");
                server.SetUserInfoEndpointUris("/userinfo").SetEndSessionEndpointUris("/end");
                server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess);
                server.AddEphemeralEncryptionKey().AddSigningKey(Key).DisableAccessTokenEncryption();
                server.UseAspNetCore().DisableTransportSecurityRequirement();
                server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(_ => default));
                server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
                server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(CheckClient));
                server.AddEventHandler<HandleAuthorizationRequestContext>(handler =>
                    handler.UseInlineHandler(context => provider.Ask(context))
                );
                server.AddEventHandler<HandleTokenRequestContext>(handler =>
                    handler.UseInlineHandler(context => provider.RenewAsync(context))
                );
                server.AddEventHandler<HandleUserInfoRequestContext>(handler =>
                    handler.UseInlineHandler(context => provider.Tell(context))
                );
                server.AddEventHandler<HandleEndSessionRequestContext>(handler =>
                    handler.UseInlineHandler(context =>
                    {
                        context.SignOut();
                        return default;
                    })
                );
                server.AddEventHandler<ApplyConfigurationResponseContext>(handler =>
                    handler.UseInlineHandler(context => provider.SayPushed(context)).SetOrder(int.MinValue)
                );
                server.AddEventHandler<ApplyTokenResponseContext>(handler =>
                    handler.UseInlineHandler(context => provider.SayLife(context)).SetOrder(int.MinValue)
                );
                server.AddEventHandler<GenerateTokenContext>(handler =>
                    handler
                        .UseInlineHandler(context => provider.MakeOut(context))
                        .SetOrder(OpenIddictServerHandlers.Protection.GenerateIdentityModelToken.Descriptor.Order - 1)
                );
                server.AddEventHandler<GenerateTokenContext>(handler =>
                    handler
                        .UseInlineHandler(context => provider.Remember(context))
                        .SetOrder(OpenIddictServerHandlers.Protection.GenerateIdentityModelToken.Descriptor.Order + 1)
                );
            });
        var app = builder.Build();
        app.Use((context, next) => provider.CutOffOrServeAsync(context, next));
        app.Use((context, next) => provider.Pushed.ServeAsync(context, next));
        app.UseAuthentication();
        provider = new TestProvider(app);
        await app.StartAsync();
        provider.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        // Its first answer takes longer than a dashboard waits for one, where the machine is busy.
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri(provider.Address, "/.well-known/openid-configuration"));
        await client.GetStringAsync(new Uri(provider.Address, "/.well-known/jwks"));
        return provider;
    }

    /// <summary>What it posts to end sign-ins, as OpenID Connect Back-Channel Logout 1.0 has it.</summary>
    /// <param name="change">What is other than it should be; a null takes a claim away.</param>
    /// <param name="key">What signs it; null: its own.</param>
    /// <param name="type">Of the token, in its header.</param>
    public string LogoutToken(IReadOnlyDictionary<string, object?>? change = null, SecurityKey? key = null, string type = "logout+jwt")
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["iss"] = Address.AbsoluteUri,
            ["aud"] = ClientId,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(2).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
            ["events"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>(StringComparer.Ordinal),
            },
        };
        foreach (var (name, value) in change ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            claims[name] = value;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            JsonSerializer.Serialize(claims.Where(claim => claim.Value is not null).ToDictionary(StringComparer.Ordinal)),
            new SigningCredentials(key ?? Key, SecurityAlgorithms.RsaSha256),
            new Dictionary<string, object>(StringComparer.Ordinal) { ["typ"] = type }
        );
    }

    /// <summary>It answers nobody any more.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Task CutOffOrServeAsync(HttpContext context, RequestDelegate next)
    {
        _calls.AddOrUpdate(context.Request.Path, 1, (_, calls) => calls + 1);
        if (IsThrottling && HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return context.Response.WriteAsync("Too many requests.", context.RequestAborted);
        }

        if (!IsDown)
        {
            return next(context);
        }

        context.Abort();
        return Task.CompletedTask;
    }

    private ValueTask SayPushed(ApplyConfigurationResponseContext context)
    {
        if (Pushed.IsOffered || Pushed.IsRequired)
        {
            context.Response["pushed_authorization_request_endpoint"] = new Uri(Address, PushedRequests.Path).AbsoluteUri;
            context.Response["require_pushed_authorization_requests"] = Pushed.IsRequired;
        }

        return default;
    }

    private static ValueTask CheckClient(ValidateTokenRequestContext context)
    {
        if (context.ClientSecret != ClientSecret)
        {
            context.Reject(Errors.InvalidClient);
        }

        return default;
    }

    private ValueTask Tell(HandleUserInfoRequestContext context)
    {
        if (ExpiredAtUserInfo > 0)
        {
            ExpiredAtUserInfo--;
            context.Reject(Errors.InvalidToken);
            return default;
        }

        context.Subject = context.AccessTokenPrincipal!.GetClaim(Claims.Subject);
        context.PreferredUsername = context.AccessTokenPrincipal!.GetClaim(Claims.PreferredUsername);
        if (Teams.TryGetValue(context.PreferredUsername!, out var teams))
        {
            context.Claims["teams"] = new OpenIddictParameter(JsonSerializer.SerializeToElement(teams));
        }

        return default;
    }

    private ValueTask Ask(HandleAuthorizationRequestContext context)
    {
        Asked++;
        context.Request.Nonce = Nonce ?? context.Request.Nonce;
        context.SignIn(UserOf(Person, context.Request.GetScopes()));
        return default;
    }

    private async ValueTask RenewAsync(HandleTokenRequestContext context)
    {
        if (context.Request.IsRefreshTokenGrantType())
        {
            Renewed++;
            var person = context.Principal!.GetClaim(Claims.Subject)!["id-".Length..];
            RenewedNames.Enqueue(person);
            await Slow.GetValueOrDefault(person, Task.CompletedTask);
            if (Stuck.ContainsKey(person))
            {
                context.Reject(Errors.ServerError);
            }
            else if (!Roles.ContainsKey(person))
            {
                context.Reject(Errors.InvalidGrant);
            }
            else
            {
                context.SignIn(UserOf(person, context.Principal!.GetScopes()));
            }
        }
    }

    private ValueTask SayLife(ApplyTokenResponseContext context)
    {
        if (SaysTokenLife is { Length: > 0 } json)
        {
            context.Response[Parameters.ExpiresIn] = new OpenIddictParameter(JsonDocument.Parse(json).RootElement.Clone());
        }
        else if (SaysTokenLife is not null)
        {
            context.Response.RemoveParameter(Parameters.ExpiresIn);
        }

        return default;
    }

    private ValueTask MakeOut(GenerateTokenContext context)
    {
        if (context.TokenType == TokenTypeIdentifiers.IdentityToken)
        {
            context.SecurityTokenDescriptor.Audience = Audience;
            context.SecurityTokenDescriptor.Audiences.Clear();
            context.SecurityTokenDescriptor.IssuedAt += Ahead;
            context.SecurityTokenDescriptor.NotBefore = context.SecurityTokenDescriptor.IssuedAt;
            context.SecurityTokenDescriptor.Expires += Ahead;
        }

        return default;
    }

    private ValueTask Remember(GenerateTokenContext context)
    {
        Issued.Enqueue((context.TokenType, context.Token!));
        return default;
    }

    private ClaimsPrincipal UserOf(string person, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, $"id-{person}");
        identity.SetClaim(Claims.PreferredUsername, person);
        identity.SetClaim("sid", Session.Length > 0 ? Session : null);
        identity.SetClaims("roles", [.. Roles.GetValueOrDefault(person, [])]);
        foreach (var (claim, value) in Says.GetValueOrDefault(person, []))
        {
            identity.SetClaim(claim, value);
        }

        identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
        var user = new ClaimsPrincipal(identity);
        user.SetScopes(scopes);
        user.SetAccessTokenLifetime(TokenLife);
        return user;
    }
}
