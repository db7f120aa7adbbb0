using Microsoft.AspNetCore.DataProtection;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Stands in the address that signs out: a foreign page has none, so it signs nobody out. It is good for nothing else.</summary>
public sealed class SignOutProofs(IDataProtectionProvider protection)
{
    private readonly ITimeLimitedDataProtector _protector = protection
        .CreateProtector("StreamOps.SignIn.SignOutProofs")
        .ToTimeLimitedDataProtector();

    /// <summary>The address that ends a sign-in.</summary>
    /// <param name="session">The sign-in's id.</param>
    public string AddressFor(string session) =>
        $"{SignInEndpoints.SignOutPath}?proof={Uri.EscapeDataString(_protector.Protect(session, SignInSessions.Longest))}";

    /// <summary>Whether a proof is of this sign-in.</summary>
    internal bool IsOf(string session, string? proof)
    {
        try
        {
            return proof is not null && string.Equals(_protector.Unprotect(proof), session, StringComparison.Ordinal);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
