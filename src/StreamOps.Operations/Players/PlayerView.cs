using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Players;

/// <summary>What a page is shown: the phase and what goes with it, from the boards and the newest snapshot.</summary>
public sealed class PlayerView(
    FleetAccess fleet,
    RescueBoard rescues,
    LinkSteps links,
    StandByBoard standBys,
    StandByAsks asks,
    StandByOffers pageOffers,
    TimeProvider time
)
{
    /// <summary>News that may change what a page is shown.</summary>
    internal News News => new News(time).Of(rescues.WatchAsync).Of(links.Board.WatchAsync).Of(standBys.WatchAsync);

    /// <summary>A page says that its picture is gone: a reason to look at its session, however often it is said.</summary>
    internal void Hint(StreamSessionArn session, string pageHash) => fleet.HintFromPage(session, pageHash);

    /// <summary>The game's backend says so.</summary>
    /// <returns>False where there were too many: it is let go.</returns>
    internal bool Hint(StreamSessionArn session) => fleet.HintFromBackend(session);

    /// <summary>The link as the board has it, where that is newer; null when a newer link of the session stands there.</summary>
    internal RescueLink? Newest(RescueLink link) =>
        links.Board.Current.GetValueOrDefault(link.Session) switch
        {
            null => link,
            { } board when board.Id == link.Id => board.Version > link.Version ? board : link,
            { } other => other.MadeAt >= link.MadeAt ? null : link,
        };

    /// <summary>Whether an offer that came by the link is being acted on: a second one that came beside it is no news for the operator.</summary>
    internal bool IsUnderWay(RescueLink link) =>
        rescues.Current.GetValueOrDefault(link.Session) is { IsOpen: true } attempt && attempt.LinkId == link.Id;

    /// <summary>Who asks a page that stands by for an offer in the present episode: one page, the first that is meant of those the operator sees.</summary>
    internal StandByAsk? AskOf(StreamSessionArn session, string pageHash, StandByKind kind)
    {
        var ask = fleet.Find(session) switch
        {
            null => asks.Of(session, epoch: null),
            { Window: { } window } => asks.Of(session, window.Epoch),
            // No episode runs: an ask that stands is of an earlier one.
            _ => null,
        };
        return
            ask is not null
            && ask.IsFor(kind)
            && (asks.PageFor(session, ask) is not { } asked || SecretHash.AreEqual(asked.PageHash, pageHash))
            ? ask
            : null;
    }

    /// <summary>The episode that runs, else the one of the newest attempt; null when there was none.</summary>
    internal long? EpochOf(StreamSessionArn session) => fleet.Find(session)?.Window?.Epoch ?? Newest(session, known: null)?.WindowEpoch;

    /// <summary>Whether a page that came by a link stands by for the next loss of its session.</summary>
    internal bool StandsBy(RescueLink link, string pageHash) =>
        RescueLinkRules.StandsBy(link, links.LifeOf(link), pageHash, links.Board.Current.GetValueOrDefault(link.Session));

    internal PlayerState OfLink(RescueLink link, string pageHash, RescueAttempt? known)
    {
        var session = fleet.Find(link.Session);
        var newest = Newest(link.Session, known);
        var standsBy = StandsBy(link, pageHash);
        var askedAt = standsBy ? AskOf(link.Session, pageHash, StandByKind.RescuePage)?.At : null;
        return StateOf(link.Session, session, newest, pageHash, standsBy ? session?.Window?.Epoch : link.WindowEpoch) with
        {
            Phase = PlayerStates.OfLink(link, pageHash, session, newest, standsBy, askedAt, Waits(link.Session, pageHash), fleet.Clock.Now),
            Deadline = session is null ? link.KnownDeadline : RescueLinkRules.ShownDeadlineOf(session.Window),
            StoppedBy =
                !RescueLinkRules.IsBoundTo(link, pageHash) ? ""
                // What stopped an offer of an earlier episode says nothing of the next one.
                : !standsBy ? StopOf(link, newest, pageHash)
                : session?.Window is not { } window || newest?.WindowEpoch == window.Epoch
                    ? StopOf(link with { OfferStopRule = "" }, newest, pageHash)
                : "",
        };
    }

    internal PlayerState OfStandBy(StreamSessionArn arn, string pageHash, RescueAttempt? known)
    {
        var session = fleet.Find(arn);
        var newest = Newest(arn, known);
        return StateOf(arn, session, newest, pageHash, session?.Window?.Epoch) with
        {
            Phase = PlayerStates.OfStandBy(
                linkId: null,
                pageHash,
                session,
                newest,
                AskOf(arn, pageHash, StandByKind.GamePage)?.At,
                Waits(arn, pageHash),
                fleet.Clock.Now
            ),
        };
    }

    private bool Waits(StreamSessionArn session, string pageHash) => pageOffers.IsWaiting(session, pageHash, EpochOf(session));

    /// <summary>The session's newest attempt: from the board, else as the store had it, while the board is being loaded.</summary>
    private RescueAttempt? Newest(StreamSessionArn session, RescueAttempt? known) => rescues.Current.GetValueOrDefault(session) ?? known;

    private static string StopOf(RescueLink link, RescueAttempt? newest, string pageHash) =>
        link.OfferStopRule.Length > 0 ? link.OfferStopRule
        : newest?.Error == ApiErrorCode.ScriptKeptOut && newest.LinkId == link.Id && SecretHash.AreEqual(newest.PageHash, pageHash)
            ? PlayerState.ScriptKeptOut
        : "";

    /// <summary>The name people know the application by. An id or a part of an ARN is not for players.</summary>
    private string PublicNameOf(string applicationArn) => fleet.Snapshot.Applications.GetValueOrDefault(applicationArn)?.Description ?? "";

    // Attempts are counted anew in each episode: the number of an earlier one would make the page take the next answer for an old one.
    private PlayerState StateOf(StreamSessionArn arn, LiveStreamSession? session, RescueAttempt? newest, string pageHash, long? epoch) =>
        new()
        {
            Phase = PlayerPhase.Ready,
            ApplicationName = session is null ? "" : PublicNameOf(session.Session.ApplicationArn),
            Deadline = RescueLinkRules.ShownDeadlineOf(session?.Window),
            WantsBack = asks.IsWanted(arn, pageHash, EpochOf(arn)),
            Attempt =
                SecretHash.AreEqual(newest?.PageHash, pageHash) && (epoch is null || newest!.WindowEpoch == epoch) ? newest!.Number : 0,
        };
}
