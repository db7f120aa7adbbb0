using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace StreamOps.Operations.GameLift;

/// <summary>The credentials of a named profile; where it gives none, the failure says which kind of profile it is and what is to be done.</summary>
/// <remarks>The SDK's own exceptions differ by wording alone, and some quote what a process printed.</remarks>
internal sealed class ProfileCredentials(AWSCredentials inner, CredentialProfile profile) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return inner.GetCredentials();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Failure(exception);
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            return await inner.GetCredentialsAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Failure(exception);
        }
    }

    private NoCredentialsException Failure(Exception exception) =>
        new(KindOf(profile.Options, exception) with { Profile = profile.Name }, exception.GetType().Name);

    private static ApiErrorCode KindOf(CredentialProfileOptions options, Exception exception) =>
        !string.IsNullOrEmpty(options.MfaSerial) ? ApiErrorCode.MfaCodeNeeded
        : !string.IsNullOrEmpty(options.CredentialProcess) ? ApiErrorCode.CredentialProcessFailed
        // A new login does not help against a network that is away.
        : IsSso(options) && !IsAboutTheNetwork(exception) ? ApiErrorCode.SsoLoginNeeded
        : ApiErrorCode.ProfileFailed;

    private static bool IsSso(CredentialProfileOptions options) =>
        !string.IsNullOrEmpty(options.SsoSession) || !string.IsNullOrEmpty(options.SsoStartUrl);

    private static bool IsAboutTheNetwork(Exception? exception) =>
        exception is not null && (exception is HttpRequestException || IsAboutTheNetwork(exception.InnerException));
}

/// <summary>There are no credentials, so nothing was sent.</summary>
/// <remarks>What caused it is named by its type alone: its text may hold what a process printed.</remarks>
internal sealed class NoCredentialsException(ApiErrorCode code, string cause) : Exception($"{code.Value} ({cause})")
{
    public ApiErrorCode Code { get; } = code;
}
