using System.Security.Claims;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.SignIn;

/// <summary>What is kept of what a provider says of somebody: who it is and what they may do, in our own words.</summary>
internal static class SignedInClaims
{
    /// <summary>The provider's own name for the person, which never changes.</summary>
    public const string Subject = "sub";

    /// <summary>Which sign-in of ours it is; no secret.</summary>
    public const string Session = "streamops-session";

    /// <summary>Which sign-in of the provider's it is, where the provider tells.</summary>
    public const string ProviderSession = "sid";

    /// <summary>Their role, by the name of <see cref="ActorRole"/>. Without it they have none.</summary>
    public const string Role = "streamops-role";

    /// <summary><c>true</c> for whom to take over is permitted.</summary>
    public const string Takeover = "streamops-takeover";

    /// <summary>Which stream groups they see, as <see cref="GroupSight.Text"/>. Without it they see none.</summary>
    public const string Groups = "streamops-groups";

    /// <summary>The person, in our words; without a role where none of the values gives one.</summary>
    /// <param name="options">Which values give what.</param>
    /// <param name="claims">The provider's.</param>
    /// <param name="session">Which sign-in of ours it is.</param>
    public static ClaimsPrincipal PrincipalOf(SignInOptions options, IReadOnlyCollection<Claim> claims, string session)
    {
        var subject = ValueOf(claims, Subject) ?? "";
        var values = ValuesOf(claims, options.RoleClaim);
        List<Claim> kept =
        [
            new(Subject, subject),
            new(ClaimTypes.Name, NameOf(ValueOf(claims, options.NameClaim), subject)),
            new(CurrentOperator.VerifiedClaim, "true"),
            new(Session, session),
            new(Groups, options.SightOf(ValuesOf(claims, options.GroupClaim)).Text),
        ];
        if (ValueOf(claims, ProviderSession) is { } providerSession)
        {
            kept.Add(new Claim(ProviderSession, providerSession));
        }

        if (RoleOf(options, values) is { } role)
        {
            kept.Add(new Claim(Role, role.ToString()));
            if (role > ActorRole.Viewer && Gives(options.Takeover, values))
            {
                kept.Add(new Claim(Takeover, "true"));
            }
        }

        return new ClaimsPrincipal(new ClaimsIdentity(kept, SignInServices.Scheme));
    }

    /// <summary>The role of somebody who signed in; null without one.</summary>
    public static ActorRole? RoleOf(ClaimsPrincipal user) => ActorRoles.Named(user.FindFirstValue(Role));

    /// <summary>Somebody who signed in, as the desks ask; null without a role.</summary>
    public static Actor? ActorOf(ClaimsPrincipal user, string name) =>
        RoleOf(user) is { } role
            ? new Actor(user.FindFirstValue(Subject) ?? "", name, role, user.HasClaim(Takeover, "true")) { Sees = SightOf(user) }
            : null;

    /// <summary>Which stream groups somebody sees who signed in, or a token.</summary>
    public static GroupSight SightOf(ClaimsPrincipal user) => GroupSight.Of(user.FindFirstValue(Groups));

    /// <summary>Somebody who signed in, as the record keeps them.</summary>
    public static Person PersonOf(ClaimsPrincipal user) =>
        new(user.Identity?.Name ?? "", user.FindFirstValue(Subject), RoleOf(user)?.Word());

    /// <summary>The highest role that the values give.</summary>
    private static ActorRole? RoleOf(SignInOptions options, HashSet<string> values) =>
        Gives(options.Leads, values) ? ActorRole.Lead
        : Gives(options.Operators, values) ? ActorRole.Operator
        : Gives(options.Viewers, values) ? ActorRole.Viewer
        : null;

    private static bool Gives(string list, HashSet<string> values) => ListSetting.Items(list).Any(values.Contains);

    private static HashSet<string> ValuesOf(IEnumerable<Claim> claims, string type) =>
        claims
            .Where(claim => string.Equals(claim.Type, type, StringComparison.Ordinal))
            .Select(claim => claim.Value)
            .ToHashSet(StringComparer.Ordinal);

    private static string? ValueOf(IEnumerable<Claim> claims, string type) =>
        claims.FirstOrDefault(claim => string.Equals(claim.Type, type, StringComparison.Ordinal))?.Value;

    /// <summary>The provider's name for the person as a name of ours; else the subject; else what both have of letters.</summary>
    private static string NameOf(string? name, string subject) =>
        OperatorName.TryRead(name, out var read) || OperatorName.TryRead(subject, out read)
            ? read
            : OperatorName.Readable(name is { Length: > 0 } ? name : subject);
}
