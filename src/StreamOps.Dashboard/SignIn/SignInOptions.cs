using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Settings under <c>StreamOps:SignIn</c>: the provider at which operators sign in. Lists are separated by semicolons.</summary>
public sealed class SignInOptions
{
    /// <summary>Where they stand.</summary>
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

    /// <summary>
    /// What the provider is told to ask the person: <c>consent</c>, <c>login</c> or <c>select_account</c>. Empty, the default: as it likes. By the standard
    /// <c>offline_access</c> is heard with <c>consent</c> alone, and some providers keep to that.
    /// </summary>
    public string Prompt { get; set; } = "";

    /// <summary>
    /// Whether StreamOps tells the provider of each sign-in beforehand, by a call of its own (RFC 9126), where the provider takes that: for one that insists on it
    /// for this client. Default false: where its metadata says that it insists.
    /// </summary>
    public bool PushRequests { get; set; }

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

    /// <summary>
    /// Which stream groups somebody sees by which value of <see cref="StreamGroupClaim"/>, as <c>support-eu -> support=eu; support-us -> arn:…:streamgroup/sg-1, support=us; leads -> *</c>:
    /// ARNs and tags with commas between, <c>*</c> for all. Whoever has none of the values sees none. Empty, the default: everybody sees all.
    /// </summary>
    public string StreamGroups { get; set; } = "";

    /// <summary>The claim whose values give stream groups. Empty, the default: <see cref="RoleClaim"/>.</summary>
    public string StreamGroupClaim { get; set; } = "";

    /// <summary>Whom somebody without a role is told to ask, as <c>support-leads@example.com</c>. Empty: whoever runs StreamOps.</summary>
    public string Contact { get; set; } = "";

    private const string Gives = "->";

    internal bool IsOn => IsNamed(Authority);

    /// <summary>All by which it is decided who somebody is, and what they may.</summary>
    internal string Meaning =>
        string.Join(
            '\n',
            Authority,
            ClientId,
            NameClaim,
            RoleClaim,
            Viewers,
            Operators,
            Leads,
            Takeover,
            StreamGroups,
            StreamGroupClaim,
            Scopes
        );

    internal IReadOnlyList<string> ScopeList => [.. ListSetting.Items(Scopes).Prepend("openid").Distinct(StringComparer.Ordinal)];

    /// <summary>The secret, from wherever it is set; null for a public client. Only for settings that are right.</summary>
    internal string? Secret =>
        ClientSecretFile.Length > 0 ? File.ReadAllText(ClientSecretFile).Trim()
        : ClientSecret.Length > 0 ? ClientSecret
        : null;

    internal string GroupClaim => StreamGroupClaim.Length > 0 ? StreamGroupClaim : RoleClaim;

    /// <summary>The claims that decide under which name somebody is known, what they may and what they see; each once.</summary>
    internal IReadOnlyList<string> ReadClaims => [.. new[] { NameClaim, RoleClaim, GroupClaim }.Distinct(StringComparer.Ordinal)];

    /// <summary>What the values of the claim let somebody see.</summary>
    internal GroupSight SightOf(IReadOnlySet<string> values) =>
        string.IsNullOrWhiteSpace(StreamGroups)
            ? GroupSight.All
            : Sights()
                .Where(given => values.Contains(given.Value))
                .Aggregate(GroupSight.None, (sight, given) => given.Sight is { } more ? sight.And(more) : sight);

    /// <summary>The entries of <see cref="StreamGroups"/>; without a sight where one cannot be read.</summary>
    internal IEnumerable<(string Value, GroupSight? Sight)> Sights() =>
        ListSetting
            .Items(StreamGroups)
            .Select(entry =>
                entry.Split(Gives, 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } value, { Length: > 0 } items]
                && GroupSight.TryParse(items, out var sight)
                    ? (value, sight)
                    : (entry, (GroupSight?)null)
            );

    /// <summary>Whether a provider is named, read before the settings are checked: a wrong one beside it is told with the rest.</summary>
    internal static bool IsOnBy(IConfiguration configuration) => IsNamed(configuration.GetSection(Section)[nameof(Authority)]);

    private static bool IsNamed(string? authority) => !string.IsNullOrWhiteSpace(authority);
}
