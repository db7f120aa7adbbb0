using StreamOps.Operations.Acts;

namespace StreamOps.Operations.StandBy;

/// <summary>Which pages stand by and who asks them for an offer. In memory: pages come again by themselves, and asking again harms nobody.</summary>
public sealed class StandByAsks(StandByBoard board)
{
    // A page is on the board or among those that left, in no moment nowhere, and what is asked of it is what the board says: all three change and are read under it.
    private readonly Lock _moving = new();

    private readonly Dictionary<StreamSessionArn, StandByAsk> _asks = [];

    /// <summary>Pages of which something is to be kept, as they left: a line that breaks takes nothing back, and a reload no wish.</summary>
    private readonly Dictionary<(StreamSessionArn Session, string PageHash), StandByPage> _left = [];

    /// <summary>Asks the session's page, also one that comes later in the same episode.</summary>
    /// <param name="session">The session.</param>
    /// <param name="epoch">The episode that runs.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="at">When the read left that found the session waiting.</param>
    /// <param name="only">Whose page is meant; null for the one that the operator sees.</param>
    /// <returns>False while an offer of the session's pages is being sent: its page would make another, and have no use for the answer to this one.</returns>
    internal bool Ask(StreamSessionArn session, long epoch, Person by, DateTimeOffset at, StandByKind? only = null)
    {
        var ask = new StandByAsk(epoch, by, at, only);
        lock (_moving)
        {
            if (Any(session, page => page.IsTakenIn(epoch)))
            {
                return false;
            }

            _asks[session] = ask;
            Amend(session, page => ask.IsFor(page.Kind) ? page.In(epoch).Asked() : page);
            AmendLeft(session, page => ask.IsFor(page.Kind), page => page.Asked());
            return true;
        }
    }

    /// <summary>An ask that was taken and came to nothing stands again, unless there is a newer one.</summary>
    internal void AskAgain(StreamSessionArn session, StandByAsk ask)
    {
        lock (_moving)
        {
            if (_asks.TryAdd(session, ask))
            {
                Amend(session, page => page);
            }
        }
    }

    /// <summary>Who asks, in an episode; null when nobody does.</summary>
    /// <param name="session">The session.</param>
    /// <param name="epoch">The episode that runs; null where the fleet does not know the session.</param>
    internal StandByAsk? Of(StreamSessionArn session, long? epoch)
    {
        lock (_moving)
        {
            return _asks.TryGetValue(session, out var ask) && (epoch is null || ask.Epoch == epoch) ? ask : null;
        }
    }

    /// <summary>Drops asks: those of an episode that is over, or that somebody took back.</summary>
    internal void Drop(Func<StreamSessionArn, StandByAsk, bool> isOver)
    {
        lock (_moving)
        {
            foreach (var (session, ask) in _asks.Where(pair => isOver(pair.Key, pair.Value)).ToList())
            {
                TryTake(session, ask);
            }
        }
    }

    /// <summary>Forgets what was said on pages that left: before a moment, whatever became of their session, or in an episode that is over.</summary>
    internal void Forget(DateTimeOffset moment, Func<StreamSessionArn, long, bool> isOver) =>
        Forget((session, page) => (page.WantsBackAt ?? page.Since) < moment || page.Epoch is not { } epoch || isOver(session, epoch));

    private void Forget(Func<StreamSessionArn, StandByPage, bool> isSo)
    {
        lock (_moving)
        {
            foreach (var key in _left.Where(pair => isSo(pair.Key.Session, pair.Value)).Select(pair => pair.Key).ToList())
            {
                _left.Remove(key);
            }
        }
    }

    /// <summary>Takes an ask, so that it is answered once; false when somebody else did.</summary>
    internal bool TryTake(StreamSessionArn session, StandByAsk ask)
    {
        lock (_moving)
        {
            if (_asks.GetValueOrDefault(session) != ask)
            {
                return false;
            }

            _asks.Remove(session);
            Amend(session, page => page with { WantsBackAt = null });
            AmendLeft(session, _ => true, page => page with { WantsBackAt = null });
            Forget((other, page) => other == session && !page.IsToBeKept);
            return true;
        }
    }

    /// <summary>The page is here, with what stood of it when it left.</summary>
    internal void Enter(StandByPage page)
    {
        lock (_moving)
        {
            _left.Remove((page.Session, page.PageHash), out var left);
            Change(page.Session, front => StandByPage.Joined(front, page, left));
        }
    }

    /// <summary>Whether the page's player asked in an episode to come back: here, or before a reload that is under way.</summary>
    internal bool IsWanted(StreamSessionArn session, string pageHash, long? epoch)
    {
        lock (_moving)
        {
            var page = Here(session, page => page.Is(pageHash)) ?? _left.GetValueOrDefault((session, pageHash));
            return page?.In(epoch).WantsBackAt is not null;
        }
    }

    /// <summary>The page that an ask is for; null when it is not here.</summary>
    internal StandByPage? PageFor(StreamSessionArn session, StandByAsk ask) => Here(session, page => ask.IsFor(page.Kind));

    /// <summary>The page is gone; the one behind it is seen again, as it stood.</summary>
    internal void Leave(StandByPage page)
    {
        lock (_moving)
        {
            StandByPage? gone = null;
            Change(
                page.Session,
                front =>
                {
                    var rest = StandByPage.Without(front, page);
                    // It may be here again before it left: then it has what it had.
                    gone = StandByPage.Find(rest, page.PageHash) is null ? StandByPage.Find(front, page.PageHash) : null;
                    return rest;
                }
            );
            if (gone is { IsToBeKept: true })
            {
                _left[(page.Session, page.PageHash)] = gone with { Behind = null };
            }
        }
    }

    /// <summary>Changes the page that the operator sees.</summary>
    internal void Amend(StreamSessionArn session, Func<StandByPage, StandByPage> change) =>
        Change(session, front => front is null ? null : change(front));

    /// <summary>Changes one page, also where another one stands before it. What it said a moment before it left, or before it came, stands of it once it is here again.</summary>
    /// <param name="page">The page as it would enter.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="comesForward">Whether its player is there: then it is the one that the operator sees and asks.</param>
    internal void Amend(StandByPage page, Func<StandByPage, StandByPage> change, bool comesForward)
    {
        lock (_moving)
        {
            if (Here(page.Session, other => other.Is(page.PageHash)) is null)
            {
                var changed = change(_left.GetValueOrDefault((page.Session, page.PageHash)) ?? page);
                if (changed.IsToBeKept)
                {
                    _left[(page.Session, page.PageHash)] = changed;
                }
                else
                {
                    _left.Remove((page.Session, page.PageHash));
                }

                return;
            }

            Change(
                page.Session,
                front =>
                    StandByPage.Find(front, page.PageHash) is not { } here ? front
                    : comesForward ? change(here) with { Behind = StandByPage.Without(front, here) }
                    : StandByPage.Replace(front!, here, change(here))
            );
        }
    }

    /// <summary>The first of the session's pages that are here of which something is so; null when it is of none.</summary>
    internal StandByPage? Here(StreamSessionArn session, Func<StandByPage, bool> isSo) =>
        StandByPage.First(board.Current.GetValueOrDefault(session), isSo);

    /// <summary>Whether something is so of a page of the session, here or on its way back.</summary>
    internal bool Any(StreamSessionArn session, Func<StandByPage, bool> isSo)
    {
        lock (_moving)
        {
            return Here(session, isSo) is not null || LeftOf(session, isSo).Count > 0;
        }
    }

    /// <summary>Changes the first page that is here of which something is so.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool AmendHere(StreamSessionArn session, Func<StandByPage, bool> isSo, Func<StandByPage, StandByPage> change)
    {
        StandByPage? page = null;
        Change(session, front => (page = StandByPage.First(front, isSo)) is null ? front : StandByPage.Replace(front!, page, change(page)));
        return page is not null;
    }

    /// <summary>The same, and with it those of which it is so on their way back.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool AmendAnywhere(StreamSessionArn session, Func<StandByPage, bool> isSo, Func<StandByPage, StandByPage> change)
    {
        lock (_moving)
        {
            return AmendHere(session, isSo, change) | AmendLeft(session, isSo, change);
        }
    }

    private bool AmendLeft(StreamSessionArn session, Func<StandByPage, bool> isSo, Func<StandByPage, StandByPage> change)
    {
        var left = LeftOf(session, isSo);
        foreach (var page in left)
        {
            _left[(session, page.PageHash)] = change(page);
        }

        return left.Count > 0;
    }

    private List<StandByPage> LeftOf(StreamSessionArn session, Func<StandByPage, bool> isSo) =>
        [.. _left.Where(pair => pair.Key.Session == session).Select(pair => pair.Value).Where(isSo)];

    /// <summary>The one way to the board: whoever changes a page does not meet it on its way there or back.</summary>
    private void Change(StreamSessionArn session, Func<StandByPage?, StandByPage?> change)
    {
        lock (_moving)
        {
            board.Change(
                session,
                standing =>
                    change(standing) is { } front
                        ? front with
                        {
                            AskedBy = _asks.TryGetValue(session, out var ask) && ask.IsFor(front.Kind) ? ask.By.Name : "",
                        }
                        : null
            );
        }
    }
}
