using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Claims;

/// <summary>What moves a claim.</summary>
internal enum ClaimTrigger
{
    /// <summary>Somebody takes the player in hand.</summary>
    Claim,

    /// <summary>Somebody does something in the panel.</summary>
    Renew,

    /// <summary>The holder gives it back.</summary>
    Release,

    /// <summary>Somebody takes it from a colleague.</summary>
    Take,
}

/// <summary>Who wants what of a claim.</summary>
/// <param name="Session">Whose player.</param>
/// <param name="Epoch">The episode that runs.</param>
/// <param name="By">Who wants it.</param>
/// <param name="Now">On the <see cref="Time.FleetClock"/>.</param>
/// <param name="Lease">How long a claim lasts without an act.</param>
internal sealed record ClaimWish(StreamSessionArn Session, long Epoch, Person By, DateTimeOffset Now, TimeSpan Lease)
{
    /// <summary>For <see cref="ClaimTrigger.Take"/>: from whom, as was seen; nobody else's is taken.</summary>
    public Person? From { get; init; }
}

/// <summary>What a claim allows, as functions that touch nothing.</summary>
/// <remarks>
/// <code>
/// Open ──claim──► Claimed ──release, or lease over──► Open
///                  │  ▲ └─renew─┐                  (an attempt that runs goes on)
///                  └take────────┘
/// </code>
/// </remarks>
public static class ClaimRules
{
    /// <summary>How long a claim lasts without an act of its holder.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Renewals nearer than this to the last one are not worth a commit.</summary>
    internal static readonly TimeSpan LeastGain = TimeSpan.FromSeconds(1);

    /// <summary>The lease in a window: never over a third of it.</summary>
    /// <param name="window">How long the window is in all; null while that is not known.</param>
    public static TimeSpan LeaseIn(TimeSpan? window) => window / 3 is { } third && third < Lease ? third : Lease;

    /// <summary>What a trigger makes of a claim; the same one back means no step, null that there is none.</summary>
    internal static Claim? Apply(Claim? standing, ClaimTrigger trigger, ClaimWish wish)
    {
        var isHeld = standing?.StandsAt(wish.Now) == true;
        var isMine = standing is not null && wish.By.Is(standing.By);
        return (trigger, isHeld, isMine) switch
        {
            (ClaimTrigger.Claim or ClaimTrigger.Renew or ClaimTrigger.Take, true, true) => Renewed(standing!, wish),
            (ClaimTrigger.Claim or ClaimTrigger.Take, false, _) => Begun(standing, wish),
            // An act after the lease is over: nobody came between, and nobody gave it back.
            (ClaimTrigger.Renew, false, true) when !standing!.IsReleased => Begun(standing, wish),
            (ClaimTrigger.Release, true, true) => WithoutOffer(standing! with { IsReleased = true, Until = wish.Now }),
            (ClaimTrigger.Take, true, false) when wish.From?.Is(standing!.By) == true => Begun(standing, wish) with
            {
                TakenFromName = standing.Operator,
                TakenFromSubject = standing.OperatorSubject,
            },
            _ => standing,
        };
    }

    /// <summary>Whether a rescue is over for good: no claim brings it back. After a failure, or once it was given up, another attempt may follow.</summary>
    internal static bool IsOver(RescueState? newest) => newest is RescueState.Connected or RescueState.Expired or RescueState.Superseded;

    internal static Claim WithoutOffer(Claim claim) =>
        claim with
        {
            WaitingOffer = null,
            OfferFromName = "",
            OfferFromSubject = null,
            OfferFromRole = null,
        };

    /// <summary>After the holder's no: who brought the offer stays, to be told.</summary>
    internal static Claim Declined(Claim claim) => claim with { WaitingOffer = null };

    /// <summary>Whether this very offer waits, encrypted as it is.</summary>
    internal static bool IsWaiting(Claim claim, byte[] offer) => claim.WaitingOffer is { } waiting && waiting.AsSpan().SequenceEqual(offer);

    /// <summary>After an act that is written down whatever it gains.</summary>
    internal static Claim Prolonged(Claim standing, DateTimeOffset now, TimeSpan lease) =>
        standing with
        {
            Until = Moments.Later(standing.Until, now + lease),
        };

    /// <summary>
    /// After a yes that came to nothing, while the offer waits on. The yes was an act: where the lease ran out over it, and nobody came between, it begins
    /// anew.
    /// </summary>
    internal static Claim WaitsOn(Claim standing, Claim allowed, DateTimeOffset now, TimeSpan lease) =>
        !standing.StandsAt(now) && !standing.IsReleased && standing.By.Is(allowed.By) && standing.Until + Lease > now
            ? Prolonged(standing, now, lease)
            : standing;

    /// <summary>Whether somebody may take this player in hand, and why not: asked by the panel for its button, and by the desk again.</summary>
    /// <param name="session">Whose player; null when it is not in the newest snapshot.</param>
    /// <param name="rescue">Whether the session may be rescued.</param>
    /// <param name="isReadOnly"><c>StreamOps:ReadOnly</c>.</param>
    /// <param name="now">On the <see cref="Time.FleetClock"/>.</param>
    public static ActionVerdict VerdictFor(LiveStreamSession? session, ActionVerdict rescue, bool isReadOnly, DateTimeOffset now) =>
        session switch
        {
            // Whoever asks says why it is not there.
            null => rescue,
            { IsGone: true } => ActionVerdict.Refused(GoneWords.Sentence),
            { Window: null } => rescue.IsAllowed ? ActionVerdict.Refused("Nobody waits here: there is nothing to claim.") : rescue,
            { Window: { Kind: WindowKind.Reach, FrozenAt: null, LatestEnd: { } end } } when end <= now => ActionVerdict.Refused(
                StreamSessionActions.WindowClosed
            ),
            // On its way back: who is on it stays on it.
            _ when session.Status == StreamSessionStatus.Reconnecting && !isReadOnly => ActionVerdict.Allowed,
            _ => rescue,
        };

    /// <summary>
    /// Whether somebody may give an attempt up, and why not: always their own, and anybody's for whose player nobody else is there. A takeover has a rule
    /// of its own: whoever began it ends it, or a lead.
    /// </summary>
    /// <param name="claim">The claim on the attempt's episode; null when nobody ever held one.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="person">Who gives up; null for somebody who is nobody yet.</param>
    /// <param name="now">On the <see cref="Time.FleetClock"/>.</param>
    public static ActionVerdict GiveUpVerdictFor(Claim? claim, RescueAttempt attempt, Person? person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return attempt.Source != OfferSource.Capture && person?.Is(attempt.By) != true && claim?.IsAnothers(person, now) == true
            ? ActionVerdict.Refused(ClaimWords.IsOnIt(claim.Operator))
            : ActionVerdict.Allowed;
    }

    private static Claim Renewed(Claim standing, ClaimWish wish) =>
        wish.Now + wish.Lease - standing.Until < LeastGain && wish.Lease > LeastGain
            ? standing
            : standing with
            {
                Until = wish.Now + wish.Lease,
            };

    // The row of the episode is taken over, whoever held it before.
    private static Claim Begun(Claim? standing, ClaimWish wish) =>
        new()
        {
            Session = wish.Session,
            WindowEpoch = wish.Epoch,
            Operator = wish.By.Name,
            By = wish.By,
            Since = wish.Now,
            Until = wish.Now + wish.Lease,
            Version = standing?.Version ?? 0,
        };
}
