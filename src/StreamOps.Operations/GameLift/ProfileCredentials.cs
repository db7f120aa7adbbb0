using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace StreamOps.Operations.GameLift;

/// <summary>The credentials of a named profile; where it gives none, the failure says which kind of profile it is and what is to be done.</summary>
/// <remarks>The SDK's own exceptions differ by wording alone, and some quote what a process printed.</remarks>
/// <param name="inner">What the SDK makes of the profile.</param>
/// <param name="profile">The profile.</param>
/// <param name="keys">Keys that stand in the profile itself, which the SDK reads once and no more; null where none stand there.</param>
/// <param name="time">For how long a call waits.</param>
internal sealed class ProfileCredentials(AWSCredentials inner, CredentialProfile profile, ProfileKeys? keys, TimeProvider time)
    : AWSCredentials
{
    /// <summary>A call waits no longer: less than it may take altogether, so that the reason is told and not the lateness.</summary>
    private static readonly TimeSpan TimeToGive = TimeSpan.FromSeconds(1.5);

    private readonly Lock _gate = new();
    private Task<ImmutableCredentials>? _giving;

    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return keys?.Known ?? inner.GetCredentials();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Failure(exception);
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        var giving = keys?.NewestAsync() ?? Giving();
        try
        {
            return await giving.WaitAsync(TimeToGive, time);
        }
        catch (TimeoutException late) when (!giving.IsCompleted)
        {
            throw Failure(late);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Failure(exception);
        }
    }

    /// <summary>One at a time, for all calls: a process that takes half a minute is not started anew by each of them, and what it gives is kept.</summary>
    private Task<ImmutableCredentials> Giving()
    {
        lock (_gate)
        {
            return _giving = _giving is { IsCompleted: false } running ? running : inner.GetCredentialsAsync();
        }
    }

    private NoCredentialsException Failure(Exception exception) =>
        new(KindOf(profile.Options, exception) with { Profile = profile.Name }, exception.GetType().Name);

    private static ApiErrorCode KindOf(CredentialProfileOptions options, Exception exception) =>
        !string.IsNullOrEmpty(options.MfaSerial) ? ApiErrorCode.MfaCodeNeeded
        : !string.IsNullOrEmpty(options.CredentialProcess)
            ? exception is TimeoutException ? ApiErrorCode.CredentialProcessSlow
                : ApiErrorCode.CredentialProcessFailed
        // A new login does not help against a network that is away.
        : IsSso(options) && !IsAboutTheNetwork(exception) ? ApiErrorCode.SsoLoginNeeded
        : ApiErrorCode.ProfileFailed;

    private static bool IsSso(CredentialProfileOptions options) =>
        !string.IsNullOrEmpty(options.SsoSession) || !string.IsNullOrEmpty(options.SsoStartUrl);

    private static bool IsAboutTheNetwork(Exception? exception) =>
        exception is not null && (exception is HttpRequestException or TimeoutException || IsAboutTheNetwork(exception.InnerException));
}

/// <summary>There are no credentials, so nothing was sent.</summary>
/// <remarks>What caused it is named by its type alone: its text may hold what a process printed.</remarks>
internal sealed class NoCredentialsException(ApiErrorCode code, string cause) : Exception($"{code.Value} ({cause})")
{
    public ApiErrorCode Code { get; } = code;
}
