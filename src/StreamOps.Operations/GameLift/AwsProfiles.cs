using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace StreamOps.Operations.GameLift;

/// <summary>The profiles of the shared AWS files, and what one named in the settings gives.</summary>
/// <remarks>The files' own lines are quoted nowhere: they hold keys.</remarks>
internal static class AwsProfiles
{
    public const string Variable = "AWS_PROFILE";

    // Where one of these is set the usual chain takes it before a profile that the environment names.
    private static readonly string[] Before = ["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"];

    /// <summary>The profile whose credentials are used; empty where the usual chain finds others.</summary>
    public static string NameIn(AwsSettings settings, Func<string, string?> environment) =>
        settings.Profile.Length > 0 ? settings.Profile
        : Before.Any(name => !string.IsNullOrEmpty(environment(name))) ? ""
        : environment(Variable) ?? "";

    /// <summary>The profile of that name; null when there is none.</summary>
    /// <param name="name">As it stands in the files, without the word <c>profile</c>.</param>
    /// <param name="location">A file in the place of the usual ones; empty for those.</param>
    /// <exception cref="AwsProfileException">The files cannot be read.</exception>
    public static CredentialProfile? Find(string name, string location)
    {
        try
        {
            return Store(location).TryGetProfile(name, out var profile) ? profile : null;
        }
        catch (Exception exception) when (exception is AmazonClientException or ArgumentException)
        {
            throw new AwsProfileException($"a setting of the profile {name} cannot be read. Check its region first.");
        }
        catch (Exception exception) when (IsAboutTheFiles(exception))
        {
            throw new AwsProfileException(
                "the shared AWS files cannot be read: check that they may be opened and that each line is a section, a setting or a comment."
            );
        }
    }

    /// <summary>The credentials of that profile and of no other source. Nothing is asked of anybody before the first call.</summary>
    /// <exception cref="AwsProfileException">It gives none.</exception>
    public static AWSCredentials Credentials(string name, string location)
    {
        var profile = Find(name, location) ?? throw new AwsProfileException($"there is no profile {name}.");
        var none =
            $"the profile {name} gives no credentials: complete its lines in the shared AWS files, and those of a source profile it names.";
        try
        {
            return profile.CanCreateAWSCredentials
                ? new ProfileCredentials(
                    profile.GetAWSCredentials(Store(location)),
                    profile,
                    HoldsKeys(profile) ? () => KeysNow(name, location) : null
                )
                : throw new AwsProfileException(none);
        }
        catch (Exception exception) when (IsAboutTheFiles(exception))
        {
            throw new AwsProfileException(none);
        }
    }

    private static AWSCredentials? KeysNow(string name, string location)
    {
        try
        {
            return Find(name, location) is { CanCreateAWSCredentials: true } profile && HoldsKeys(profile)
                ? profile.GetAWSCredentials(Store(location))
                : null;
        }
        catch (Exception exception) when (exception is AwsProfileException || IsAboutTheFiles(exception))
        {
            // Somebody is writing it.
            return null;
        }
    }

    /// <summary>Whether its keys stand in the file themselves, and are not got from elsewhere.</summary>
    private static bool HoldsKeys(CredentialProfile profile) =>
        !string.IsNullOrEmpty(profile.Options.AccessKey) && string.IsNullOrEmpty(profile.Options.RoleArn);

    private static CredentialProfileStoreChain Store(string location) => new(location.Length == 0 ? null : location);

    private static bool IsAboutTheFiles(Exception exception) =>
        exception
            is AmazonClientException
                or ArgumentException
                or FormatException
                or IOException
                or InvalidDataException
                or InvalidOperationException
                or UnauthorizedAccessException;
}

/// <summary>A profile cannot be used; the message is the end of a sentence that begins with its setting.</summary>
internal sealed class AwsProfileException(string message) : Exception(message);
