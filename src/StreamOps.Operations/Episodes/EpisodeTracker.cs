using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Episodes;

/// <summary>An episode with its running window, as it is stored. Times are service time.</summary>
internal sealed record TrackedEpisode(Episode Episode, KnownWindow Window);

/// <summary>What a look at the fleet adds to the store.</summary>
internal sealed record EpisodeBatch(
    IReadOnlyList<(StreamSessionArn Session, SeenStatus Status)> Seen,
    IReadOnlyList<TrackedEpisode> Episodes
);

/// <summary>Turns what is seen of the fleet into timelines and episodes. Holds what is open; touches no store and no clock.</summary>
internal sealed class EpisodeTracker(
    IEnumerable<TrackedEpisode> open,
    IReadOnlyDictionary<StreamSessionArn, SeenStatus> lastSeen,
    Func<StreamSessionArn, RescueAttempt?> attemptOf
)
{
    private readonly Dictionary<StreamSessionArn, TrackedEpisode> _open = open.ToDictionary(tracked => tracked.Episode.Session);
    private readonly Dictionary<StreamSessionArn, TrackedEpisode> _gone = [];
    private readonly Dictionary<StreamSessionArn, (StreamSessionStatus Status, string Reason)> _seen = lastSeen.ToDictionary(
        pair => pair.Key,
        pair => (pair.Value.Status, pair.Value.StatusReason)
    );

    /// <summary>Looks at what changed.</summary>
    /// <param name="changes">Each session that is new, different or gone.</param>
    /// <param name="offset">Service time minus <see cref="FleetClock"/> time.</param>
    /// <param name="now">Service time.</param>
    public EpisodeBatch Observe(
        IEnumerable<(StreamSessionArn Arn, LiveStreamSession? Session)> changes,
        TimeSpan offset,
        DateTimeOffset now
    )
    {
        var seen = new List<(StreamSessionArn, SeenStatus)>();
        var episodes = new List<TrackedEpisode>();
        foreach (var (arn, session) in changes)
        {
            if (session is null)
            {
                _seen.Remove(arn);
                _gone.Remove(arn);
                Close(arn, EpisodeOutcome.Ended, "", now, episodes);
                continue;
            }

            var status = StatusOf(session, offset);
            if (!_seen.TryGetValue(arn, out var before) || before != (status.Status, status.StatusReason))
            {
                _seen[arn] = (status.Status, status.StatusReason);
                seen.Add((arn, status));
            }

            Follow(session, status, (offset, now), episodes);
        }

        return new EpisodeBatch(seen, episodes);
    }

    private static SeenStatus StatusOf(LiveStreamSession session, TimeSpan offset)
    {
        var earliest = session.StatusSinceEarliest + offset;
        var latest = session.StatusSinceLatest + offset;
        // The mark has its own meaning only between the two reads; outside of them the earlier bound is the cautious one.
        var expected = session.StatusUpdatedAt is { } updated && updated >= earliest && updated <= latest ? updated : earliest;
        return new SeenStatus(session.Status, session.Session.StatusReason, earliest, expected, latest);
    }

    private void Follow(
        LiveStreamSession session,
        SeenStatus status,
        (TimeSpan Offset, DateTimeOffset Now) time,
        List<TrackedEpisode> episodes
    )
    {
        var (offset, now) = time;
        var arn = session.Arn;
        if (session.IsGone)
        {
            if (_open.TryGetValue(arn, out var tracked))
            {
                _gone[arn] = tracked;
                Close(arn, EpisodeOutcome.NoLongerListed, "", now, episodes);
            }

            return;
        }

        // Back after all: the episode was never over.
        if (_gone.Remove(arn, out var again))
        {
            episodes.Add(_open[arn] = again);
        }

        if (session.Status == StreamSessionStatus.Connected)
        {
            Close(arn, ReturnOf(arn, offset), "", status.BeganExpected, episodes);
        }
        else if (session.Status.IsEnd)
        {
            Close(arn, EndOf(status.StatusReason), status.StatusReason, status.BeganExpected, episodes);
        }
        else if (session.Window is { } window)
        {
            FollowWindow(session, window, status, offset, episodes);
        }
    }

    private void FollowWindow(
        LiveStreamSession session,
        ReconnectionWindow window,
        SeenStatus status,
        TimeSpan offset,
        List<TrackedEpisode> episodes
    )
    {
        var arn = session.Arn;
        var known = KnownWindow.Of(arn, window, offset);
        if (_open.TryGetValue(arn, out var tracked) && tracked.Episode.Epoch == window.Epoch)
        {
            if (tracked.Window != known)
            {
                episodes.Add(_open[arn] = tracked with { Window = known });
            }
        }
        else if (window.Kind == WindowKind.Reach)
        {
            // Another loss: between the two the client was connected, though no read saw it.
            Close(arn, ReturnOf(arn, offset), "", status.BeganEarliest, episodes);
            episodes.Add(_open[arn] = new TrackedEpisode(EpisodeOf(session, window, offset), known));
        }
    }

    private void Close(StreamSessionArn arn, EpisodeOutcome outcome, string reason, DateTimeOffset at, List<TrackedEpisode> episodes)
    {
        if (!_open.Remove(arn, out var tracked))
        {
            return;
        }

        var ended = tracked.Episode with { EndedAt = at, Outcome = outcome, StatusReason = reason };
        episodes.Add(tracked with { Episode = ended });
    }

    private EpisodeOutcome ReturnOf(StreamSessionArn arn, TimeSpan offset) =>
        _open.TryGetValue(arn, out var tracked)
        && attemptOf(arn)?.AnsweredAt is { } answeredAt
        && answeredAt + offset >= tracked.Episode.LostAt
            ? EpisodeOutcome.Recovered
            : EpisodeOutcome.CameBack;

    private static EpisodeOutcome EndOf(string reason) => EpisodeOutcomes.OfEnd(SessionEnds.Of(reason));

    private static Episode EpisodeOf(LiveStreamSession session, ReconnectionWindow window, TimeSpan offset) =>
        new()
        {
            Session = session.Arn,
            Epoch = window.Epoch,
            UserId = session.Session.UserId,
            ApplicationArn = session.Session.ApplicationArn,
            Location = session.Session.Location,
            LostAt = window.EnteredExpected + offset,
        };
}
