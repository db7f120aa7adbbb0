using System.Runtime.CompilerServices;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Time;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Queue;

/// <summary>The only owner of the picture that all screens and the hub show: worked out once for each change, however many watch.</summary>
public sealed class LiveQueue(
    LiveFleet fleet,
    RescueBoard rescues,
    LinkBoard links,
    StandByBoard standBys,
    EpisodeLog episodes,
    FleetClock clock,
    TimeProvider time,
    IOptions<OperationsOptions> options
) : BackgroundService
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Newest<FleetPicture> _picture = new(FleetPicture.Empty);
    private readonly QueueBook _book = new(options.Value.ReadOnly);
    private ITimer? _next;

    /// <summary>The newest picture.</summary>
    public FleetPicture Current => _picture.Current;

    /// <summary>How many sessions were looked at so far.</summary>
    internal long Looks => _book.Looks;

    /// <summary>The picture now, then each newer one; a slow reader skips. Who reads it counts among those who watch the fleet.</summary>
    public async IAsyncEnumerable<FleetPicture> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watching = fleet.Attend();
        await foreach (var picture in _picture.WatchAsync(cancellationToken))
        {
            yield return picture;
        }
    }

    /// <summary>Sessions that may look other in the later of two pictures: those that changed, entered the queue, left it or moved in it; all when applications got other names.</summary>
    public IReadOnlySet<StreamSessionArn> TouchedBetween(FleetPicture before, FleetPicture after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var touched = fleet.ChangesBetween(before.Snapshot, after.Snapshot).Select(change => change.Arn).ToHashSet();
        touched.UnionWith(QueueBook.Different(before.Rows, after.Rows));
        if (!ReferenceEquals(before.Snapshot.Applications, after.Snapshot.Applications))
        {
            touched.UnionWith(after.Snapshot.Sessions.Keys);
        }

        return touched;
    }

    public override void Dispose()
    {
        _next?.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>Follows the fleet and all that happens beside it, until the end.</summary>
    internal async Task RunAsync(CancellationToken stoppingToken)
    {
        _next = time.CreateTimer(_ => Take(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await Task.WhenAll(
            FollowAsync(fleet.FollowAsync, stoppingToken),
            FollowAsync(rescues.WatchAsync, stoppingToken),
            FollowAsync(links.WatchAsync, stoppingToken),
            FollowAsync(standBys.WatchAsync, stoppingToken),
            FollowAsync(episodes.WatchAsync, stoppingToken)
        );
    }

    private async Task FollowAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> watch, CancellationToken stoppingToken)
    {
        await foreach (var _ in watch(stoppingToken))
        {
            Take();
        }
    }

    // Whichever source spoke, the picture is of now.
    private void Take()
    {
        lock (_gate)
        {
            var snapshot = fleet.Current;
            var news = new FleetNews(snapshot, fleet.ChangesBetween(_picture.Current.Snapshot, snapshot))
            {
                Rescues = rescues.Current,
                Links = links.Current,
                StandBy = standBys.Current,
                Ended = episodes.EndedWithinTheHour,
                Pace = rescues.Pace,
            };
            var now = clock.Now;
            var picture = _book.Take(news, now);
            _picture.Change(_ => picture);
            var wait = _book.NextChange - now;
            _next?.Change(wait is { } span ? Max(span, LeastWait) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
