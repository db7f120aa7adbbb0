using System.Collections.Concurrent;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Players;

namespace StreamOps.Operations.StandBy;

/// <summary>Which pages stand by and who asks them for an offer. In memory: pages come again by themselves, and asking again harms nobody.</summary>
internal sealed class StandByAsks(StandByBoard board)
{
    private readonly ConcurrentDictionary<StreamSessionArn, StandByAsk> _asks = [];

    /// <summary>Asks the session's page, also one that comes later in the same episode.</summary>
    public void Ask(StreamSessionArn session, long epoch, string operatorName, DateTimeOffset at)
    {
        _asks[session] = new StandByAsk(epoch, operatorName, at);
        Amend(session, page => page with { AskedBy = operatorName, OfferStop = "", Trouble = PlayerTrouble.None });
    }

    /// <summary>Who asks, in an episode; null when nobody does.</summary>
    /// <param name="session">The session.</param>
    /// <param name="epoch">The episode that runs; null where the fleet does not know the session.</param>
    public StandByAsk? Of(StreamSessionArn session, long? epoch) =>
        _asks.TryGetValue(session, out var ask) && (epoch is null || ask.Epoch == epoch) ? ask : null;

    /// <summary>Drops asks: those of an episode that is over, or that somebody took back.</summary>
    public void Drop(Func<StreamSessionArn, StandByAsk, bool> isOver)
    {
        foreach (var (session, ask) in _asks.Where(pair => isOver(pair.Key, pair.Value)))
        {
            TryTake(session, ask);
        }
    }

    /// <summary>Takes an ask, so that it is answered once; false when somebody else did.</summary>
    public bool TryTake(StreamSessionArn session, StandByAsk ask)
    {
        if (!_asks.TryRemove(KeyValuePair.Create(session, ask)))
        {
            return false;
        }

        Amend(session, page => page with { AskedBy = "", WantsBackAt = null });
        return true;
    }

    /// <summary>The page is here.</summary>
    public void Enter(StandByPage page) =>
        board.Change(current =>
            current.SetItem(page.Session, page with { AskedBy = _asks.TryGetValue(page.Session, out var ask) ? ask.Operator : "" })
        );

    /// <summary>Whether a page of the session stands by.</summary>
    public bool Stands(StreamSessionArn session) => board.Current.ContainsKey(session);

    /// <summary>The page is gone, unless another one has taken its place.</summary>
    public void Leave(StandByPage page) =>
        board.Change(current =>
            current.TryGetValue(page.Session, out var standing) && standing.Since == page.Since && standing.PageHash == page.PageHash
                ? current.Remove(page.Session)
                : current
        );

    public void Amend(StreamSessionArn session, Func<StandByPage, StandByPage> change) =>
        board.Change(current => current.TryGetValue(session, out var page) ? current.SetItem(session, change(page)) : current);
}

/// <summary>An operator's wish for an offer of the session's open page.</summary>
/// <param name="Epoch">The episode it is for.</param>
/// <param name="Operator">Who asks.</param>
/// <param name="At">When the read left that found the session waiting, on the fleet's clock: an answer from before it did not save the player.</param>
internal sealed record StandByAsk(long Epoch, string Operator, DateTimeOffset At);
