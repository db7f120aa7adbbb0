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
    public static AWSCredentials Credentials(string name, string location, TimeProvider time)
    {
        var (profile, given) = GivenBy(name, location);
        var keys = AreKeys(given)
            ? new ProfileKeys(given.GetCredentials(), () => KeysNow(name, location), FilesOf(profile.CredentialProfileStore), time)
            : null;
        return new ProfileCredentials(given, profile, keys, time);
    }

    /// <summary>Whether that profile gives credentials.</summary>
    /// <exception cref="AwsProfileException">It gives none.</exception>
    public static void Check(string name, string location) => GivenBy(name, location);

    private static (CredentialProfile Profile, AWSCredentials Given) GivenBy(string name, string location)
    {
        var profile = Find(name, location) ?? throw new AwsProfileException($"there is no profile {name}.");
        var none =
            $"the profile {name} gives no credentials: complete its lines in the shared AWS files, and those of a source profile it names.";
        try
        {
            return profile.CanCreateAWSCredentials
                ? (profile, profile.GetAWSCredentials(Store(location)))
                : throw new AwsProfileException(none);
        }
        catch (Exception exception) when (IsAboutTheFiles(exception))
        {
            throw new AwsProfileException(none);
        }
    }

    /// <summary>The keys as they stand in the file; null where it has none that are complete.</summary>
    private static ImmutableCredentials? KeysNow(string name, string location)
    {
        try
        {
            return
                Find(name, location) is { CanCreateAWSCredentials: true } profile
                && profile.GetAWSCredentials(Store(location)) is var given
                && AreKeys(given)
                ? given.GetCredentials()
                : null;
        }
        catch (Exception exception) when (exception is AwsProfileException || IsAboutTheFiles(exception))
        {
            // Somebody is writing it.
            return null;
        }
    }

    /// <summary>The files that a profile may stand in; none where the SDK keeps them in its own way.</summary>
    private static IReadOnlyList<string> FilesOf(ICredentialProfileStore store) =>
        store is SharedCredentialsFile shared
            ?
            [
                .. new[]
                {
                    shared.FilePath,
                    shared.ConfigFilePath,
                    // Beside the file of keys, where no variable names another.
                    Path.Combine(Path.GetDirectoryName(shared.FilePath) ?? "", "config"),
                }.Distinct(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>Whether they stand in the profile themselves, and are not got from elsewhere.</summary>
    private static bool AreKeys(AWSCredentials given) => given is BasicAWSCredentials or SessionAWSCredentials;

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
