using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using StreamOps.Operations.SignIns;

namespace StreamOps.Dashboard.SignIn;

/// <summary>
/// Who is signed in, kept here: the browser holds a key and nothing else, so what ends here ends everywhere at once. A restart ends none: what is here is
/// written by <see cref="SignInRecorder"/>.
/// </summary>
public sealed class SignInSessions(TimeProvider time, SignInRecord record) : ITicketStore
{
    /// <summary>From the sign-in on, whatever is done.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Without a request and without an open page.</summary>
    internal static readonly TimeSpan LongestUnused = TimeSpan.FromHours(2);

    /// <summary>Of one person; of more the one that was used least lately ends.</summary>
    private const int MostOfOne = 20;

    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(2);

    /// <summary>That one is used is kept no more often.</summary>
    private static readonly TimeSpan BetweenUses = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, SignInSession> _byHash = new(StringComparer.Ordinal);

    private readonly ConcurrentQueue<(ClaimsPrincipal User, string Why)> _untold = new();

    /// <summary>A sign-in ended, or is another from now on. Raised on the thread of whoever did it.</summary>
    public event EventHandler<SignInEventArgs>? Changed;

    internal IReadOnlyList<SignInSession> All => [.. _byHash.Values];

    /// <inheritdoc/>
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var now = time.GetUtcNow();
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var session = new SignInSession(SignInStore.HashOf(key), IdOf(ticket.Principal) ?? "", ticket, now);
        _byHash[session.Hash] = session;
        var ofOne = _byHash.Values.Where(other => IsOf(other, PersonOf(ticket.Principal))).OrderByDescending(other => other.UsedAt);
        var tooMany = ofOne.Skip(MostOfOne).ToHashSet();
        EndUntold(tooMany.Contains, $"One person has {MostOfOne} sign-ins at most: the one that was used least lately ended.");
        record.Note(session.Hash);
        Changed?.Invoke(this, new SignInEventArgs(session.Id));
        await SettleAsync();
        return key;
    }

    /// <inheritdoc/>
    /// <remarks>Nothing to do: what is kept here is newer than what a request brings back.</remarks>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var session = Find(SignInStore.HashOf(key));
        if (session is null || IsOver(session))
        {
            return Task.FromResult<AuthenticationTicket?>(null);
        }

        session.UsedAt = time.GetUtcNow();
        return Task.FromResult<AuthenticationTicket?>(session.Ticket);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key)
    {
        var hash = SignInStore.HashOf(key);
        EndUntold(session => string.Equals(session.Hash, hash, StringComparison.Ordinal), "Its browser gave it up.");
        // Also where it is not here: the row of one that could not be read goes too.
        record.Note(hash);
        return SettleAsync();
    }

    internal SignInSession? Find(string hash) => _byHash.GetValueOrDefault(hash);

    /// <summary>One of before a restart goes on.</summary>
    /// <returns>Whether it does: not one whose time is over.</returns>
    internal bool TakeUp(KeptSignIn kept, AuthenticationTicket ticket)
    {
        var session = new SignInSession(kept.Hash, IdOf(ticket.Principal) ?? "", ticket, kept.At)
        {
            UsedAt = kept.UsedAt,
            KeptUsedAt = kept.UsedAt,
            IsOfBefore = true,
        };
        if (!IsOver(session))
        {
            return _byHash.TryAdd(kept.Hash, session);
        }

        if (SignedInClaims.RoleOf(ticket.Principal) is not null)
        {
            _untold.Enqueue((ticket.Principal, "Their time was over while StreamOps was down."));
        }

        return false;
    }

    /// <summary>Waits until all that was done is kept or cannot be.</summary>
    internal async Task SettleAsync()
    {
        try
        {
            await record.SettleAsync().WaitAsync(LongestSettling, time);
        }
        catch (TimeoutException)
        {
            // A slow database keeps nobody waiting: it is written when it can be.
        }
    }

    /// <summary>Keeps when those in use were used, now and then.</summary>
    internal void NoteUses()
    {
        foreach (var session in _byHash.Values.Where(session => session.UsedAt - session.KeptUsedAt >= BetweenUses))
        {
            session.KeptUsedAt = session.UsedAt;
            record.Note(session.Hash);
        }
    }

    /// <summary>Who a sign-in stands for now; nobody when it has ended.</summary>
    public ClaimsPrincipal UserOf(string id) =>
        _byHash.Values.FirstOrDefault(session => string.Equals(session.Id, id, StringComparison.Ordinal)) is { } session && !IsOver(session)
            ? session.Ticket.Principal
            : new ClaimsPrincipal(new ClaimsIdentity());

    /// <summary>Which sign-in a request or a circuit belongs to; null for none.</summary>
    internal static string? IdOf(ClaimsPrincipal user) => user.FindFirstValue(SignedInClaims.Session);

    /// <summary>Whose request it is; null without a sign-in.</summary>
    internal static string? PersonOf(ClaimsPrincipal user) => IdOf(user) is null ? null : user.FindFirstValue(SignedInClaims.Subject);

    /// <summary>
    /// The id for a new sign-in in a browser that may have one already: its key is worth nothing from now on. The pages of the same person live on under the
    /// same id; those of another one end.
    /// </summary>
    /// <param name="oldKey">What the browser's cookie held; null for nothing.</param>
    /// <param name="subject">Who signs in.</param>
    internal string IdAfter(string? oldKey, string subject)
    {
        if (oldKey is null || Find(SignInStore.HashOf(oldKey)) is not { } old)
        {
            return Guid.NewGuid().ToString("N");
        }

        if (!IsOver(old) && string.Equals(old.Ticket.Principal.FindFirstValue(SignedInClaims.Subject), subject, StringComparison.Ordinal))
        {
            _byHash.TryRemove(old.Hash, out _);
            record.Note(old.Hash);
            return old.Id;
        }

        EndUntold(session => session == old, "Its browser signed in anew.");
        return Guid.NewGuid().ToString("N");
    }

    /// <summary>An open page uses its sign-in, though it asks for nothing.</summary>
    internal void Use(string id)
    {
        foreach (var session in _byHash.Values.Where(session => string.Equals(session.Id, id, StringComparison.Ordinal)))
        {
            session.UsedAt = time.GetUtcNow();
        }
    }

    /// <summary>The provider says anew who it is and what they may.</summary>
    internal void Replace(SignInSession session, ClaimsPrincipal user, AuthenticationProperties properties)
    {
        var before = session.Ticket.Principal;
        session.Ticket = new AuthenticationTicket(user, properties, SignInServices.Scheme);
        record.Note(session.Hash);
        if (ClaimsOf(before).SetEquals(ClaimsOf(user)))
        {
            return;
        }

        Changed?.Invoke(this, new SignInEventArgs(session.Id));
    }

    /// <summary>Ends those that match, at once.</summary>
    /// <returns>Who was signed in by them.</returns>
    internal IReadOnlyList<ClaimsPrincipal> End(Func<SignInSession, bool> match)
    {
        List<ClaimsPrincipal> ended = [];
        foreach (var session in _byHash.Values.Where(match))
        {
            if (_byHash.TryRemove(session.Hash, out _))
            {
                record.Note(session.Hash);
                ended.Add(session.Ticket.Principal);
                Changed?.Invoke(this, new SignInEventArgs(session.Id));
            }
        }

        return ended;
    }

    /// <summary>Ends those whose time is over.</summary>
    internal void EndOver() => EndUntold(IsOver, "Their time was over.");

    /// <summary>Who was signed in by those that ended by the way, and why; each once, for the record.</summary>
    internal IReadOnlyList<(ClaimsPrincipal User, string Why)> TakeUntold()
    {
        List<(ClaimsPrincipal, string)> untold = [];
        while (_untold.TryDequeue(out var one))
        {
            untold.Add(one);
        }

        return untold;
    }

    /// <summary>Whoever has no role never was in: the record is not theirs to fill.</summary>
    private void EndUntold(Func<SignInSession, bool> match, string why)
    {
        foreach (var user in End(match).Where(user => SignedInClaims.RoleOf(user) is not null))
        {
            _untold.Enqueue((user, why));
        }
    }

    private static bool IsOf(SignInSession session, string? person) =>
        person is not null && string.Equals(PersonOf(session.Ticket.Principal), person, StringComparison.Ordinal);

    private static HashSet<(string, string)> ClaimsOf(ClaimsPrincipal user) => [.. user.Claims.Select(claim => (claim.Type, claim.Value))];

    private bool IsOver(SignInSession session) =>
        time.GetUtcNow() is var now && (now - session.At >= Longest || now - session.UsedAt >= LongestUnused);
}
