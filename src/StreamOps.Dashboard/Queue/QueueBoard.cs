using StreamOps.Dashboard.Commands;
using StreamOps.Dashboard.Ladder;
using StreamOps.Dashboard.Live;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Queue;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Queue;

/// <summary>What the queue shows from picture to picture: rows in their order, ghosts of those that left, and what waits while rows are held.</summary>
public sealed class QueueBoard
{
    /// <summary>The most rows the queue shows.</summary>
    public const int MostRows = 200;

    /// <summary>How long a row that left stays as a ghost.</summary>
    public static readonly TimeSpan GhostTime = TimeSpan.FromSeconds(8);

    /// <summary>How long a row without a picture stays: somebody has to do something for its player.</summary>
    public static readonly TimeSpan NoPictureTime = TimeSpan.FromMinutes(2);

    private readonly HeldOrder _order = new();
    private Dictionary<StreamSessionArn, QueueRow> _rows = [];
    private bool _hasShown;
    private int _faded;

    /// <summary>Who ended a session from here; null when nobody did, or it is not known yet.</summary>
    public Func<StreamSessionArn, Termination?> TerminationOf { get; init; } = _ => null;

    /// <summary>Rows in the order to show.</summary>
    public IReadOnlyList<QueueRow> Rows { get; private set; } = [];

    /// <summary>The row to begin with: the nearest deadline among those that can still be saved, wherever it stands. Null when none can.</summary>
    public QueueRow? First { get; private set; }

    /// <summary>What waits while the rows are held, in words; empty when nothing does.</summary>
    public string Waiting => _faded > 0 || _order.IsOutOfOrder ? HeldOrder.Words(_faded, _order.IsOutOfOrder) : "";

    /// <summary>When the next row changes by the passing of time alone, a ghost that fades or a window that closes; null when none does.</summary>
    /// <param name="now">On the fleet clock.</param>
    public DateTimeOffset? NextChange(DateTimeOffset now) =>
        _rows
            .Values.SelectMany(row =>
                row.Ending is { } ending
                    ? (DateTimeOffset?[])[GoesAt(ending), PictureSights.MissingAt(row.Attempt)]
                    : [ConnectWindow.LapsesAt(row.Session, row.Attempt), QueueRow.OverAt(row.Session)]
            )
            .Where(moment => moment > now)
            .Min();

    /// <summary>Takes the newest picture.</summary>
    /// <param name="picture">What is so.</param>
    /// <param name="isHeld">Whether the pointer or the focus is on the rows.</param>
    /// <param name="now">On the fleet clock.</param>
    /// <param name="isReadOnly">Whether nobody may act.</param>
    public void Show(FleetPicture picture, bool isHeld, DateTimeOffset now, bool isReadOnly = false)
    {
        var waiting = picture.Waiting.Take(MostRows).ToDictionary(session => session.Arn);
        var rows = new Dictionary<StreamSessionArn, QueueRow>();
        foreach (var session in waiting.Values)
        {
            rows[session.Arn] = Keep(RowOf(session, picture, now));
        }

        // Who is pushed below the last row still waits, and is no ghost.
        var stillWaiting = picture.Waiting.Select(session => session.Arn).ToHashSet();
        foreach (var left in _rows.Values.Where(row => !stillWaiting.Contains(row.Arn)))
        {
            // Looked at anew while it stays: the attempt's end may be told a moment after the session's.
            var ghost = Keep(Ghost(left, picture, left.Ending?.LeftAt ?? now, now));
            if (isHeld || now < GoesAt(ghost.Ending!))
            {
                rows[left.Arn] = ghost;
            }
        }

        _rows = rows;
        _hasShown = _hasShown || picture.Snapshot.IsComplete;
        _faded = _rows.Values.Count(row => row.Ending is { } ending && now >= GoesAt(ending));
        var ordered = Ordered();
        First = ordered.Select(arn => _rows[arn]).FirstOrDefault(row => row.CanBeSaved(isReadOnly));
        Rows = [.. _order.Arrange(ordered, isHeld).Where(_rows.ContainsKey).Select(arn => _rows[arn])];
    }

    private static DateTimeOffset GoesAt(QueueEnding ending) =>
        ending.LeftAt
        + ending.Sight switch
        {
            PictureSight.Awaited => PictureSights.TimeToTell + GhostTime,
            PictureSight.Missing => NoPictureTime,
            _ => GhostTime,
        };

    // Ghosts keep the place their deadline gave them.
    private List<StreamSessionArn> Ordered() =>
        [
            .. _rows
                .Values.OrderBy(row => WaitingSessions.Deadline(row.Session))
                .ThenBy(row => row.Arn.Value, StringComparer.Ordinal)
                .Select(row => row.Arn),
        ];

    private QueueRow RowOf(LiveStreamSession session, FleetPicture picture, DateTimeOffset now)
    {
        var known = _rows.GetValueOrDefault(session.Arn);
        var attempt = AttemptOf(session, picture);
        return new QueueRow(
            session,
            attempt,
            picture.Snapshot.ApplicationName(session.Session.ApplicationArn),
            picture.Snapshot.Groups.GetValueOrDefault(session.Arn.StreamGroupId)?.Group.Status,
            Ending: null,
            IsNew: known is null ? _hasShown : known.IsNew
        )
        {
            Link = EpisodeLink.Of(picture, session.Arn, session.Window?.Epoch),
            OpenPage = picture.StandBy.GetValueOrDefault(session.Arn)?.In(session.Window?.Epoch),
            IsLapsed = ConnectWindow.HasLapsed(session, attempt, now),
            IsOver = QueueRow.OverAt(session) <= now,
        };
    }

    private QueueRow Keep(QueueRow row) => _rows.GetValueOrDefault(row.Arn) is { } known && row.LooksLike(known) ? known : row;

    private QueueRow Ghost(QueueRow left, FleetPicture picture, DateTimeOffset leftAt, DateTimeOffset now)
    {
        var attempt = AttemptOf(left.Session, picture) ?? left.Attempt;
        var after = picture.Snapshot.Sessions.GetValueOrDefault(left.Arn);
        var episode = EpisodeAttempt.EndOf(picture, left.Arn, left.Session.Window?.Epoch);
        var sight = EpisodeAttempt.SightOf(picture, attempt, now);
        return left with { Attempt = attempt, Ending = QueueEnding.Of(after, attempt, episode, TerminationOf(left.Arn), sight, leftAt) };
    }

    // A row without a window belongs to no episode that is known: only an attempt under way is its own.
    private static RescueAttempt? AttemptOf(LiveStreamSession session, FleetPicture picture) =>
        EpisodeAttempt.Of(picture, session.Arn, session.Window?.Epoch ?? long.MinValue);
}
