using System.Collections.Concurrent;
using StreamOps.Operations.Store;

namespace StreamOps.Operations.Tokens;

/// <summary>Lets in by an access token, and keeps when one was last used.</summary>
public sealed class TokenDoor(OperationsStore store, TimeProvider time)
{
    /// <summary>A use is written no more often.</summary>
    private static readonly TimeSpan BetweenUses = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _written = new();

    /// <summary>The token that somebody shows; null where it is none, or good no more.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public async Task<AccessToken?> EnterAsync(string? text)
    {
        if (!TokenSecret.TryParse(text, out var secret))
        {
            return null;
        }

        var hash = secret.Hash;
        var token = await store.RunAsync(db => db.Set<AccessToken>().AsNoTracking().SingleOrDefaultAsync(one => one.Hash == hash));
        return token?.IsLive(time.GetUtcNow()) == true ? token : null;
    }

    /// <summary>Whether a token that let somebody in does so still.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be read now.</exception>
    public async Task<bool> IsLiveAsync(Guid id) =>
        (await store.RunAsync(db => db.Set<AccessToken>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id)))?.IsLive(
            time.GetUtcNow()
        ) == true;

    /// <summary>It is in use: written at most once a minute. That it cannot be written keeps nobody out.</summary>
    public async Task UseAsync(Guid id)
    {
        var now = time.GetUtcNow();
        if (_written.TryGetValue(id, out var before) && now - before < BetweenUses)
        {
            return;
        }

        _written[id] = now;
        var limit = now - BetweenUses;
        try
        {
            await store.RunAsync(db =>
                db.Set<AccessToken>()
                    .Where(token => token.Id == id && (token.UsedAt == null || token.UsedAt <= limit))
                    .ExecuteUpdateAsync(set => set.SetProperty(token => token.UsedAt, (DateTimeOffset?)now))
            );
        }
        catch (StoreUnavailableException)
        {
            // The next minute tries again.
        }
    }
}
