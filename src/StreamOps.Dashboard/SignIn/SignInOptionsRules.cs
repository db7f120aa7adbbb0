using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.SignIn;

/// <summary>Every wrong setting of the sign-in at once, each by its key. What the secret is stands in none of the sentences.</summary>
internal sealed class SignInOptionsRules(IConfiguration configuration) : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        List<string> failures =
        [
            .. ListSetting.Faults(configuration.GetSection(SignInOptions.Section).GetChildren()),
            .. options.IsOn ? Failures(options) : StrayIn(options),
        ];
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Failures(SignInOptions options) =>
        [
            .. OfAuthority(options.Authority),
            .. OfNeeded(nameof(options.ClientId), options.ClientId),
            .. OfNeeded(nameof(options.NameClaim), options.NameClaim),
            .. OfNeeded(nameof(options.RoleClaim), options.RoleClaim),
            .. OfPrompt(options.Prompt),
            .. OfSecret(options),
            .. OfRoles(options),
            .. OfStreamGroups(options),
        ];

    /// <summary>A sign-in that is half set must not look like one that guards.</summary>
    private static IEnumerable<string> StrayIn(SignInOptions options)
    {
        string[] set =
        [
            options.ClientId,
            options.ClientSecret,
            options.ClientSecretFile,
            options.Viewers,
            options.Operators,
            options.Leads,
            options.Takeover,
            options.StreamGroups,
            options.StreamGroupClaim,
            options.Prompt,
            options.PushRequests ? nameof(options.PushRequests) : "",
            options.Contact,
        ];
        if (set.Any(text => !string.IsNullOrWhiteSpace(text)))
        {
            yield return Wrong(
                nameof(options.Authority),
                "is needed with the other settings of the sign-in: without it nobody is asked to sign in."
            );
        }
    }

    private static IEnumerable<string> OfAuthority(string authority)
    {
        if (!PlainAddress.IsPlain(authority) || new Uri(authority) is not { Query: "", Fragment: "" })
        {
            yield return Wrong(
                nameof(SignInOptions.Authority),
                "must be the provider's https address as https://idp.example.com; http is for this machine alone."
            );
        }
    }

    private static IEnumerable<string> OfNeeded(string setting, string text) =>
        string.IsNullOrWhiteSpace(text) ? [Wrong(setting, "is needed with Authority.")] : [];

    private static IEnumerable<string> OfPrompt(string prompt) =>
        prompt is "" or OpenIdConnectPrompt.Consent or OpenIdConnectPrompt.Login or OpenIdConnectPrompt.SelectAccount
            ? []
            : [Wrong(nameof(SignInOptions.Prompt), "must be consent, login or select_account, or empty.")];

    private static IEnumerable<string> OfSecret(SignInOptions options)
    {
        if (options is { ClientSecret.Length: > 0, ClientSecretFile.Length: > 0 })
        {
            yield return Wrong(nameof(options.ClientSecretFile), "and ClientSecret are both set. Set one of the two.");
        }
        else if (options.ClientSecretFile.Length > 0 && !HoldsText(options.ClientSecretFile))
        {
            yield return Wrong(nameof(options.ClientSecretFile), "must be the path of a file that can be read and holds the secret.");
        }
    }

    private static IEnumerable<string> OfRoles(SignInOptions options)
    {
        string[] roles = [options.Viewers, options.Operators, options.Leads];
        if (roles.All(list => ListSetting.Items(list).Length == 0))
        {
            yield return Wrong(
                nameof(options.Operators),
                "is empty, and so are Viewers and Leads: nobody could get in. Name the values of the role claim."
            );
        }
    }

    private static IEnumerable<string> OfStreamGroups(SignInOptions options)
    {
        if (options.Sights().Any(given => given.Sight is null))
        {
            yield return Wrong(
                nameof(options.StreamGroups),
                "must say of each value what it shows, as \"support-eu -> support=eu; leads -> *\": ARNs of stream groups and tags with commas between, or * for all."
            );
        }
    }

    private static bool HoldsText(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim().Length > 0;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Wrong(string setting, string what) => $"{SignInOptions.Section}:{setting} {what}";
}
