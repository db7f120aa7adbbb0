using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using StreamOps.Dashboard.Security;

namespace StreamOps.Dashboard.SignIn;

/// <summary>What anybody at all can bring to the doors of the sign-in, as often as they like: each is refused and counted.</summary>
internal sealed partial class SignInTroubles(TimeProvider time, ILogger<SignInTroubles> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, CountedLine> _lines = new(StringComparer.Ordinal);

    /// <summary>Somebody came from the provider, and is not signed in.</summary>
    /// <param name="kind">Why, as one of <see cref="SignInFailure"/>.</param>
    public void NotSignedIn(string kind) => LineOf(kind).Count(count => TellOfSignIns(count, kind));

    /// <summary>Somebody came to sign in, and could not be sent to the provider.</summary>
    /// <param name="kind">Why, as one of <see cref="SignInFailure"/>.</param>
    public void NotSentOn(string kind) => LineOf($"sent on: {kind}").Count(count => TellOfNotSentOn(count, kind));

    /// <summary>Somebody came whose address has had its share.</summary>
    public void TurnedAway() => LineOf("turned away").Count(TellOfTurnedAway);

    /// <summary>Somebody posted a sign-out in the provider's name that is not to be believed.</summary>
    public void NotSignedOut() => LineOf("sign-out").Count(TellOfSignOuts);

    public void Dispose()
    {
        foreach (var line in _lines.Values)
        {
            line.Dispose();
        }
    }

    private CountedLine LineOf(string kind) => _lines.GetOrAdd(kind, _ => new CountedLine(time));

    [LoggerMessage(1, LogLevel.Warning, "{Count} in one minute came from the provider and were not signed in: {Kind}.")]
    private partial void TellOfSignIns(int count, string kind);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "{Count} sign-outs in one minute were posted in the provider's name and are not to be believed: nothing was ended."
    )]
    private partial void TellOfSignOuts(int count);

    [LoggerMessage(3, LogLevel.Warning, "{Count} in one minute came to sign in and could not be sent to the provider: {Kind}.")]
    private partial void TellOfNotSentOn(int count, string kind);

    [LoggerMessage(
        4,
        LogLevel.Warning,
        "{Count} in one minute came to sign in, or back from the provider, and were turned away: too many had come from their address."
    )]
    private partial void TellOfTurnedAway(int count);
}

/// <summary>Adds <see cref="SignInTroubles"/>.</summary>
internal static class SignInTroublesServices
{
    public static void AddSignInTroubles(this IServiceCollection services)
    {
        services.AddSingleton<SignInTroubles>();
        // The framework's own lines of the same, one or two for each with a stack and with words of whoever came, have no end: at whatever level.
        services.AddLogging(logging => logging.AddFilter(typeof(OpenIdConnectHandler).FullName, LogLevel.None));
    }
}
