using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;

namespace StreamOps.Operations.Queue;

/// <summary>Works out each picture from the one before: looks only at what changed, and at what its time has come for. Only <see cref="LiveQueue"/> uses it.</summary>
internal sealed class QueueBook(bool isReadOnly)
{
    private static readonly TimeSpan CountsEvery = TimeSpan.FromSeconds(1);

    private readonly DueSessions _due = new();
    private readonly SavableRows _savable = new(isReadOnly);
    private FleetPicture _picture = FleetPicture.Empty;
    private DateTimeOffset _countedAt = DateTimeOffset.MinValue;

    /// <summary>A book after one that broke off: looks at everybody, and has not forgotten who waited by the last picture, or had left a moment ago.</summary>
    public QueueBook(bool isReadOnly, FleetPicture last)
        : this(isReadOnly)
    {
        _picture = FleetPicture.Empty with { QueueVersion = last.QueueVersion, Left = last.Left.SetItems(last.Rows) };
        foreach (var session in _picture.Left.Keys)
        {
            _due.Set(session, DateTimeOffset.MinValue, last.At);
        }
    }

    /// <summary>Above what anybody has seen before it.</summary>
    public long FirstVersion
    {
        init => _picture = _picture with { QueueVersion = value };
    }

    /// <summary>The snapshot of the picture before.</summary>
    public FleetSnapshot Seen => _picture.Snapshot;

    /// <summary>When something changes by the passing of time alone, on the fleet clock: a ghost goes, a window closes; null when nothing does.</summary>
    public DateTimeOffset? NextChange => IsCounted || _due.Next <= NextCount ? _due.Next : NextCount;

    private DateTimeOffset NextCount => _countedAt + CountsEvery;

    private bool IsCounted => _picture.LiveInPassing == _picture.Totals.Live;

    /// <summary>How many sessions were looked at so far.</summary>
    public long Looks { get; private set; }

    /// <summary>The picture of what is so now.</summary>
    public FleetPicture Take(FleetNews news, DateTimeOffset now)
    {
        var before = _picture;
        var due = _due.Take(now);
        _picture = before with
        {
            At = now,
            Snapshot = news.Snapshot,
            Rescues = news.Rescues,
            Links = news.Links,
            StandBy = news.StandBy,
            Claims = news.Claims,
            Onlookers = news.Onlookers,
            Ended = news.Ended,
            Pace = news.Pace,
            Totals = before.Totals.After(news.Changes),
        };
        // Sessions begin and end all the time, and each time every page would be drawn.
        if (!IsCounted && now - _countedAt >= CountsEvery)
        {
            _countedAt = now;
            _picture = _picture with { LiveInPassing = _picture.Totals.Live };
        }

        var touched = TouchedSessions.By(news, before);
        touched.UnionWith(due);
        foreach (var session in touched)
        {
            Look(session, before);
        }

        if (due.Count > 0 || before.Ended != news.Ended || HasOtherActs(before, news))
        {
            _picture = _picture with { Recovered = _picture.Ended.Count(IsRecovered) };
        }

        if (before.Ended != news.Ended)
        {
            _picture = _picture with { LastDropAt = _picture.Ended.Max(episode => (DateTimeOffset?)episode.LostAt) };
        }

        // Once for all who left: in a mass drop they are thousands.
        if (!ReferenceEquals(before.Left, _picture.Left))
        {
            _picture = _picture with { WithoutPicture = _picture.Left.Values.Count(row => row.Ending?.Sight == PictureSight.Missing) };
        }

        _picture = _picture with { First = _savable.First, FirstUnclaimed = _savable.FirstUnclaimed(_picture.At, _picture.Pace) };
        // Lists show beside a session who has its player in hand, also where it is no row of the queue.
        var isSame = IsSameQueue(before, _picture) && touched.All(session => HolderIn(before, session) == HolderIn(_picture, session));
        return _picture = isSame ? _picture : _picture with { QueueVersion = before.QueueVersion + 1 };
    }

    private static bool HasOtherActs(FleetPicture before, FleetNews news) =>
        !ReferenceEquals(before.Rescues, news.Rescues)
        || !ReferenceEquals(before.Links, news.Links)
        || !ReferenceEquals(before.StandBy, news.StandBy);

    private static bool IsSameQueue(FleetPicture before, FleetPicture after) =>
        ReferenceEquals(before.Waiting, after.Waiting)
        && ReferenceEquals(before.Left, after.Left)
        && ReferenceEquals(before.NeverArrived, after.NeverArrived)
        && before.Ended == after.Ended
        && before.Recovered == after.Recovered;

    private static Person? HolderIn(FleetPicture picture, StreamSessionArn session) => ClaimIn(picture, session)?.By;

    private static Claim? ClaimIn(FleetPicture picture, StreamSessionArn session) =>
        EpisodeClaim.Of(picture, session, picture.Snapshot.Sessions.GetValueOrDefault(session)?.Window?.Epoch);

    private bool IsRecovered(Episode episode) =>
        episode.Outcome == EpisodeOutcome.Recovered
        && EpisodeAttempt.SightOf(_picture, EpisodeAttempt.NewestIn(_picture, episode), _picture.At)
            is not (PictureSight.Missing or PictureSight.Awaited);

    private void Look(StreamSessionArn session, FleetPicture before)
    {
        Looks++;
        var live = _picture.Snapshot.Sessions.GetValueOrDefault(session);
        var attempt = _picture.Rescues.GetValueOrDefault(session);
        Index(session, isKnown: live is not null || attempt is not null);
        var isWaiting = live is not null && WaitingSessions.IsWaiting(live, attempt);
        var row = isWaiting ? QueueRows.Of(_picture, live!) : null;
        Place(session, row);
        var ghost = isWaiting ? null : QueueRows.GhostIn(_picture, session, before);
        Leave(session, ghost);
        var neverArrivedFrom = live is null || isWaiting ? null : WaitingSessions.NeverArrivedFrom(live);
        Miss(before.Snapshot.Sessions.GetValueOrDefault(session), neverArrivedFrom <= _picture.At ? live : null);
        _due.Set(
            session,
            _picture.At,
            row?.OverAt,
            row?.Deadline - _picture.Pace.Fastest,
            row is null ? null : ConnectWindow.LapsesAt(row.Session, row.Attempt),
            ghost?.Ending?.GoesAt,
            // Also of a session that is no row: before its first client somebody may have it in hand.
            ClaimIn(_picture, session)?.Until,
            PictureSights.MissingAt(ghost?.Attempt ?? attempt),
            neverArrivedFrom
        );
    }

    private void Index(StreamSessionArn session, bool isKnown)
    {
        var known = _picture.ById;
        if (isKnown && !known.ContainsKey(session.Id))
        {
            _picture = _picture with { ById = known.Add(session.Id, session) };
        }
        else if (!isKnown && known.TryGetValue(session.Id, out var there) && there == session)
        {
            _picture = _picture with { ById = known.Remove(session.Id) };
        }
    }

    private void Place(StreamSessionArn session, QueueRow? row)
    {
        var known = _picture.Rows.GetValueOrDefault(session);
        if (known is not null && row is not null && row.LooksLike(known))
        {
            return;
        }

        var (waiting, rows) = (_picture.Waiting, _picture.Rows);
        if (known is not null)
        {
            _savable.Remove(known);
            (waiting, rows) = (waiting.Remove(known), rows.Remove(session));
        }

        if (row is not null)
        {
            _savable.Add(row);
            (waiting, rows) = (waiting.Add(row), rows.SetItem(session, row));
        }

        _picture = _picture with { Waiting = waiting, Rows = rows };
    }

    private void Leave(StreamSessionArn session, QueueRow? ghost)
    {
        var known = _picture.Left.GetValueOrDefault(session);
        if (ghost is null ? known is null : known is not null && ghost.LooksLike(known))
        {
            return;
        }

        var left = ghost is null ? _picture.Left.Remove(session) : _picture.Left.SetItem(session, ghost);
        _picture = _picture with { Left = left };
    }

    private void Miss(LiveStreamSession? before, LiveStreamSession? after)
    {
        var missed = _picture.NeverArrived;
        if (before is not null && !ReferenceEquals(before, after))
        {
            missed = missed.Remove(before);
        }

        _picture = _picture with { NeverArrived = after is null ? missed : missed.Add(after) };
    }
}
