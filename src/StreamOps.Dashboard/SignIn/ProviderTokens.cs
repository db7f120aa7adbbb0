using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Whether a token is the provider's, and for us.</summary>
internal static class ProviderTokens
{
    /// <summary>Checks signature, issuer, audience and time, by what the provider says of itself now.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="token">The token.</param>
    /// <param name="mustExpire">Whether one that says nothing of its end is refused.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task<TokenValidationResult> ValidateAsync(
        this OpenIdConnectOptions provider,
        string token,
        bool mustExpire,
        CancellationToken cancellationToken
    )
    {
        var known = await provider.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        var rules = provider.TokenValidationParameters.Clone();
        rules.ValidIssuer = known.Issuer;
        rules.IssuerSigningKeys = known.SigningKeys;
        rules.RequireExpirationTime = mustExpire;
        return await provider.TokenHandler.ValidateTokenAsync(token, rules);
    }
}
