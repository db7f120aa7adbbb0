using StreamOps.Operations.Acts;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Secrets;

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
            if (IsOneTaken(session, epoch))
            {
                return false;
            }

            _asks[session] = ask;
            Amend(session, page => ask.IsFor(page.Kind) ? StandByPage.Asked(page.In(epoch)) : page);
            AmendLeft(session, page => ask.IsFor(page.Kind) ? StandByPage.Asked(page) : page);
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
            AmendLeft(session, page => page with { WantsBackAt = null });
            Forget((other, page) => other == session && !page.IsToBeKept);
            return true;
        }
    }

    /// <summary>
    /// The page is here, before the others of its session: the one that came last is the one the operator sees. Only the game's own, which its backend
    /// vouches for, stays before a rescue page, which a link let in.
    /// </summary>
    internal void Enter(StandByPage page)
    {
        lock (_moving)
        {
            _left.Remove((page.Session, page.PageHash), out var left);
            Change(
                page.Session,
                front =>
                {
                    var known = StandByPage.Find(front, page.PageHash);
                    var entered = page.After(known ?? left);
                    // The offer is on the page's newest line alone: the other one is seen to have broken in a moment.
                    var others = known is null ? front : StandByPage.Replace(front!, known, known with { Waiting = null });
                    return others is { Kind: StandByKind.GamePage } && page.Kind == StandByKind.RescuePage
                        ? others with
                        {
                            Behind = entered with { Behind = others.Behind },
                        }
                        : entered with
                        {
                            Behind = others,
                        };
                }
            );
        }
    }

    /// <summary>
    /// The page is loaded anew: nobody would take the answer to the offer it made. Where that waited for a yes, the page is asked for another one in
    /// the same name.
    /// </summary>
    internal void LoadAnew(StreamSessionArn session, string pageHash)
    {
        StandByOffer? lost = null;
        StandByPage Anew(StandByPage page)
        {
            lost = page.Waiting ?? lost;
            return page with { Trouble = PlayerTrouble.None, Waiting = null };
        }

        lock (_moving)
        {
            Amend(session, pageHash, Anew, comesForward: false);
            AmendLeft(session, page => SecretHash.AreEqual(page.PageHash, pageHash) ? Anew(page) : page);
        }

        if (lost is { IsTaken: false })
        {
            AskAgain(session, lost.Ask);
        }
    }

    /// <summary>Whether the page's player asked in an episode to come back: here, or before a reload that is under way.</summary>
    internal bool IsWanted(StreamSessionArn session, string pageHash, long? epoch)
    {
        lock (_moving)
        {
            var page = StandByPage.Find(board.Current.GetValueOrDefault(session), pageHash) ?? _left.GetValueOrDefault((session, pageHash));
            return page?.In(epoch).WantsBackAt is not null;
        }
    }

    /// <summary>The page that an ask is for; null when it is not here.</summary>
    internal StandByPage? PageFor(StreamSessionArn session, StandByAsk ask) =>
        StandByPage.FirstFor(board.Current.GetValueOrDefault(session), ask);

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

    /// <summary>Whether the page's offer waits in an episode, for the yes of who has the player in hand or for a better moment, or is being sent.</summary>
    internal bool IsOfferWaiting(StreamSessionArn session, string pageHash, long? epoch) =>
        StandByPage.Find(board.Current.GetValueOrDefault(session), pageHash)?.In(epoch).Waiting is not null;

    /// <summary>Takes the offer that waits at the session's pages, so that it is answered once; null when none does, or when somebody else took it.</summary>
    /// <remarks>To its page it waits until <see cref="PutBack"/> or <see cref="Settle"/>: one that waits no more, with no attempt begun, was not sent.</remarks>
    internal StandByOffer? TakeWaiting(StreamSessionArn session)
    {
        StandByOffer? taken = null;
        Change(
            session,
            front =>
            {
                var page = StandByPage.WaitingIn(front);
                taken = page?.Waiting;
                return page is null
                    ? front
                    : StandByPage.Replace(front!, page, page with { Waiting = taken! with { IsTaken = true }, OfferStop = "" });
            }
        );
        return taken;
    }

    /// <summary>Whether a page has the offer, taken or not: one that was loaded anew has not.</summary>
    internal bool Has(StreamSessionArn session, StandByOffer offer)
    {
        lock (_moving)
        {
            return StandByPage.FindOf(board.Current.GetValueOrDefault(session), offer) is not null
                || LeftOf(session).Any(left => StandByPage.IsOf(left.Page, offer));
        }
    }

    /// <summary>Takes this very offer; false when it waits no more, or when somebody else took it.</summary>
    internal bool TryTake(StreamSessionArn session, StandByOffer offer)
    {
        var isTaken = false;
        Change(
            session,
            front =>
            {
                var page = StandByPage.FindOf(front, offer);
                isTaken = page is { Waiting.IsTaken: false };
                return isTaken ? StandByPage.Replace(front!, page!, page! with { Waiting = offer with { IsTaken = true } }) : front;
            }
        );
        return isTaken;
    }

    /// <summary>Whether an offer of the session's pages was taken in an episode, and it is not decided yet what becomes of it.</summary>
    /// <remarks>Also of one whose line broke meanwhile.</remarks>
    internal bool IsOneTaken(StreamSessionArn session, long? epoch)
    {
        lock (_moving)
        {
            for (var page = board.Current.GetValueOrDefault(session); page is not null; page = page.Behind)
            {
                if (StandByPage.IsTakenIn(page, epoch))
                {
                    return true;
                }
            }

            return LeftOf(session).Any(left => StandByPage.IsTakenIn(left.Page, epoch));
        }
    }

    /// <summary>Nothing was decided about an offer that was taken: it waits on. Where its page has it no more, that is asked for another one.</summary>
    internal void PutBack(StreamSessionArn session, StandByOffer offer)
    {
        if (!Amend(session, offer, page => page with { Waiting = offer }))
        {
            AskAgain(session, offer.Ask);
        }
    }

    /// <summary>It is decided what becomes of an offer that was taken.</summary>
    /// <param name="session">The session.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="stop">What the page's operators read of it from now on; empty when it was sent.</param>
    /// <returns>Whether a page had it still.</returns>
    internal bool Settle(StreamSessionArn session, StandByOffer offer, string stop) =>
        Amend(session, offer, page => page with { Waiting = null, OfferStop = stop });

    /// <summary>Changes the page that the operator sees.</summary>
    internal void Amend(StreamSessionArn session, Func<StandByPage, StandByPage> change) =>
        Change(session, front => front is null ? null : change(front));

    /// <summary>Changes one page, also where another one stands before it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="pageHash">The page.</param>
    /// <param name="change">What becomes of it.</param>
    /// <param name="comesForward">Whether its player is there: then it is the one that the operator sees and asks.</param>
    internal void Amend(StreamSessionArn session, string pageHash, Func<StandByPage, StandByPage> change, bool comesForward) =>
        Change(
            session,
            front =>
                StandByPage.Find(front, pageHash) is not { } page ? front
                : comesForward ? change(page) with { Behind = StandByPage.Without(front, page) }
                : StandByPage.Replace(front!, page, change(page))
        );

    /// <summary>Changes the page that has an offer, here or on its way back.</summary>
    /// <returns>Whether there is one.</returns>
    private bool Amend(StreamSessionArn session, StandByOffer offer, Func<StandByPage, StandByPage> change)
    {
        lock (_moving)
        {
            var has = Has(session, offer);
            Change(
                session,
                front => StandByPage.FindOf(front, offer) is { } page ? StandByPage.Replace(front!, page, change(page)) : front
            );
            AmendLeft(session, page => StandByPage.IsOf(page, offer) ? change(page) : page);
            return has;
        }
    }

    private void AmendLeft(StreamSessionArn session, Func<StandByPage, StandByPage> change)
    {
        foreach (var (key, page) in LeftOf(session).ToList())
        {
            _left[key] = change(page);
        }
    }

    private IEnumerable<((StreamSessionArn Session, string PageHash) Key, StandByPage Page)> LeftOf(StreamSessionArn session) =>
        _left.Where(pair => pair.Key.Session == session).Select(pair => (pair.Key, pair.Value));

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
