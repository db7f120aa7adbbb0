using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Queue;

/// <summary>The rescue of one episode, as the newest picture shows it, and what its reader may do there. Touches nothing.</summary>
/// <param name="Fleet">The newest picture.</param>
/// <param name="Session">Whose rescue.</param>
/// <param name="Epoch">Which episode; null while none was seen.</param>
/// <param name="Reader">Who reads; null for somebody who is nobody yet.</param>
/// <param name="IsReadOnly"><c>StreamOps:ReadOnly</c>.</param>
/// <param name="Now">On the <see cref="Time.FleetClock"/>.</param>
public sealed record EpisodeRescue(
    FleetPicture Fleet,
    StreamSessionArn Session,
    long? Epoch,
    Actor? Reader,
    bool IsReadOnly,
    DateTimeOffset Now
)
{
    /// <summary>The session as it is now; null while the fleet does not know it.</summary>
    public LiveStreamSession? Live => Fleet.Snapshot.Sessions.GetValueOrDefault(Session);

    /// <summary>The newest attempt of the episode; null before one was made.</summary>
    public RescueAttempt? Attempt => EpisodeAttempt.Of(Fleet, Session, Epoch);

    /// <summary>The newest link of the episode; null before one was made.</summary>
    public RescueLink? Link => EpisodeLink.Of(Fleet, Session, Epoch);

    /// <summary>Whether that link still opens anything.</summary>
    public bool IsLinkLive => Link is { } link && RescueLinkRules.LifeOf(link, Live, Fleet.At).IsOpen();

    /// <summary>Who has the player in hand; null when nobody does.</summary>
    public Claim? Claim => EpisodeClaim.Of(Fleet, Session, Epoch);

    /// <summary>The newest claim, also when it is over.</summary>
    public Claim? LastClaim => EpisodeClaim.LastOf(Fleet, Session, Epoch);

    /// <summary>The page that stands by, as it is in this episode; null when none does.</summary>
    public StandByPage? OpenPage => Fleet.StandBy.GetValueOrDefault(Session)?.In(Epoch);

    /// <summary>Who asked for the open page's offer that waits; null when none does, or when the player is back by other means.</summary>
    public Person? PageOfferFrom => Live is { Window: null } ? null : OpenPage?.OfferFrom;

    /// <summary>Whether the open page can be asked for an offer, as the desk asks again.</summary>
    public ActionVerdict AskVerdict => Verdict.IsAllowed ? Fleet.AskVerdictFor(Session, Epoch) : Verdict;

    /// <summary>Who looks at the session now.</summary>
    public ImmutableArray<Person> Onlookers => Fleet.Onlookers.GetValueOrDefault(Session)?.People ?? [];

    /// <summary>What is played; empty while the fleet does not know the session.</summary>
    public string ApplicationName => Live is null ? "" : Fleet.Snapshot.ApplicationName(Live.Session.ApplicationArn);

    /// <summary>Who reads, as a person.</summary>
    public Person? Me => Reader?.Person;

    /// <summary>Whether the player sees the game.</summary>
    public PictureSight Sight => EpisodeAttempt.SightOf(Fleet, Attempt, Now);

    /// <summary>Whether the service calls the player connected, who sees nothing.</summary>
    public bool IsWithoutPicture => Sight == PictureSight.Missing && Live?.Status == StreamSessionStatus.Connected;

    /// <summary>Whether it may have changed since it was last seen.</summary>
    public bool IsUnsure =>
        Fleet.Snapshot.Health.State == PollState.Stale || Live is { IsListed: false, IsGone: false } or { IsFromBefore: true };

    /// <summary>What the operator carries from hand to hand; a link's answer goes back by itself.</summary>
    public bool IsByHand => Attempt is { Source: OfferSource.Paste or OfferSource.Capture };

    /// <summary>Somebody else has the player in hand: nothing is begun here that would get in their way.</summary>
    public bool IsLookingOnly => EpisodeClaim.IsOfAnother(Claim, Me);

    /// <summary>Why the reader never does anything here, whatever the session's state; empty for one who does.</summary>
    public string WhyOnlyLooking =>
        May(DeskAct.Rescue) is { IsAllowed: false } no ? no.Reason
        : IsReadOnly ? StreamSessionActions.ReadOnly
        : "";

    /// <summary>Whether the reader may claim.</summary>
    public ActionVerdict ClaimVerdict =>
        May(DeskAct.Claim) is { IsAllowed: false } no ? no : ClaimRules.VerdictFor(Live, SessionVerdict, IsReadOnly, Fleet.At);

    /// <summary>Whether the reader may send an offer, and why not: who never does anything here is not told to take the claim first.</summary>
    public ActionVerdict Verdict =>
        WhyOnlyLooking is { Length: > 0 } why ? ActionVerdict.Refused(why)
        : IsLookingOnly ? ActionVerdict.Refused(ClaimWords.IsOnIt(Claim!.Operator))
        : SessionVerdict;

    /// <summary>The same, whoever has the player in hand.</summary>
    public ActionVerdict SessionVerdict =>
        May(DeskAct.Rescue) is { IsAllowed: false } no ? no
        : Live is null ? ActionVerdict.Refused(Fleet.Snapshot.WhyAbsent)
        : IsWithoutPicture
            ? ActionVerdict.Refused("The service still holds the connection without a picture, and takes no other beside it.")
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
    public ActionVerdict MayAnswer(DeskAct act) => IsReadOnly ? ActionVerdict.Refused(StreamSessionActions.ReadOnly) : May(act);

    /// <summary>Whether the reader brought the attempt's offer.</summary>
    public bool IsMine(RescueAttempt attempt) => Me?.Is(attempt.By) == true;
}
