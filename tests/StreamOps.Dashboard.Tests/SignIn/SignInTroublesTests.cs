using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using StreamOps.Dashboard.SignIn;
using StreamOps.Dashboard.Tests.Player;

namespace StreamOps.Dashboard.Tests.SignIn;

/// <summary>What anybody at all may bring to the sign-in's doors fills no log, and uses nothing up.</summary>
public sealed class SignInTroublesTests
{
    private const int Many = 100;

    [Fact]
    public async Task Answers_and_sign_outs_that_are_not_to_be_believed_make_one_line_a_minute_each()
    {
        var time = new FakeTimeProvider();
        using var logs = new CapturedLogs();
        await using var stage = await SignedInDashboard.StartAsync(builder =>
        {
            builder.Logging.AddProvider(logs);
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<SignInTroubles>(services, time));
        });
        using var asker = stage.Browser();
        var answer = await asker.AnswerOfProviderAsync("/");
        using var anybody = stage.Browser();
        var before = Warnings().Count;

        for (var sent = 0; sent < Many; sent++)
        {
            using var posted = await anybody.PostAsync(
                SignInEndpoints.BackChannelPath,
                new FormUrlEncodedContent([new("logout_token", "x")])
            );
            using var made = await anybody.SendAsync(HttpMethod.Get, new Uri(stage.Dashboard.Address, "/sign-in/callback?code=x&state=x"));
            using var stolen = await anybody.SendAsync(HttpMethod.Get, answer);
            Assert.All([posted, made, stolen], refused => Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode));
        }

        Assert.Empty(Warnings()[before..]);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(
            [
                $"Warning {Many} sign-outs in one minute were posted in the provider's name and are not to be believed: nothing was ended. ",
                $"Warning {2 * Many} in one minute came from the provider and were not signed in: an answer to no question of this browser. ",
            ],
            Warnings()[before..].Order(StringComparer.Ordinal)
        );

        List<string> Warnings() => [.. logs.Text.Split('\n').Where(line => line.StartsWith("Warning ", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("aud", "another-program", "another", 0)]
    [InlineData("aud", "another-program", null, 0)]
    [InlineData("iss", "https://evil.example", "another", 0)]
    [InlineData("iss", "https://evil.example", null, 0)]
    [InlineData("sub", "id-mara", "another", 1)]
    public async Task The_providers_keys_are_asked_for_anew_for_a_token_that_says_it_is_for_us_alone(
        string claim,
        string value,
        string? key,
        int asked
    )
    {
        var keys = new CountedKeys();
        await using var stage = await SignedInDashboard.StartAsync(builder =>
            builder.Services.PostConfigure<OpenIdConnectOptions>(
                SignInServices.Provider,
                provider => (keys.Provider, provider.ConfigurationManager) = (provider.ConfigurationManager, keys)
            )
        );
        using var unknown = RSA.Create(2048);
        var token = stage.Provider.LogoutToken(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["sub"] = "id-mara", [claim] = value },
            new RsaSecurityKey(unknown) { KeyId = key }
        );
        using var anybody = stage.Browser();

        using var posted = await anybody.PostAsync(
            SignInEndpoints.BackChannelPath,
            new FormUrlEncodedContent([new("logout_token", token)])
        );

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.Equal(asked, keys.Asked);
    }

    private sealed class CountedKeys : IConfigurationManager<OpenIdConnectConfiguration>
    {
        public IConfigurationManager<OpenIdConnectConfiguration>? Provider { get; set; }

        public int Asked { get; private set; }

        public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) => Provider!.GetConfigurationAsync(cancel);

        public void RequestRefresh()
        {
            Asked++;
            Provider!.RequestRefresh();
        }
    }
}
