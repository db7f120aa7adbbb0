using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.StandBy;

namespace StreamOps.Dashboard.Rescue;

/// <summary>The episode that a rescue panel speaks of, as the newest picture shows it, and what its reader may do there. Touches nothing.</summary>
/// <param name="Fleet">The newest picture.</param>
/// <param name="Session">Whose panel it is.</param>
/// <param name="Epoch">Which episode; null while none was seen.</param>
/// <param name="Reader">Who reads; null for somebody who is nobody yet.</param>
/// <param name="IsReadOnly"><c>StreamOps:ReadOnly</c>.</param>
/// <param name="Now">On the <see cref="Operations.Time.FleetClock"/>.</param>
public sealed record PanelEpisode(
    FleetPicture Fleet,
    StreamSessionArn Session,
    long? Epoch,
    Actor? Reader,
    bool IsReadOnly,
    DateTimeOffset Now
)
{
    public LiveStreamSession? Live => Fleet.Snapshot.Sessions.GetValueOrDefault(Session);

    public RescueAttempt? Attempt => EpisodeAttempt.Of(Fleet, Session, Epoch);

    public RescueLink? Link => EpisodeLink.Of(Fleet, Session, Epoch);

    public bool IsLinkLive => Link is { } link && RescueLinkRules.LifeOf(link, Live, Fleet.At).IsOpen();

    public Claim? Claim => EpisodeClaim.Of(Fleet, Session, Epoch);

    /// <summary>The newest claim, also when it is over.</summary>
    public Claim? LastClaim => EpisodeClaim.LastOf(Fleet, Session, Epoch);

    public StandByPage? OpenPage => Fleet.StandBy.GetValueOrDefault(Session)?.In(Epoch);

    /// <summary>Whether the open page can be asked for an offer, as the desk asks again.</summary>
    public ActionVerdict AskVerdict => Verdict.IsAllowed ? Fleet.AskVerdictFor(Session, Epoch) : Verdict;

    public ImmutableArray<Person> Onlookers => Fleet.Onlookers.GetValueOrDefault(Session)?.People ?? [];

    public string ApplicationName => Live is null ? "" : Fleet.Snapshot.ApplicationName(Live.Session.ApplicationArn);

    public Person? Me => Reader?.Person;

    public PictureSight Sight => EpisodeAttempt.SightOf(Fleet, Attempt, Now);

    public bool IsWithoutPicture => Sight == PictureSight.Missing && Live?.Status == StreamSessionStatus.Connected;

    public bool IsUnsure => Fleet.Snapshot.Health.State == PollState.Stale || Live is { IsListed: false, IsGone: false };

    /// <summary>What the operator carries from hand to hand; a link's answer goes back by itself.</summary>
    public bool IsByHand => Attempt is { Source: OfferSource.Paste or OfferSource.Capture };

    /// <summary>Somebody else has the player in hand: nothing is begun here that would get in their way.</summary>
    public bool IsLookingOnly => Claim is not null && !EpisodeClaim.IsOf(Claim, Me);

    /// <summary>Why the reader never does anything here, whatever the session's state; empty for one who does.</summary>
    public string WhyOnlyLooking =>
        May(DeskAct.Rescue) is { IsAllowed: false } no ? no.Reason
        : IsReadOnly ? StreamSessionActions.ReadOnly
        : "";

    public ActionVerdict ClaimVerdict =>
        May(DeskAct.Claim) is { IsAllowed: false } no ? no : ClaimRules.VerdictFor(Live, SessionVerdict, IsReadOnly, Fleet.At);

    public ActionVerdict Verdict => IsLookingOnly ? new ActionVerdict(false, ClaimWords.IsOnIt(Claim!.Operator)) : SessionVerdict;

    public ActionVerdict SessionVerdict =>
        May(DeskAct.Rescue) is { IsAllowed: false } no ? no
        : Live is null ? new ActionVerdict(false, Fleet.Snapshot.WhyAbsent)
        : IsWithoutPicture
            ? new ActionVerdict(false, "The service still holds the connection without a picture, and takes no other beside it.")
        : Fleet.VerdictFor(Live, StreamSessionAction.Rescue, IsReadOnly);

    /// <summary>Whether an offer is taken by hand. While a call is on its way, or its outcome is unknown, a second one would only confuse the player's page.</summary>
    /// <param name="isBrought">Whether the reader brings one for who is on it.</param>
    public bool TakesOffer(bool isBrought) =>
        (IsLookingOnly ? SessionVerdict.IsAllowed && isBrought : Verdict.IsAllowed)
        && Attempt is not { State: RescueState.Requested or RescueState.Sent or RescueState.Unknown };

    /// <summary>A takeover is a rescue with a permission of its own.</summary>
    public ActionVerdict TakeoverVerdict => May(DeskAct.TakeOver) is { IsAllowed: false } no ? no : Verdict;

    /// <summary>Giving up somebody's takeover is ending it.</summary>
    private DeskAct GivingUp => Attempt?.Source == OfferSource.Capture ? DeskAct.EndTakeover : DeskAct.GiveUp;

    /// <summary>Whether the reader may give the attempt up: their own, or where nobody else is on it.</summary>
    public ActionVerdict GiveUpVerdict =>
        May(GivingUp, Attempt?.By) is { IsAllowed: false } no ? no
        : Attempt is { } attempt ? ClaimRules.GiveUpVerdictFor(Claim, attempt, Me, Fleet.At)
        : ActionVerdict.Allowed;

    /// <summary>Whether the reader may, as the desk asks again.</summary>
    public ActionVerdict May(DeskAct act, Person? owner = null) => ActorPermissions.For(act, Reader, owner);

    /// <summary>Whether the reader may answer an offer that waits, as the desks ask again.</summary>
    public ActionVerdict MayAnswer(DeskAct act) => IsReadOnly ? new ActionVerdict(false, StreamSessionActions.ReadOnly) : May(act);

    public bool IsMine(RescueAttempt attempt) => Me?.Is(attempt.By) == true;
}
