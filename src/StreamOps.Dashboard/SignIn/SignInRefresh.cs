using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;

namespace StreamOps.Dashboard.SignIn;

/// <summary>
/// Asks the provider anew who somebody is and what they may, whenever its token has run out, and once after a restart, which may have missed its word that
/// somebody left: by the refresh token, which it gives for <c>offline_access</c>. What it refuses ends the sign-in; while it does not answer all stays as it is.
/// Each sign-in is asked about by itself, and never twice at once: one for whom the provider takes its time keeps nobody else waiting.
/// </summary>
internal sealed partial class SignInRefresh(
    SignInSessions sessions,
    ProviderAnswers provider,
    IOptions<SignInOptions> options,
    AccessNotes notes,
    TimeProvider time,
    ILogger<SignInRefresh> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>After the provider did not answer, or did not say how long its token lives.</summary>
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(30);

    /// <summary>Among the tokens, as signing in keeps it there: until when the access token lives.</summary>
    private const string Until = "expires_at";

    /// <summary>In one go. A token that is no good twice is the provider's fault, and no matter of time.</summary>
    private const int MostTries = 2;

    /// <summary>Of those taken up after a restart, whose token is still good, at once: the provider is not asked for a thousand together.</summary>
    private const int MostOfBefore = 20;

    /// <summary>What came of asking, by the sign-in's hash. While a question is under way it alone writes there.</summary>
    internal ConcurrentDictionary<string, SignInAnswer> Answers { get; } = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Task> _underWay = new(StringComparer.Ordinal);

    /// <summary>Whether it was told that the provider does not answer for all: once, until it does.</summary>
    private bool _isToldAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await logger.KeepOnAsync("Renewing sign-ins", KeepAsync, time, stoppingToken);
        }
        finally
        {
            // They end with the token.
            await Task.WhenAll(_underWay.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (hash, asked) in _underWay.Where(one => one.Value.IsCompleted).ToList())
            {
                _underWay.Remove(hash);
                await asked;
            }

            var all = sessions.All;
            Forget(all);
            Ask(all, stoppingToken);
            Tell(all);
        }
    }

    private void Forget(IReadOnlyList<SignInSession> all)
    {
        var known = all.Select(session => session.Hash).ToHashSet(StringComparer.Ordinal);
        foreach (var hash in Answers.Keys.Where(hash => !known.Contains(hash) && !_underWay.ContainsKey(hash)))
        {
            Answers.TryRemove(hash, out _);
        }
    }

    private void Ask(IReadOnlyList<SignInSession> all, CancellationToken stoppingToken)
    {
        var ofBefore = MostOfBefore - all.Count(session => !HasRunOut(session) && _underWay.ContainsKey(session.Hash));
        var due = all.Where(IsDue).ToLookup(HasRunOut);
        foreach (var session in due[true].Concat(due[false].Take(ofBefore)))
        {
            _underWay[session.Hash] = RefreshAsync(session, stoppingToken);
        }
    }

    // By all that it owes an answer for: one for whom it fails, while it renews the others, is no news at each turn.
    private void Tell(IReadOnlyList<SignInSession> all)
    {
        var faults = all.Select(session => AnswerOf(session).Fault).OfType<string>().ToList();
        if (faults is [var fault, ..] && !_isToldAway)
        {
            NotAnswered(faults.Count, fault);
        }
        else if (faults.Count == 0 && _isToldAway)
        {
            AnswersAgain();
        }

        _isToldAway = faults.Count > 0;
    }

    private SignInAnswer AnswerOf(SignInSession session) => Answers.GetValueOrDefault(session.Hash, new SignInAnswer());

    private bool IsDue(SignInSession session) =>
        !_underWay.ContainsKey(session.Hash)
        && session.Ticket.Properties.GetTokenValue(OpenIdConnectParameterNames.RefreshToken) is { Length: > 0 }
        && AnswerOf(session) is var answer
        && time.GetUtcNow() >= answer.NotAskedBefore
        && ((session.IsOfBefore && !answer.CameOnce) || HasRunOut(session));

    /// <remarks>Of a sign-in whose provider named no time nothing is known: it is asked about, and has one from then on.</remarks>
    private bool HasRunOut(SignInSession session) =>
        !DateTimeOffset.TryParse(
            session.Ticket.Properties.GetTokenValue(Until),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var until
        )
        || time.GetUtcNow() >= until;

    private async Task RefreshAsync(SignInSession session, CancellationToken cancellationToken)
    {
        try
        {
            var isOver = false;
            for (var tries = 1; !isOver; tries++)
            {
                isOver = await AskOnceAsync(session, isLast: tries == MostTries, cancellationToken);
            }

            Answers[session.Hash] = new SignInAnswer { CameOnce = true };
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && IsOutage(fault))
        {
            Answers[session.Hash] = AnswerOf(session) with { NotAskedBefore = time.GetUtcNow() + BeforeNextTry, Fault = WordOf(fault) };
        }
    }

    /// <summary>Whether that is the end of it; not where the new token had run out before it was used.</summary>
    private async Task<bool> AskOnceAsync(SignInSession session, bool isLast, CancellationToken cancellationToken)
    {
        if (await provider.RenewAsync(session, cancellationToken) is not { } said)
        {
            await EndAsync(session, "the provider refused to renew it");
            return true;
        }

        // At once: many a provider takes each refresh token one time only, whatever becomes of the rest. When it has to be asked again is another matter.
        sessions.Replace(session, session.Ticket.Principal, TokensOf(session, said));
        try
        {
            if (await provider.ClaimsAsync(said, cancellationToken) is not { } claims || !IsSame(session, claims))
            {
                await EndAsync(session, "the provider's answer was not accepted");
            }
            else
            {
                var before = SignedInClaims.PersonOf(session.Ticket.Principal);
                sessions.Replace(session, PrincipalOf(session, claims), PropertiesOf(session, said));
                var now = SignedInClaims.PersonOf(session.Ticket.Principal);
                if (now.Role != before.Role)
                {
                    await notes.RoleChangedAsync(now, before.Role);
                }
            }

            return true;
        }
        catch (HttpRequestException expired) when (expired.StatusCode == HttpStatusCode.Unauthorized && !isLast)
        {
            return false;
        }
    }

    private static string WordOf(Exception fault) =>
        fault is HttpRequestException { StatusCode: { } status } ? $"it answered {(int)status}" : fault.GetType().Name;

    private static bool IsOutage(Exception fault) =>
        fault is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException or JsonException;

    /// <summary>Whether all that was said is about the person who signed in.</summary>
    private static bool IsSame(SignInSession session, IReadOnlyList<Claim> claims)
    {
        var subject = session.Ticket.Principal.FindFirstValue(SignedInClaims.Subject);
        var told = claims.Where(claim => claim.Type == SignedInClaims.Subject).ToList();
        return told.Count > 0 && told.TrueForAll(claim => string.Equals(claim.Value, subject, StringComparison.Ordinal));
    }

    private ClaimsPrincipal PrincipalOf(SignInSession session, IReadOnlyList<Claim> claims)
    {
        var sid = session.Ticket.Principal.FindFirst(SignedInClaims.ProviderSession);
        return SignedInClaims.PrincipalOf(options.Value, sid is null ? claims : [.. claims, sid], session.Id);
    }

    private static AuthenticationProperties TokensOf(SignInSession session, JsonElement said)
    {
        var properties = session.Ticket.Properties.Clone();
        string[] tokens =
        [
            OpenIdConnectParameterNames.AccessToken,
            OpenIdConnectParameterNames.RefreshToken,
            OpenIdConnectParameterNames.IdToken,
        ];
        foreach (var name in tokens)
        {
            if (ProviderAnswers.TextOf(said, name) is { } token)
            {
                properties.UpdateTokenValue(name, token);
            }
        }

        return properties;
    }

    private AuthenticationProperties PropertiesOf(SignInSession session, JsonElement said)
    {
        var properties = TokensOf(session, said);
        // A provider that names no time is asked again later, and not at every tick.
        var life = ProviderAnswers.LifeOf(said) ?? BeforeNextTry;
        var until = new AuthenticationToken { Name = Until, Value = (time.GetUtcNow() + life).ToString("o", CultureInfo.InvariantCulture) };
        // Also where none stood there: the provider named no time at the sign-in.
        properties.StoreTokens([.. properties.GetTokens().Where(token => token.Name != Until), until]);
        return properties;
    }

    private async Task EndAsync(SignInSession session, string why)
    {
        Ended(why);
        foreach (var user in sessions.End(one => one == session))
        {
            await notes.SignedOutAsync(SignedInClaims.PersonOf(user), $"It ended: {why}.");
        }
    }

    [LoggerMessage(1, LogLevel.Information, "A sign-in ended: {Why}.")]
    private partial void Ended(string why);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "The sign-in provider could not be asked whether {Count} who signed in are still in ({Fault}): they stay in for now, and keep what they may."
    )]
    private partial void NotAnswered(int count, string fault);

    [LoggerMessage(3, LogLevel.Warning, "The sign-in provider answers again for everybody who signed in.")]
    private partial void AnswersAgain();
}

/// <summary>What came of asking the provider about a sign-in.</summary>
internal sealed record SignInAnswer
{
    /// <summary>It is not asked before; it did not answer.</summary>
    public DateTimeOffset NotAskedBefore { get; init; }

    /// <summary>Why it did not answer when it was last asked, as <c>HttpRequestException</c>, or with what; null where it did.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether it has answered since the start.</summary>
    public bool CameOnce { get; init; }
}
