using Microsoft.Extensions.Options;

namespace StreamOps.Operations.GameLift;

/// <summary>The part of the section <c>AWS</c> that decides where calls go. Credentials come from the usual AWS chain.</summary>
public sealed class AwsSettings
{
    public const string Section = "AWS";

    /// <summary>A named profile of the shared AWS files; empty for the usual chain.</summary>
    public string Profile { get; set; } = "";

    /// <summary>The stream groups' primary Region, as <c>us-west-2</c>.</summary>
    public string Region { get; set; } = "";

    /// <summary>Another endpoint, as <c>http://127.0.0.1:5190</c>: loopback, or an AWS host over https.</summary>
    public string ServiceURL { get; set; } = "";

    /// <summary>The Region that requests to <see cref="ServiceURL"/> are signed for. Needed with it, unused without.</summary>
    public string AuthenticationRegion { get; set; } = "";

    /// <summary>Whether nothing points at AWS: then StreamOps runs its demo, whatever credentials the machine holds.</summary>
    public bool IsEmpty => Profile.Length == 0 && Region.Length == 0 && ServiceURL.Length == 0;
}

/// <summary>Refuses an endpoint that could send signed requests to a stranger, and one whose signatures would be for the wrong Region.</summary>
public sealed class AwsSettingsValidator : IValidateOptions<AwsSettings>
{
    private static readonly string[] AwsSuffixes = [".api.aws", ".amazonaws.com"];

    public ValidateOptionsResult Validate(string? name, AwsSettings options)
    {
        var failures = new List<string>();
        if (options.ServiceURL.Length > 0)
        {
            if (!IsAllowed(options.ServiceURL))
            {
                failures.Add("AWS:ServiceURL must be a loopback address such as http://127.0.0.1:5190, or https to an AWS host.");
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

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsAllowed(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { UserInfo: "", Query: "", Fragment: "" }
        && uri.Scheme switch
        {
            "http" => uri.IsLoopback,
            "https" => uri.IsLoopback || AwsSuffixes.Any(suffix => uri.IdnHost.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)),
            _ => false,
        };
}
