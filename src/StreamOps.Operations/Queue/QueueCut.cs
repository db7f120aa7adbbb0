using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Queue;

/// <summary>The picture as those see it who see the same stream groups: worked out once for all of them, from what changed, by a book of its own.</summary>
/// <param name="sight">What they see.</param>
/// <param name="isReadOnly">Whether nobody may act.</param>
internal sealed class QueueCut(GroupSight sight, bool isReadOnly)
{
    private static readonly FleetNews Nothing = new(FleetSnapshot.Empty, []);

    private readonly Dictionary<string, int> _applications = new(StringComparer.Ordinal);
    private QueueBook _book = new(isReadOnly);
    private GroupCut _cut = new(sight, []);
    private FleetNews _whole = Nothing;
    private FleetNews _mine = Nothing;
    private bool _isAnew = true;

    /// <summary>The newest, for whoever watches.</summary>
    public Newest<FleetPicture> Picture { get; } = new(FleetPicture.Empty);

    /// <summary>How many watch it.</summary>
    public int Watchers { get; set; }

    /// <summary>When somebody last asked for it, or ceased to watch it.</summary>
    public DateTimeOffset AskedAt { get; set; }

    /// <summary>When something changes by the passing of time alone; null when nothing does.</summary>
    public DateTimeOffset? NextChange => _book.NextChange;

    /// <summary>Takes what is so now, of which the changes are those since the last time.</summary>
    public void Take(FleetNews whole, DateTimeOffset now)
    {
        if (!ReferenceEquals(_whole.Snapshot.Groups, whole.Snapshot.Groups) || _isAnew)
        {
            Resolve(whole.Snapshot);
        }

        var changes = _isAnew ? FleetDiff.Between(FleetSnapshot.Empty, whole.Snapshot) : whole.Changes;
        FleetChange[] mine = [.. changes.Where(change => _cut.Shows(change.Arn))];
        _mine = new FleetNews(SnapshotOf(whole.Snapshot, mine), mine)
        {
            Rescues = Of(_whole.Rescues, whole.Rescues, _mine.Rescues),
            Links = Of(_whole.Links, whole.Links, _mine.Links),
            StandBy = Of(_whole.StandBy, whole.StandBy, _mine.StandBy),
            Claims = Of(_whole.Claims, whole.Claims, _mine.Claims),
            Onlookers = Of(_whole.Onlookers, whole.Onlookers, _mine.Onlookers),
            Ended = EndedOf(whole),
            Pace = whole.Pace,
        };
        (_whole, _isAnew) = (whole, false);
        var picture = _book.Take(_mine, now);
        Picture.Change(_ => picture);
    }

    /// <summary>What was worked out half is thrown away; the last picture stays, as what it is made to.</summary>
    public void BreakOff(Func<FleetPicture, FleetPicture> old)
    {
        Picture.Change(old);
        Begin();
    }

    // Nobody's row stays as a ghost whose group is out of sight: what was known is forgotten.
    private void Begin()
    {
        (_whole, _mine, _isAnew) = (Nothing, Nothing, true);
        _applications.Clear();
        _book = new QueueBook(isReadOnly) { FirstVersion = Picture.Current.QueueVersion + 1 };
    }

    private void Resolve(FleetSnapshot snapshot)
    {
        var ids = sight.IdsIn(snapshot);
        if (!ids.SetEquals(_cut.Ids))
        {
            _cut = new GroupCut(sight, ids);
            Begin();
        }
    }

    private FleetSnapshot SnapshotOf(FleetSnapshot whole, IReadOnlyList<FleetChange> mine)
    {
        var before = _mine.Snapshot;
        var areOtherGroups = !ReferenceEquals(_whole.Snapshot.Groups, whole.Groups);
        var sessions = before.Sessions.ToBuilder();
        var areOtherApplications = areOtherGroups || !ReferenceEquals(_whole.Snapshot.Applications, whole.Applications);
        foreach (var change in mine)
        {
            areOtherApplications |= Count(change.Before, -1) | Count(change.After, 1);
            if (change.After is { } after)
            {
                sessions[change.Arn] = after;
            }
            else
            {
                sessions.Remove(change.Arn);
            }
        }

        var snapshot = before with
        {
            Version = whole.Version,
            Sessions = mine.Count == 0 ? before.Sessions : sessions.ToImmutable(),
            Groups = areOtherGroups ? Of(_whole.Snapshot.Groups, whole.Groups, before.Groups, _cut.Ids.Contains) : before.Groups,
            Health = whole.Health,
            IsComplete = whole.IsComplete && sight.IsKnownIn(whole),
            ServiceOffset = whole.ServiceOffset,
            Cut = _cut,
        };
        return areOtherApplications && ApplicationsOf(whole, snapshot) is var applications && !AreSame(applications, before.Applications)
            ? snapshot with
            {
                Applications = applications,
            }
            : snapshot;
    }

    /// <summary>Counts whose application it is.</summary>
    /// <returns>Whether an application came into sight or went.</returns>
    private bool Count(LiveStreamSession? session, int step)
    {
        if (session is null)
        {
            return false;
        }

        var arn = session.Session.ApplicationArn;
        var count = _applications.GetValueOrDefault(arn) + step;
        if (count > 0)
        {
            _applications[arn] = count;
            return step > 0 && count == 1;
        }

        return _applications.Remove(arn);
    }

    // Those that are played in what may be seen, or would be.
    private ImmutableDictionary<string, Application> ApplicationsOf(FleetSnapshot whole, FleetSnapshot mine) =>
        whole
            .Applications.Where(application =>
                _applications.ContainsKey(application.Key)
                || mine.Groups.Values.Any(group =>
                    string.Equals(group.Group.DefaultApplicationArn, application.Key, StringComparison.Ordinal)
                )
            )
            .ToImmutableDictionary(StringComparer.Ordinal);

    private static bool AreSame(ImmutableDictionary<string, Application> one, ImmutableDictionary<string, Application> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var application) && application == pair.Value);

    private ImmutableArray<Episode> EndedOf(FleetNews whole)
    {
        if (_whole.Ended == whole.Ended)
        {
            return _mine.Ended;
        }

        ImmutableArray<Episode> mine = [.. whole.Ended.Where(episode => _cut.Shows(episode.Session))];
        return mine.SequenceEqual(_mine.Ended) ? _mine.Ended : mine;
    }

    private ImmutableDictionary<StreamSessionArn, T> Of<T>(
        ImmutableDictionary<StreamSessionArn, T> wholeBefore,
        ImmutableDictionary<StreamSessionArn, T> whole,
        ImmutableDictionary<StreamSessionArn, T> mine
    )
        where T : class => Of(wholeBefore, whole, mine, _cut.Shows);

    private static ImmutableDictionary<TKey, T> Of<TKey, T>(
        ImmutableDictionary<TKey, T> wholeBefore,
        ImmutableDictionary<TKey, T> whole,
        ImmutableDictionary<TKey, T> mine,
        Func<TKey, bool> shows
    )
        where TKey : notnull
        where T : class
    {
        var after = mine.ToBuilder();
        foreach (var key in TouchedSessions.Different(wholeBefore, whole).Where(shows))
        {
            if (whole.TryGetValue(key, out var item))
            {
                after[key] = item;
            }
            else
            {
                after.Remove(key);
            }
        }

        return after.ToImmutable();
    }
}
