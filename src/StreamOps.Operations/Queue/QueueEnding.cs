using StreamOps.Operations.Attempts;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Queue;

/// <summary>How a player left the queue.</summary>
/// <param name="Outcome">What became of the wait; open while it is not known.</param>
/// <param name="LeftAt">When the row left, on the <see cref="Time.FleetClock"/>.</param>
public sealed record QueueEnding(EpisodeOutcome Outcome, DateTimeOffset LeftAt)
{
    /// <summary>How long a row that left stays as a ghost.</summary>
    public static readonly TimeSpan GhostTime = TimeSpan.FromSeconds(8);

    /// <summary>How long a row without a picture stays: somebody has to do something for its player.</summary>
    public static readonly TimeSpan NoPictureTime = TimeSpan.FromMinutes(2);

    /// <summary>Whether the player whom a rescue brought back sees the game.</summary>
    public PictureSight Sight { get; init; }

    /// <summary>The status it left to; null when the list no longer shows it.</summary>
    public StreamSessionStatus? Status { get; init; }

    /// <summary>The service's word for the end, as <c>reconnectionTimeout</c>; empty when it gave none or there was no end.</summary>
    public string StatusReason { get; init; } = "";

    /// <summary>The episode; null until its end is written.</summary>
    public Episode? Episode { get; init; }

    /// <summary>Whether the player is back, and sees the game as far as anybody can know.</summary>
    public bool IsGood => Outcome is EpisodeOutcome.CameBack or EpisodeOutcome.Recovered && !IsWithoutProof;

    /// <summary>When the ghost goes.</summary>
    internal DateTimeOffset GoesAt =>
        LeftAt
        + Sight switch
        {
            PictureSight.Awaited => PictureSights.TimeToTell + GhostTime,
            PictureSight.Missing => NoPictureTime,
            _ => GhostTime,
        };

    private bool IsWithoutProof => Sight is PictureSight.Missing or PictureSight.Awaited;

    /// <summary>How a session left the queue.</summary>
    /// <param name="after">The session now; null when the list no longer shows it.</param>
    /// <param name="attempt">The newest attempt of the episode.</param>
    /// <param name="episode">The episode; null until its end is written.</param>
    /// <param name="sight">Whether the player sees the game.</param>
    /// <param name="leftAt">On the fleet clock.</param>
    internal static QueueEnding Of(
        LiveStreamSession? after,
        RescueAttempt? attempt,
        Episode? episode,
        PictureSight sight,
        DateTimeOffset leftAt
    ) =>
        after switch
        {
            null => new QueueEnding(EpisodeOutcome.Open, leftAt),
            { IsGone: true } => new QueueEnding(EpisodeOutcome.NoLongerListed, leftAt),
            _ when after.Status != StreamSessionStatus.Connected => new QueueEnding(
                EpisodeOutcomes.OfEnd(SessionEnds.Of(after.Session.StatusReason)),
                leftAt
            )
            {
                Status = after.Status,
                StatusReason = after.Session.StatusReason,
            },
            _ when attempt is not { AnsweredAt: not null } => new QueueEnding(EpisodeOutcome.CameBack, leftAt) { Status = after.Status },
            _ => new QueueEnding(EpisodeOutcome.Recovered, leftAt)
            {
                Status = after.Status,
                Sight = sight,
                Episode = episode,
            },
        };
}
