using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Says once that the provider gives no refresh tokens: it cannot be asked about anybody again, and a role that it takes away stays until the sign-in ends.</summary>
internal sealed partial class RefreshTokens(ILogger<RefreshTokens> logger)
{
    private int _isTold;

    /// <summary>Looks at what a sign-in brought.</summary>
    public void Look(AuthenticationProperties? brought)
    {
        if (
            brought?.GetTokenValue(OpenIdConnectParameterNames.RefreshToken) is not { Length: > 0 }
            && Interlocked.Exchange(ref _isTold, 1) == 0
        )
        {
            AreMissing();
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The provider gave no refresh token: a role that it takes away stays until the sign-in ends, 12 hours at most. Put offline_access into StreamOps:SignIn:Scopes, and let the provider give refresh tokens to this client; some give them with StreamOps:SignIn:Prompt=consent alone."
    )]
    private partial void AreMissing();
}
