using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Episodes;

/// <summary>Between the rows of episodes and seen statuses and their records.</summary>
internal static class EpisodeRows
{
    public static SeenStatusRow Of(StreamSessionArn session, SeenStatus status) =>
        new()
        {
            Session = session.Value,
            Status = status.Status.Value,
            StatusReason = status.StatusReason,
            BeganEarliest = status.BeganEarliest,
            BeganExpected = status.BeganExpected,
            BeganLatest = status.BeganLatest,
        };

    public static SeenStatus ToSeenStatus(this SeenStatusRow row) =>
        new(new StreamSessionStatus(row.Status), row.StatusReason, row.BeganEarliest, row.BeganExpected, row.BeganLatest);

    public static EpisodeRow Of(TrackedEpisode tracked) =>
        new()
        {
            Session = tracked.Episode.Session.Value,
            Epoch = tracked.Episode.Epoch,
            UserId = tracked.Episode.UserId,
            ApplicationArn = tracked.Episode.ApplicationArn,
            Location = tracked.Episode.Location,
            LostAt = tracked.Episode.LostAt,
        };

    /// <summary>Takes over what may change in an episode's life.</summary>
    public static void Take(this EpisodeRow row, TrackedEpisode tracked)
    {
        row.EndedAt = tracked.Episode.EndedAt;
        row.Outcome = tracked.Episode.Outcome;
        row.StatusReason = tracked.Episode.StatusReason;
        row.Kind = tracked.Window.Kind;
        row.EnteredEarliest = tracked.Window.EnteredEarliest;
        row.EnteredExpected = tracked.Window.EnteredExpected;
        row.EnteredLatest = tracked.Window.EnteredLatest;
        row.ConnectionTimeout = tracked.Window.ConnectionTimeout;
    }

    public static Episode ToEpisode(this EpisodeRow row) =>
        new()
        {
            Session = StreamSessionArn.Parse(row.Session),
            Epoch = row.Epoch,
            UserId = row.UserId,
            ApplicationArn = row.ApplicationArn,
            Location = row.Location,
            LostAt = row.LostAt,
            EndedAt = row.EndedAt,
            Outcome = row.Outcome,
            StatusReason = row.StatusReason,
        };

    public static TrackedEpisode ToTracked(this EpisodeRow row)
    {
        var episode = row.ToEpisode();
        var window = new KnownWindow(
            episode.Session,
            row.Kind,
            row.Epoch,
            row.EnteredEarliest,
            row.EnteredExpected,
            row.EnteredLatest,
            row.ConnectionTimeout
        );
        return new TrackedEpisode(episode, window);
    }
}
