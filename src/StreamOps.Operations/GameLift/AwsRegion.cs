using System.Text.RegularExpressions;

namespace StreamOps.Operations.GameLift;

/// <summary>The Region that calls go to: the one set, else the named profile's own, else that of the environment.</summary>
internal static partial class AwsRegion
{
    private static readonly string[] Variables = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    /// <summary>The Region and where it is set, for sentences; null when none is set anywhere.</summary>
    /// <exception cref="AwsProfileException">The profile's files cannot be read.</exception>
    public static (string Value, string SetBy)? Of(AwsSettings settings, Func<string, string?> environment)
    {
        if (settings.Region.Length > 0)
        {
            return (settings.Region, "AWS:Region");
        }

        if (
            settings.Profile.Length > 0
            && AwsProfiles.Find(settings.Profile, settings.ProfilesLocation)?.Region?.SystemName is { Length: > 0 } own
        )
        {
            return (own, $"AWS:Profile: the region of the profile {settings.Profile}");
        }

        return Variables
            .Select(name => (Value: environment(name) ?? "", SetBy: name))
            .Where(variable => variable.Value.Length > 0)
            .Select(variable => ((string, string)?)variable)
            .FirstOrDefault();
    }

    /// <summary>Whether a text can be the code of a Region: no list of Regions, which grows.</summary>
    public static bool IsCode(string text) => Code().IsMatch(text);

    [GeneratedRegex(
        @"\A[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Code();
}
