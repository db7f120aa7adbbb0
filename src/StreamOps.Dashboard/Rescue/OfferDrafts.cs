using System.Collections.Concurrent;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Offers;

namespace StreamOps.Dashboard.Rescue;

/// <summary>The texts of the open paste boxes. They come by POST, never through a circuit, and are never stored.</summary>
public sealed class OfferDrafts(OfferDesk desk, TimeProvider time)
{
    /// <summary>A text that nobody touched for so long is forgotten. Its draft stays as long as its panel, so that the page can bring the text again.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private static readonly OfferVerdict TooLong = new([OfferRules.TooLong]);

    private readonly ConcurrentDictionary<string, OfferDraft> _drafts = new(StringComparer.Ordinal);

    /// <summary>Opens a draft for one panel.</summary>
    public OfferDraft Open(StreamSessionArn session, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        Forget();
        var draft = new OfferDraft(RandomNumberGenerator.GetHexString(32, lowercase: true), session, actor.Person)
        {
            TouchedAt = time.GetUtcNow(),
        };
        _drafts[draft.Key] = draft;
        return draft;
    }

    /// <summary>The operator's own draft; null when there is none of that key, or it is somebody else's.</summary>
    public OfferDraft? Find(string key, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return _drafts.TryGetValue(key, out var draft) && actor.Person.Is(draft.Owner) ? draft : null;
    }

    public void Close(OfferDraft draft) => _drafts.TryRemove(draft.Key, out _);

    /// <summary>Examines a text and keeps it.</summary>
    /// <param name="draft">Which box.</param>
    /// <param name="actor">Who brought it.</param>
    /// <param name="serial">Grows with each text of one box.</param>
    /// <param name="text">Null for one over <see cref="OfferDesk.MaxBytes"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<OfferVerdict?> ExamineAsync(
        OfferDraft draft,
        Actor actor,
        long serial,
        string? text,
        CancellationToken cancellationToken
    )
    {
        draft.TouchedAt = time.GetUtcNow();
        if (text is null)
        {
            draft.Take(serial, offer: null, TooLong);
            return TooLong;
        }

        if (text.Length == 0)
        {
            draft.Take(serial, offer: null, verdict: null);
            return null;
        }

        var verdict = await desk.ExamineAsync(draft.Session, text, actor, cancellationToken);
        draft.Take(serial, new Offer(text), verdict);
        return verdict;
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - Life;
        foreach (var draft in _drafts.Values.Where(draft => draft.TouchedAt < oldest))
        {
            draft.Forget();
        }
    }
}
