namespace StreamOps.Dashboard.SignIn;

/// <summary>Settings under <c>StreamOps:SignIn</c>: the provider at which operators sign in. Lists are separated by semicolons.</summary>
public sealed class SignInOptions
{
    public const string Section = "StreamOps:SignIn";

    /// <summary>The OpenID provider's address, as <c>https://idp.example.com</c>; http on this machine alone. Empty: no sign-in.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The name under which the provider knows StreamOps.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>What StreamOps proves itself with at the provider. A secret. Empty: as a public client, with PKCE alone.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>A file that holds the secret, in place of <see cref="ClientSecret"/>.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>What is asked for. Default <c>openid;profile</c>; with <c>offline_access</c> a removed role is seen when the provider's token ends.</summary>
    public string Scopes { get; set; } = "openid;profile";

    /// <summary>The claim that holds the name shown and kept in the audit; one that no two people share. Default <c>preferred_username</c>.</summary>
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>The claim whose values give roles. Default <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Values that make a viewer, who looks. Default none.</summary>
    public string Viewers { get; set; } = "";

    /// <summary>Values that make an operator, who rescues, exports and terminates. Default none.</summary>
    public string Operators { get; set; } = "";

    /// <summary>Values that make a lead, who also ends what others began. Default none.</summary>
    public string Leads { get; set; } = "";

    /// <summary>Values that permit takeovers, beside an operator's or a lead's role. Default none.</summary>
    public string Takeover { get; set; } = "";

    /// <summary>Whom somebody without a role is told to ask, as <c>support-leads@example.com</c>. Empty: whoever runs StreamOps.</summary>
    public string Contact { get; set; } = "";

    internal bool IsOn => !string.IsNullOrWhiteSpace(Authority);

    internal IReadOnlyList<string> ScopeList => [.. Items(Scopes).Prepend("openid").Distinct(StringComparer.Ordinal)];

    /// <summary>The secret, from wherever it is set; null for a public client. Only for settings that are right.</summary>
    internal string? Secret =>
        ClientSecretFile.Length > 0 ? File.ReadAllText(ClientSecretFile).Trim()
        : ClientSecret.Length > 0 ? ClientSecret
        : null;

    internal static SignInOptions From(IConfiguration configuration) => configuration.GetSection(Section).Get<SignInOptions>() ?? new();

    internal static IReadOnlyList<string> Items(string list) =>
        list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
