using System.Runtime.CompilerServices;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Background;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Links;
using StreamOps.Operations.Settings;
using StreamOps.Operations.StandBy;
using StreamOps.Operations.Time;
using StreamOps.Operations.Watching;

namespace StreamOps.Operations.Queue;

/// <summary>The only owner of the picture that all screens and the hub show: worked out once for each change, however many watch.</summary>
public sealed partial class LiveQueue(
    LiveFleet fleet,
    RescueBoard rescues,
    LinkBoard links,
    StandByBoard standBys,
    ClaimBoard claims,
    PresenceBoard presence,
    EpisodeLog episodes,
    FleetClock clock,
    TimeProvider time,
    IOptions<OperationsOptions> options,
    ILogger<LiveQueue> logger
) : BackgroundService
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(50);

    // No timer waits for months: a picture that is taken early finds nothing due, and waits again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan WaitAfterDefect = TimeSpan.FromSeconds(1);

    /// <summary>The rows that a queue shows at first.</summary>
    private const int RowsInView = 50;

    private readonly Lock _gate = new();
    private readonly Newest<FleetPicture> _picture = new(FleetPicture.Empty);
    private readonly QueueCuts _cuts = new(options.Value.ReadOnly, clock);
    private QueueBook _book = new(options.Value.ReadOnly);
    private long _looksBefore;
    private bool _isBroken;
    private ITimer? _next;

    /// <summary>The newest picture.</summary>
    public FleetPicture Current => _picture.Current;

    /// <summary>The newest picture, of what somebody may see.</summary>
    public FleetPicture CurrentFor(GroupSight sight)
    {
        ArgumentNullException.ThrowIfNull(sight);
        return sight.IsAll ? Current : _cuts.CurrentOf(Wanted(sight));
    }

    /// <summary>How many cuts of the picture are kept.</summary>
    internal int Cuts => _cuts.Count;

    /// <summary>How many sessions were looked at so far.</summary>
    internal long Looks => _looksBefore + _book.Looks;

    /// <summary>The whole picture now, then each newer one; a slow reader skips. Who reads it counts among those who watch the fleet.</summary>
    public IAsyncEnumerable<FleetPicture> WatchAsync(CancellationToken cancellationToken) => WatchAsync(GroupSight.All, cancellationToken);

    /// <summary>The same, of what somebody may see: one picture for all who may see the same.</summary>
    public async IAsyncEnumerable<FleetPicture> WatchAsync(GroupSight sight, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sight);
        using var watching = fleet.Attend();
        var pictures = sight.IsAll ? _picture.WatchAsync(cancellationToken) : _cuts.WatchAsync(Wanted(sight), cancellationToken);
        await foreach (var picture in pictures)
        {
            yield return picture;
        }
    }

    /// <summary>Sessions that may look other in the later of two pictures: those that changed, entered the queue, left it or moved in it, or are in other hands; all when applications got other names.</summary>
    public IReadOnlySet<StreamSessionArn> TouchedBetween(FleetPicture before, FleetPicture after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var touched = fleet.ChangesBetween(before.Snapshot, after.Snapshot).Select(change => change.Arn).ToHashSet();
        touched.UnionWith(TouchedSessions.Different(before.Rows, after.Rows));
        // Also where it is no row; the end of a lease is a change by time alone.
        touched.UnionWith(TouchedSessions.Different(before.Claims, after.Claims));
        touched.UnionWith(
            after.Claims.Values.Where(claim => claim.StandsAt(before.At) && !claim.StandsAt(after.At)).Select(claim => claim.Session)
        );
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
            FollowAsync("Following the fleet", fleet.FollowAsync, stoppingToken),
            FollowAsync("Following rescues", rescues.WatchAsync, stoppingToken),
            FollowAsync("Following links", links.WatchAsync, stoppingToken),
            FollowAsync("Following pages that stand by", standBys.WatchAsync, stoppingToken),
            FollowAsync("Following claims", claims.WatchAsync, stoppingToken),
            FollowAsync("Following who looks", presence.WatchAsync, stoppingToken),
            FollowAsync("Following episodes", episodes.WatchAsync, stoppingToken)
        );
    }

    private Task FollowAsync<T>(string name, Func<CancellationToken, IAsyncEnumerable<T>> watch, CancellationToken stoppingToken) =>
        logger.KeepOnAsync(
            name,
            async stopping =>
            {
                await foreach (var _ in watch(stopping))
                {
                    Take();
                }
            },
            time,
            stoppingToken
        );

    // Whichever source spoke, the picture is of now.
    private void Take()
    {
        lock (_gate)
        {
            try
            {
                TakeNow();
            }
            catch (Exception defect)
            {
                BreakOff(defect);
            }
        }
    }

    private void TakeNow()
    {
        var snapshot = fleet.Current;
        var news = new FleetNews(snapshot, fleet.ChangesBetween(_book.Seen, snapshot))
        {
            Rescues = rescues.Current,
            Links = links.Current,
            StandBy = standBys.Current,
            Claims = claims.Current,
            Onlookers = presence.Current,
            Ended = episodes.EndedWithinTheHour,
            Pace = rescues.Pace,
        };
        var now = clock.Now;
        var picture = _book.Take(news, now);
        _picture.Change(_ => picture);
        _cuts.Take(news, now);
        fleet.InView = InViewOf([picture, .. _cuts.Watched]);
        if (_isBroken)
        {
            _isBroken = false;
            TakenAgain();
        }

        DateTimeOffset?[] changes = [_book.NextChange, _cuts.NextChange];
        Wait(changes.Min() is { } next ? Clamp(next - now) : Timeout.InfiniteTimeSpan);
    }

    // What each queue shows at first, and whom somebody has in hand or before them.
    private static HashSet<StreamSessionArn> InViewOf(IReadOnlyList<FleetPicture> pictures) =>
        [
            .. pictures.SelectMany(picture => picture.Waiting.Take(RowsInView)).Select(row => row.Arn),
            .. pictures[0].Claims.Keys,
            .. pictures[0].Onlookers.Keys,
        ];

    // The last picture stays and says that it is old; what was worked out half is thrown away, and whoever speaks next has the whole looked at.
    private void BreakOff(Exception defect)
    {
        if (!_isBroken)
        {
            _isBroken = true;
            NotTaken(Defect.Of(defect));
        }

        _picture.Change(Broken);
        _cuts.BreakOff(Broken);
        _looksBefore += _book.Looks;
        _book = new QueueBook(options.Value.ReadOnly, _picture.Current);
        Wait(WaitAfterDefect);
    }

    private static FleetPicture Broken(FleetPicture last) =>
        last.Snapshot.Health.Error == ApiErrorCode.OwnDefect ? last : last with { Snapshot = Old(last) };

    private GroupSight Wanted(GroupSight sight)
    {
        if (sight.Tags.Length > 0)
        {
            fleet.WantTags();
        }

        return sight;
    }

    private static FleetSnapshot Old(FleetPicture last) =>
        last.Snapshot with
        {
            Health = last.Snapshot.Health with
            {
                State = PollState.Stale,
                LastGoodRead = last.Snapshot.Health.LastGoodRead ?? (last.Snapshot.IsComplete ? last.At : null),
                NextTry = null,
                Error = ApiErrorCode.OwnDefect,
                ErrorOperation = "",
            },
        };

    private void Wait(TimeSpan wait) => _next?.Change(wait, Timeout.InfiniteTimeSpan);

    private static TimeSpan Clamp(TimeSpan wait) =>
        wait < LeastWait ? LeastWait
        : wait > LongestWait ? LongestWait
        : wait;

    [LoggerMessage(1, LogLevel.Error, "The picture cannot be taken: the last one stays, as stale, and it is tried again. {Defect}")]
    private partial void NotTaken(string defect);

    [LoggerMessage(2, LogLevel.Information, "The picture is taken again.")]
    private partial void TakenAgain();
}
