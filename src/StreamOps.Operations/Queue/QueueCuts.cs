using System.Runtime.CompilerServices;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Queue;

/// <summary>One picture for each distinct sight that somebody has, however many have it. Only <see cref="LiveQueue"/> uses it.</summary>
internal sealed class QueueCuts(bool isReadOnly, FleetClock clock)
{
    /// <summary>One that nobody watches any more is kept for so long, for whoever comes back.</summary>
    private static readonly TimeSpan KeptUnwatched = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<GroupSight, QueueCut> _cuts = [];
    private (FleetNews News, DateTimeOffset At) _newest = (new FleetNews(FleetSnapshot.Empty, []), default);

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _cuts.Count;
            }
        }
    }

    /// <summary>The newest pictures that somebody watches.</summary>
    public IReadOnlyList<FleetPicture> Watched
    {
        get
        {
            lock (_gate)
            {
                return [.. _cuts.Values.Where(cut => cut.Watchers > 0).Select(cut => cut.Picture.Current)];
            }
        }
    }

    /// <summary>When something changes in one of them by the passing of time alone; null when nothing does.</summary>
    public DateTimeOffset? NextChange
    {
        get
        {
            lock (_gate)
            {
                return _cuts.Values.Min(cut => cut.NextChange);
            }
        }
    }

    /// <summary>Takes what is so now, of which the changes are those since the last time.</summary>
    public void Take(FleetNews news, DateTimeOffset now)
    {
        lock (_gate)
        {
            _newest = (news, now);
            foreach (var (sight, cut) in _cuts)
            {
                if (cut.Watchers == 0 && now - cut.AskedAt > KeptUnwatched)
                {
                    _cuts.Remove(sight);
                }
                else
                {
                    cut.Take(news, now);
                }
            }
        }
    }

    /// <summary>A defect: all begin anew, and the last pictures stay as what they are made to.</summary>
    public void BreakOff(Func<FleetPicture, FleetPicture> old)
    {
        lock (_gate)
        {
            foreach (var cut in _cuts.Values)
            {
                cut.BreakOff(old);
            }
        }
    }

    /// <summary>The newest picture of one sight.</summary>
    public FleetPicture CurrentOf(GroupSight sight)
    {
        lock (_gate)
        {
            return Of(sight).Picture.Current;
        }
    }

    /// <summary>The picture of one sight now, then each newer one; a slow reader skips.</summary>
    public async IAsyncEnumerable<FleetPicture> WatchAsync(GroupSight sight, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        QueueCut cut;
        lock (_gate)
        {
            cut = Of(sight);
            cut.Watchers++;
        }

        try
        {
            await foreach (var picture in cut.Picture.WatchAsync(cancellationToken))
            {
                yield return picture;
            }
        }
        finally
        {
            lock (_gate)
            {
                (cut.Watchers, cut.AskedAt) = (cut.Watchers - 1, clock.Now);
            }
        }
    }

    private QueueCut Of(GroupSight sight)
    {
        if (!_cuts.TryGetValue(sight, out var cut))
        {
            cut = _cuts[sight] = new QueueCut(sight, isReadOnly);
            cut.Take(_newest.News, _newest.At);
        }

        // Not when the newest picture was taken: that may be long ago where nothing changes.
        cut.AskedAt = clock.Now;
        return cut;
    }
}
