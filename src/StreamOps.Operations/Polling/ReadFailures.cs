namespace StreamOps.Operations.Polling;

/// <summary>What a failed read means for the next one.</summary>
internal static class ReadFailures
{
    /// <summary>Nothing but new credentials helps; they are looked for this often.</summary>
    public static readonly TimeSpan CredentialsRetry = TimeSpan.FromSeconds(5);

    /// <summary>A refused read is tried again this often.</summary>
    public static readonly TimeSpan RefusalRetry = TimeSpan.FromSeconds(15);

    /// <summary>Trouble of the service or the way to it: the same read may succeed in a moment.</summary>
    public static bool IsTransient(this GameLiftException failure) =>
        failure.HttpStatus >= 500
        || failure.Code == ApiErrorCode.InternalServer
        || failure.Code == ApiErrorCode.TimedOut
        || failure.Code == ApiErrorCode.ConnectionLost
        || failure.Code == ApiErrorCode.Unreachable
        || failure.Code == ApiErrorCode.ProxyRefused
        || failure.Code == ApiErrorCode.SomethingBetween
        || failure.Code == ApiErrorCode.UnreadableAnswer;

    /// <summary>Trouble of ours that every read has.</summary>
    public static bool IsAboutCredentials(this GameLiftException failure) =>
        failure.Code == ApiErrorCode.ExpiredToken
        || failure.Code == ApiErrorCode.UnrecognizedClient
        || failure.Code == ApiErrorCode.NoCredentials
        || failure.Code.IsAboutProfile
        || (failure.HttpStatus == 403 && failure.WasAnswered && failure.Code != ApiErrorCode.AccessDenied);
}
