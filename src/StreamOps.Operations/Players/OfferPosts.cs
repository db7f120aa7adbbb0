using System.Collections.Concurrent;
using StreamOps.Operations.Secrets;

namespace StreamOps.Operations.Players;

/// <summary>Posts of pages' offers that are under way. A page that is loaded anew in the midst of one has no use for it any more: nobody would take its answer.</summary>
public sealed class OfferPosts
{
    private readonly ConcurrentDictionary<OfferPost, bool> _underWay = [];

    /// <summary>An offer arrives.</summary>
    /// <param name="session">The session.</param>
    /// <param name="pageHash">The page that made it.</param>
    /// <param name="before">The post that this goes on for; null for one that has just come.</param>
    internal OfferPost Begin(StreamSessionArn session, string pageHash, OfferPost? before = null)
    {
        var post = new OfferPost(session, pageHash, before, ended => _underWay.TryRemove(ended, out _));
        _underWay[post] = true;
        return post;
    }

    /// <summary>The page is loaded anew: what it has posted before is of nobody any more. Said before what already waits of it is dropped.</summary>
    internal void LoadedAnew(StreamSessionArn session, string pageHash)
    {
        foreach (var (post, _) in _underWay)
        {
            if (post.Session == session && SecretHash.AreEqual(post.PageHash, pageHash))
            {
                post.Lose();
            }
        }
    }
}

/// <summary>One of them.</summary>
internal sealed class OfferPost(StreamSessionArn session, string pageHash, OfferPost? before, Action<OfferPost> end) : IDisposable
{
    private volatile bool _isOfNobody;

    public StreamSessionArn Session => session;

    public string PageHash => pageHash;

    /// <summary>Whether its page was loaded anew since. Whoever writes the offer down looks afterwards, and takes it back then.</summary>
    /// <remarks>Lost with the one that it goes on for: it may have come too late for whoever walks the posts to say that a page is loaded anew.</remarks>
    public bool IsOfNobody => _isOfNobody || before?.IsOfNobody == true;

    public void Lose() => _isOfNobody = true;

    public void Dispose() => end(this);
}
