using StreamOps.Operations.Acts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Tokens;

/// <summary>Where leads make access tokens for scripts and wallboards, look at them and end them.</summary>
public sealed class TokenDesk(OperationsStore store, AuditLog audit, FleetAccess fleet, ActorPace pace, TimeProvider time)
{
    /// <summary>From the making to the expiry.</summary>
    public const int MostDays = 365;

    /// <summary>Letters of a name.</summary>
    public const int LongestName = 60;

    /// <summary>Characters that name a token's stream groups.</summary>
    public const int LongestGroups = 4000;

    /// <summary>Shown on one page, and more than anybody can look after.</summary>
    public const int MostTokens = 200;

    /// <summary>Why there are none where nobody signs in.</summary>
    public const string NoSignIn = "Access tokens are for where people sign in: without a sign-in the live hub asks nobody who they are.";

    /// <summary>Why one that is out of sight is not ended: as if there were none.</summary>
    private const string NoSuchToken = "There is no such token. Nothing was revoked.";

    /// <summary>Why there is no token for what was asked.</summary>
    private const string NoSuchGroups =
        "Name stream groups that you see yourself: their ARNs, or a tag as support=yes, with commas between. Empty: all that you see.";

    /// <summary>A token was revoked, and that is kept. Raised on the thread of whoever did it.</summary>
    public event EventHandler<TokenEventArgs>? Revoked;

    /// <summary>Makes one. It is kept, and told, before anybody sees it.</summary>
    /// <param name="name">What it is for: 1 to 60 characters on one line.</param>
    /// <param name="role">Viewer or operator.</param>
    /// <param name="days">Until it expires: 1 to 365.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="groups">The stream groups it may see: ARNs and tags with commas between, as <c>support=yes</c>. Empty: those that the lead sees.</param>
    public async Task<TokenMaking> MakeAsync(string name, ActorRole role, int days, Actor? actor, string groups = "")
    {
        if (WhyNot(actor) is { } no)
        {
            await NoteRefusalAsync(actor, no);
            return new TokenMaking.NotMade(no);
        }

        var called = (name ?? "").Trim();
        if (WhyWrong(called, role, days) is { } wrong)
        {
            return new TokenMaking.NotMade(wrong);
        }

        if (SightOf(groups, actor!) is not { } sight)
        {
            return new TokenMaking.NotMade(NoSuchGroups);
        }

        if (pace.Take(DeskAct.ManageTokens, actor!.Person) is { IsAllowed: false } tooOften)
        {
            await NoteRefusalAsync(actor, tooOften.Reason);
            return new TokenMaking.NotMade(tooOften.Reason);
        }

        return await KeepAsync(called, role, days, actor, sight);
    }

    /// <summary>All of them: those that are good first, each half the newest first.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public async Task<TokenList> ListAsync(Actor? actor, CancellationToken cancellationToken)
    {
        if (WhyNot(actor) is { } no)
        {
            await NoteRefusalAsync(actor, no);
            return new TokenList([], no);
        }

        var now = time.GetUtcNow();
        var tokens = await store.RunAsync(db =>
            db.Set<AccessToken>()
                .AsNoTracking()
                .OrderByDescending(token => token.RevokedAt == null && token.Expires > now)
                .ThenByDescending(token => token.MadeAt)
                .Take(2 * MostTokens)
                .ToListAsync(cancellationToken)
        );
        return new TokenList([.. tokens.Where(token => IsInSight(token, actor!))]);
    }

    /// <summary>Ends one, at once: what it opened is closed too. One that has ended already stays as it is.</summary>
    /// <returns>Refused: it is as good as before.</returns>
    public async Task<ActionVerdict> RevokeAsync(Guid id, Actor? actor)
    {
        if (WhyNot(actor) is { } no)
        {
            await NoteRefusalAsync(actor, no);
            return ActionVerdict.Refused(no);
        }

        Ending ending;
        try
        {
            ending = await store.RaceAsync(async db =>
            {
                await using var own = await db.BeginWriteAsync();
                var rows = db.Set<AccessToken>().Where(token => token.Id == id);
                if (await rows.AsNoTracking().SingleOrDefaultAsync() is not { } token || !IsInSight(token, actor!))
                {
                    return Ending.NotThere;
                }

                if (token.RevokedAt is not null)
                {
                    return Ending.Before;
                }

                var (now, by) = (time.GetUtcNow(), StoredText.Of(actor!.Name));
                await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now).SetProperty(row => row.RevokedBy, by));
                await db.SaveAsync(AuditEntries.AccessToken(fleet.ServiceNow, actor.Person, AuditSteps.Revoked, $"{Named(token)}."));
                await own.CommitAsync();
                return Ending.Now;
            });
        }
        catch (StoreUnavailableException unavailable)
        {
            return ActionVerdict.Refused($"{unavailable.Message} The token is not revoked.");
        }

        switch (ending)
        {
            case Ending.NotThere:
                await NoteRefusalAsync(actor, NoSuchToken);
                return ActionVerdict.Refused(NoSuchToken);
            case Ending.Now:
                Revoked?.Invoke(this, new TokenEventArgs(id));
                break;
        }

        return ActionVerdict.Allowed;
    }

    private async Task<TokenMaking> KeepAsync(string name, ActorRole role, int days, Actor by, GroupSight sight)
    {
        var (secret, now) = (TokenSecret.New(), time.GetUtcNow());
        var token = new AccessToken
        {
            Id = Guid.NewGuid(),
            Name = StoredText.Of(name),
            Role = role,
            Groups = sight.IsAll ? null : StoredText.Of(sight.Text),
            MadeBy = StoredText.Of(by.Name),
            MadeAt = now,
            Expires = now.AddDays(days),
            Hash = secret.Hash,
        };
        try
        {
            return await store.RaceAsync<TokenMaking>(async db =>
            {
                if (await db.Set<AccessToken>().CountAsync(one => one.RevokedAt == null && one.Expires > now) >= MostTokens)
                {
                    return new TokenMaking.NotMade($"There are {MostTokens} tokens that are good still: revoke one first.");
                }

                db.Set<AccessToken>().Add(token);
                await db.SaveAsync(AuditEntries.AccessToken(fleet.ServiceNow, by.Person, AuditSteps.Made, WordsOf(token)));
                return new TokenMaking.Made(token, secret);
            });
        }
        catch (StoreUnavailableException unavailable)
        {
            return new TokenMaking.NotMade($"{unavailable.Message} No token was made.");
        }
    }

    /// <summary>What a token that is asked for may see; null where that cannot be read, or is more than who makes it sees.</summary>
    private GroupSight? SightOf(string groups, Actor actor) =>
        string.IsNullOrWhiteSpace(groups) ? actor.Sees
        : groups.Length <= LongestGroups
        && !groups.Any(char.IsControl)
        && GroupSight.TryParse(groups, out var sight)
        && actor.Sees.Covers(sight, fleet.Snapshot)
            ? sight
        : null;

    // A token names groups: who does not see them sees no token of theirs.
    private bool IsInSight(AccessToken token, Actor actor) => actor.Sees.Covers(token.Sees, fleet.Snapshot);

    private static string? WhyNot(Actor? actor) =>
        ActorPermissions.For(DeskAct.ManageTokens, actor) is { IsAllowed: false } no ? no.Reason
        : actor!.Subject.Length == 0 ? NoSignIn
        : null;

    private static string? WhyWrong(string name, ActorRole role, int days) =>
        name.Length is 0 or > LongestName || name.Any(char.IsControl) ? $"Say in 1 to {LongestName} characters what the token is for."
        : role is not (ActorRole.Viewer or ActorRole.Operator) ? "A token is a viewer's or an operator's."
        : days is < 1 or > MostDays ? $"A token is good for 1 to {MostDays} days."
        : null;

    private static string WordsOf(AccessToken token) =>
        $"{Named(token)}, {token.Role.Word()}, until {token.Expires.UtcDateTime:yyyy-MM-dd HH:mm} UTC{(token.Sees.IsAll ? "" : $", stream groups {token.Sees}")}.";

    private static string Named(AccessToken token) => $"Token {token.Id.ToString("N")[..8]} “{token.Name}”";

    private Task NoteRefusalAsync(Actor? actor, string why) =>
        actor is null
            ? Task.CompletedTask
            : audit.NoteAsync(AuditEntries.Forbidden(fleet.ServiceNow, actor.Person, AuditActions.AccessToken, why));

    private enum Ending
    {
        /// <summary>There is none, for who asks.</summary>
        NotThere,

        /// <summary>It had ended already.</summary>
        Before,

        /// <summary>It ended by this.</summary>
        Now,
    }
}
