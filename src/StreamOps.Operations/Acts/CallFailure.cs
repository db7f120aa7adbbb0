namespace StreamOps.Operations.Acts;

/// <summary>What a failed call means for the attempt.</summary>
internal enum CallFailure
{
    /// <summary>Nothing was done; the same call may be made later.</summary>
    Postponed,

    /// <summary>It may have worked.</summary>
    Unknown,

    /// <summary>The service said no.</summary>
    Rejected,
}

/// <summary>Reads a failed call, and says whether and when the same one is made again without asking.</summary>
internal static class CallFailures
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    public static CallFailure KindOf(GameLiftException failure) =>
        failure switch
        {
            // A page in the place of an answer: a refusal or a redirect went no further, behind any other the call may have.
            _ when failure.Code == ApiErrorCode.SomethingBetween => failure.HttpStatus is >= 300 and < 500
                ? CallFailure.Postponed
                : CallFailure.Unknown,
            { Code.Value: "ThrottlingException" or "ServiceUnavailable" or "ServiceUnavailableException" } => CallFailure.Postponed,
            _ when failure.Code.MeansNothingWasSent => CallFailure.Postponed,
            { WasAnswered: false } => CallFailure.Unknown,
            { Code.Value: "RequestTimeoutException" or "InternalServerException" or "InternalFailure" } => CallFailure.Unknown,
            { HttpStatus: >= 500 or 408 } => CallFailure.Unknown,
            _ when failure.Code == ApiErrorCode.UnreadableAnswer => CallFailure.Unknown,
            _ => CallFailure.Rejected,
        };

    /// <summary>The wait before the same call with the same token: a player waits for it, and a token acts once. Null leaves it to the operator.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="tries">Calls made so far, 1 or more.</param>
    public static TimeSpan? WaitBeforeRepeat(GameLiftException failure, int tries) =>
        KindOf(failure) switch
        {
            CallFailure.Rejected => null,
            // Somebody has to renew them; to ask again and again only locks an account.
            _ when failure.Code == ApiErrorCode.NoCredentials || failure.Code.IsAboutProfile => null,
            _ => failure.RetryAfter ?? BackOff(tries),
        };

    /// <summary>The wait before what failed for the moment is tried again.</summary>
    /// <param name="tries">Tries made so far, 1 or more.</param>
    // Half of the wait is chance, so that what failed together does not come back together.
    public static TimeSpan BackOff(int tries)
    {
        var most = TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(tries, 10)));
        return most * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
