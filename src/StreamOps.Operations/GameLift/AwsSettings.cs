namespace StreamOps.Operations.GameLift;

/// <summary>The part of the section <c>AWS</c> that decides where calls go. Credentials come from the usual AWS chain.</summary>
public sealed class AwsSettings
{
    public const string Section = "AWS";

    /// <summary>A named profile of the shared AWS files; empty for the usual chain.</summary>
    public string Profile { get; set; } = "";

    /// <summary>A file of profiles in the place of the usual shared AWS files; empty for those.</summary>
    public string ProfilesLocation { get; set; } = "";

    /// <summary>The stream groups' primary Region, as <c>us-west-2</c>. Empty: the profile's own, else that of the environment.</summary>
    public string Region { get; set; } = "";

    /// <summary>Another endpoint, as <c>http://127.0.0.1:5190</c>: loopback, or one of the service's own hosts over https.</summary>
    public string ServiceURL { get; set; } = "";

    /// <summary>The Region that requests to <see cref="ServiceURL"/> are signed for. Needed with it, unused without.</summary>
    public string AuthenticationRegion { get; set; } = "";

    /// <summary>Whether nothing points at AWS: then StreamOps runs its demo, whatever credentials the machine holds.</summary>
    public bool IsEmpty => Profile.Length == 0 && Region.Length == 0 && ServiceURL.Length == 0;
}

/// <summary>
/// Refuses an endpoint that could send signed requests to a stranger, one whose signatures would be for the wrong Region, and a profile that is
/// not there: another's credentials would be used in its place.
/// </summary>
/// <param name="environment">Reads an environment variable.</param>
public sealed class AwsSettingsValidator(Func<string, string?> environment) : IValidateOptions<AwsSettings>
{
    /// <summary>Reads the process's own environment.</summary>
    public AwsSettingsValidator()
        : this(Environment.GetEnvironmentVariable) { }

    public ValidateOptionsResult Validate(string? name, AwsSettings options)
    {
        // Nothing set is the demo: what the machine holds for AWS is not looked at.
        List<string> failures = options.IsEmpty
            ? []
            : [.. EndpointFailures(options), .. ProfileFailures(options), .. RegionFailures(options)];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static List<string> EndpointFailures(AwsSettings options)
    {
        var failures = new List<string>();
        if (options.ServiceURL.Length > 0)
        {
            if (!ServiceAddress.IsAllowed(options.ServiceURL))
            {
                failures.Add(
                    "AWS:ServiceURL must be a loopback address such as http://127.0.0.1:5190, or the service's own, as "
                        + "https://gameliftstreams.us-west-2.api.aws or https://vpce-1a2b.gameliftstreams.us-west-2.vpce.amazonaws.com."
                );
            }

            if (options.AuthenticationRegion.Length == 0)
            {
                failures.Add("AWS:AuthenticationRegion is missing: with AWS:ServiceURL, name the Region to sign for, as us-west-2.");
            }

            if (options.Region.Length > 0)
            {
                failures.Add(
                    "AWS:Region and AWS:ServiceURL exclude each other: remove one (AWS:AuthenticationRegion goes with AWS:ServiceURL)."
                );
            }
        }
        else if (options.AuthenticationRegion.Length > 0)
        {
            failures.Add("AWS:AuthenticationRegion goes with AWS:ServiceURL: remove it, or set AWS:Region instead.");
        }

        return failures;
    }

    private IEnumerable<string> ProfileFailures(AwsSettings options)
    {
        // The usual chain would pass over a missing AWS_PROFILE as well, to whatever credentials come next.
        var (setBy, profile) =
            options.Profile.Length > 0 ? ("AWS:Profile", options.Profile) : (AwsProfiles.Variable, environment(AwsProfiles.Variable) ?? "");
        if (profile.Length == 0)
        {
            yield break;
        }

        var wrong = "";
        try
        {
            AwsProfiles.Check(profile, options.ProfilesLocation);
        }
        catch (AwsProfileException exception)
        {
            wrong = $"{setBy}: {exception.Message}";
        }

        if (wrong.Length > 0)
        {
            yield return wrong;
        }
    }

    private IEnumerable<string> RegionFailures(AwsSettings options)
    {
        if (options.ServiceURL.Length > 0)
        {
            return options.AuthenticationRegion.Length == 0 ? [] : CodeFailures(options.AuthenticationRegion, "AWS:AuthenticationRegion");
        }

        try
        {
            return AwsRegion.Of(options, environment) is { } region
                ? CodeFailures(region.Value, region.SetBy)
                : [$"AWS:Region is missing, and the profile {options.Profile} has none of its own: name it, as us-west-2."];
        }
        catch (AwsProfileException)
        {
            // Told with the profile.
            return [];
        }
    }

    private static string[] CodeFailures(string region, string setBy) =>
        AwsRegion.IsCode(region) ? [] : [$"{setBy}: \"{region}\" is no Region. Write it as us-west-2."];
}
