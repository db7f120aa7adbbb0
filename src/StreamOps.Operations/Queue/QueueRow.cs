using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.StandBy;

namespace StreamOps.Operations.Queue;

/// <summary>One player who waits, or who left the queue a moment ago. A row in which nothing changed is the same object in the next picture.</summary>
/// <param name="Session">The session, or what it was when it left.</param>
/// <param name="Attempt">The newest attempt; null when nobody has sent anything.</param>
/// <param name="ApplicationName">The name people know.</param>
/// <param name="GroupStatus">Null while it is not known.</param>
/// <param name="Ending">Set once the row has left the queue: a ghost.</param>
public sealed record QueueRow(
    LiveStreamSession Session,
    RescueAttempt? Attempt,
    string ApplicationName,
    StreamGroupStatus? GroupStatus,
    QueueEnding? Ending = null
)
{
    public StreamSessionArn Arn => Session.Arn;

    /// <summary>The moment that decides its place.</summary>
    public DateTimeOffset Deadline => Session.Deadline;

    /// <summary>The session's status now; for a ghost the one it left to.</summary>
    public StreamSessionStatus Status => Ending?.Status ?? Session.Status;

    /// <summary>The newest link of the episode; null when there is none.</summary>
    public RescueLink? Link { get; init; }

    /// <summary>The page that stands by, the game's own or the rescue page of an earlier loss; null when none does.</summary>
    public StandByPage? OpenPage { get; init; }

    /// <summary>Who has the player in hand, for as long as the lease; null when nobody has. For a ghost as it was when it left.</summary>
    public Claim? Claim { get; init; }

    /// <summary>Who looks at the session now.</summary>
    public ImmutableArray<Person> Onlookers { get; init; } = [];

    /// <summary>Whether the window in which the client must connect has gone by while the session still takes a player.</summary>
    public bool IsLapsed { get; init; }

    /// <summary>Whether its window is over by the latest reckoning, though the service has not said so yet.</summary>
    public bool IsOver { get; init; }

    /// <summary>When its window is over, as the clock on the screen says it; null when that is not known or the clock stands.</summary>
    internal DateTimeOffset? OverAt => Session.Window is { FrozenAt: null, LatestEnd: { } end } ? end : null;

    /// <summary>Who has the player in hand: by a claim, else by an attempt that runs or brought the end about, else by a link that was handed out; null when nobody does.</summary>
    public Person? InHandOf =>
        this is { Ending: null, Claim: { } claim } ? claim.By
        : Attempt is { } attempt && (attempt.IsOpen || Ending is not null) ? attempt.By
        : this is { Ending: null, Link: { RevokedAt: null } link } ? link.By
        : null;

    /// <summary>The same by name.</summary>
    public string? Holder => InHandOf?.Name;

    /// <summary>Whether nobody is on it yet, by a claim or an attempt that runs.</summary>
    public bool IsUnclaimed => Claim is null && Attempt is not { IsOpen: true };

    /// <summary>Whether somebody may act for the player, and why not.</summary>
    public ActionVerdict Verdict(bool isReadOnly) =>
        Attempt is { IsOpen: true }
            ? ActionVerdict.Allowed
            : FleetVerdicts.For(StreamSessionAction.Rescue, Session, GroupStatus, isReadOnly);

    /// <summary>Whether somebody may take the player in hand, and why not: what the panel asks for its button, and the desk again.</summary>
    public ActionVerdict ClaimVerdict(bool isReadOnly) =>
        ClaimRules.VerdictFor(
            Session,
            FleetVerdicts.For(StreamSessionAction.Rescue, Session, GroupStatus, isReadOnly),
            isReadOnly,
            // A row has no clock: it is another row once its window is over.
            IsOver && OverAt is { } over
                ? over
                : DateTimeOffset.MinValue
        );

    /// <summary>Whether this person has the player in hand; null for somebody who is nobody yet.</summary>
    public bool IsOf(Person? person) => EpisodeClaim.IsOf(Claim, person);

    /// <summary>Whether it is worth beginning with.</summary>
    public bool CanBeSaved(bool isReadOnly) => Ending is null && !IsOver && Verdict(isReadOnly).IsAllowed;

    /// <summary>How far the rescue has come.</summary>
    public RescueLadder Ladder =>
        RescueLadder.Of(Attempt, Link, sight: Ending?.Sight) switch
        {
            _ when IsLapsed && Attempt is { } attempt && Ending is null => RescueLadder.Of(attempt) with
            {
                Words = "connect window closed",
            },
            { IsUntouched: true } ladder when Ending is null && Status == StreamSessionStatus.Reconnecting => ladder with
            {
                // A player who comes back alone is not waited for.
                Words = "reconnecting by itself",
            },
            { IsUntouched: true } ladder when this is { Ending: null, Link: null, OpenPage: null, Claim: { } claim } => ladder with
            {
                Words = $"claimed by {claim.Operator}",
                ClaimedBy = claim.By,
            },
            { IsUntouched: true } ladder when OpenPage is { } page => ladder with { Words = OpenPageWords.OnTheRow(page) },
            var ladder => ladder,
        };

    /// <summary>Whether a reader would see the same: sessions, attempts and links are compared as objects, they change only as a whole.</summary>
    internal bool LooksLike(QueueRow other) =>
        ReferenceEquals(Session, other.Session)
        && ReferenceEquals(Attempt, other.Attempt)
        && ReferenceEquals(Link, other.Link)
        && OpenPage == other.OpenPage
        && ReferenceEquals(Claim, other.Claim)
        && Onlookers.SequenceEqual(other.Onlookers)
        && IsLapsed == other.IsLapsed
        && IsOver == other.IsOver
        && string.Equals(ApplicationName, other.ApplicationName, StringComparison.Ordinal)
        && GroupStatus == other.GroupStatus
        && Ending == other.Ending;
}
