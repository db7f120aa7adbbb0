using Microsoft.AspNetCore.DataProtection;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Carries a name that was taken from the request that took it to the page that asked: a circuit believes no name of a browser.</summary>
public sealed class NameProofs(IDataProtectionProvider protection)
{
    /// <summary>The page hands it on at once.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ITimeLimitedDataProtector _protector = protection
        .CreateProtector("StreamOps.SignIn.NameProofs")
        .ToTimeLimitedDataProtector();

    /// <summary>Says to a circuit of this server that the name was taken; good for a minute.</summary>
    public string Of(string name) => _protector.Protect(name, Lifetime);

    /// <summary>The name behind a proof; null when the proof is not ours, or old.</summary>
    public string? NameOf(string proof)
    {
        try
        {
            return _protector.Unprotect(proof);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
