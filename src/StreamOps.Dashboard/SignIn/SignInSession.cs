using Microsoft.AspNetCore.Authentication;

namespace StreamOps.Dashboard.SignIn;

/// <summary>One sign-in of one person in one browser. <see cref="SignInSessions"/> alone changes it.</summary>
/// <param name="hash">Of what the browser's cookie holds, which is a secret.</param>
/// <param name="id">What we call it among ourselves.</param>
/// <param name="ticket">Who, and the provider's tokens.</param>
/// <param name="at">When they signed in.</param>
internal sealed class SignInSession(string hash, string id, AuthenticationTicket ticket, DateTimeOffset at)
{
    /// <summary>Of what the browser's cookie holds, which is a secret and not here.</summary>
    public string Hash { get; } = hash;

    /// <summary>What we call it among ourselves.</summary>
    public string Id { get; } = id;

    /// <summary>When they signed in.</summary>
    public DateTimeOffset At { get; } = at;

    /// <summary>Who, and the provider's tokens. Those are secrets.</summary>
    public AuthenticationTicket Ticket { get; set; } = ticket;

    /// <summary>When a request or an open page last used it.</summary>
    public DateTimeOffset UsedAt { get; set; } = at;

    /// <summary>The same, as it was last kept.</summary>
    public DateTimeOffset KeptUsedAt { get; set; } = at;

    /// <summary>Taken up after a restart: that it ended meanwhile was told to nobody.</summary>
    public bool IsOfBefore { get; init; }

    public override string ToString() => Id;
}
