using System.Security.Claims;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Who acts in this browser.</summary>
/// <param name="Name">As given; written into rescues and the audit.</param>
/// <param name="IsVerified">Whether a sign-in stands behind the name.</param>
public sealed record CurrentOperator(string Name, bool IsVerified)
{
    /// <summary>Claim that says whether the name was proven.</summary>
    public const string VerifiedClaim = "verified";

    /// <summary>One or two letters for the corner of the screen.</summary>
    public string Initials =>
        string.Concat(
            Name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Take(2)
                .Select(word => StringInfo.GetNextTextElement(word).ToUpperInvariant())
        );

    /// <summary>The operator behind a request or a circuit; null when no name was given yet.</summary>
    public static CurrentOperator? Of(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name }
            ? new CurrentOperator(name, user.HasClaim(VerifiedClaim, "true"))
            : null;

    /// <summary>The identity for a name that was given and not proven.</summary>
    public static ClaimsPrincipal Unverified(string name, string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(VerifiedClaim, "false")], scheme));
}
