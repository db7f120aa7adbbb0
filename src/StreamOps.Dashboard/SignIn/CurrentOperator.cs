using System.Security.Claims;
using StreamOps.Operations.Acts;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Who acts in this browser.</summary>
/// <param name="Name">As given, or as the sign-in's provider says; written into rescues and the audit.</param>
/// <param name="IsVerified">Whether a sign-in stands behind the name.</param>
public sealed record CurrentOperator(string Name, bool IsVerified)
{
    /// <summary>Claim that says whether the name was proven.</summary>
    public const string VerifiedClaim = "verified";

    /// <summary>Who it is to the desks. Without a sign-in everybody may all that the settings allow.</summary>
    public Actor Actor { get; init; } = Actor.Unproven(Name);

    /// <summary>Which sign-in it is; null without one.</summary>
    public string? Session { get; init; }

    /// <summary>One or two letters for the corner of the screen.</summary>
    public string Initials =>
        string.Concat(
            Name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Take(2)
                .Select(word => StringInfo.GetNextTextElement(word).ToUpperInvariant())
        );

    /// <summary>The operator behind a request or a circuit; null when no name was given yet, and for who signed in and has no role.</summary>
    public static CurrentOperator? Of(ClaimsPrincipal user) =>
        user.Identity is not { IsAuthenticated: true, Name: { Length: > 0 } name } ? null
        : !user.HasClaim(VerifiedClaim, "true") ? new CurrentOperator(name, IsVerified: false) { Actor = DemoIdentity.ActorOf(user, name) }
        : SignedInClaims.ActorOf(user, name) is { } actor
            ? new CurrentOperator(name, IsVerified: true) { Actor = actor, Session = SignInSessions.IdOf(user) }
        : null;

    /// <summary>The identity for a name that was given and not proven.</summary>
    public static ClaimsPrincipal Unverified(string name, string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(VerifiedClaim, "false")], scheme));
}
