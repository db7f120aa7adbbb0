using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Operations.Polling;

/// <summary>
/// Takes hints: a page whose picture is gone, or the game's backend, says that a session's client may be lost, sooner than any list can show it. A hint is a
/// reason to look, never a fact: the session is read, and what the service says counts.
/// </summary>
public sealed class SessionHints : IDisposable
{
    /// <summary>What pages and what backends may have of the calls of GetStreamSession, each. Hints beyond that are let go: the lists show soon enough who is lost.</summary>
    private const double PartOfEach = 0.3;

    /// <summary>Sources that are remembered; beyond them the oldest is forgotten, and may hint again.</summary>
    private const int MostSources = 10_000;

    private static readonly TimeSpan OneFromASourceEach = TimeSpan.FromSeconds(5);

    /// <summary>The service may notice later than a page that its client is lost: so long after one look that finds it connected comes the next.</summary>
    private static readonly ImmutableArray<TimeSpan> LookAgainAfter =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(5),
    ];

    private readonly SessionReader _reader;
    private readonly LiveFleet _fleet;
    private readonly FleetClock _clock;
    private readonly TimeProvider _time;
    private readonly BackgroundWork _work;
    private readonly TokenBucket _ofPages;
    private readonly TokenBucket _ofBackends;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _heardAt = new(StringComparer.Ordinal);
    private readonly Queue<(string Source, DateTimeOffset At)> _heard = [];

    public SessionHints(
        SessionReader reader,
        LiveFleet fleet,
        FleetClock clock,
        TimeProvider time,
        IOptions<LiveOptions> options,
        BackgroundWork work
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        (_reader, _fleet, _clock, _time, _work) = (reader, fleet, clock, time, work);
        var rate = PartOfEach * options.Value.ShareOfRateLimit * RateLimits.Of(ApiOperations.GetStreamSession);
        _ofPages = new TokenBucket(time, rate);
        _ofBackends = new TokenBucket(time, rate);
    }

    /// <summary>A page of the session says that its picture is gone.</summary>
    /// <param name="session">Its session.</param>
    /// <param name="pageHash">Which page: each is heard once in five seconds.</param>
    /// <returns>Whether the session is looked at, or needs no look.</returns>
    public bool TakeFromPage(StreamSessionArn session, string pageHash) => Take(session, $"page {pageHash}", _ofPages);

    /// <summary>The game's backend says that the session's player may be lost: heard once in five seconds of each session.</summary>
    /// <returns>Whether the session is looked at, or needs no look.</returns>
    public bool TakeFromBackend(StreamSessionArn session) => Take(session, $"backend {session}", _ofBackends);

    public void Dispose()
    {
        _ofPages.Dispose();
        _ofBackends.Dispose();
    }

    private bool Take(StreamSessionArn session, string source, TokenBucket bucket)
    {
        var look = new LookAt(session);
        if (
            _work.IsRunning(look) || _fleet.Current.Sessions.GetValueOrDefault(session) is { IsHeldForItsClient: true, IsFromBefore: false }
        )
        {
            return true;
        }

        return IsHeard(source) && bucket.TryTake() && _work.Begin(look, lifetime => LookAsync(session, bucket, lifetime));
    }

    private async Task LookAsync(StreamSessionArn session, TokenBucket bucket, CancellationToken lifetime)
    {
        if (!await ReadAsync(session, lifetime))
        {
            return;
        }

        foreach (var wait in LookAgainAfter)
        {
            await Task.Delay(wait, _time, lifetime);
            if (!IsConnected(session) || (bucket.TryTake() && !await ReadAsync(session, lifetime)))
            {
                return;
            }
        }
    }

    /// <returns>Whether another look may find what this one did not.</returns>
    private async Task<bool> ReadAsync(StreamSessionArn session, CancellationToken lifetime)
    {
        try
        {
            await _reader.ReadAsync(session, ReadPriority.Hinted, lifetime);
            return IsConnected(session);
        }
        catch (GameLiftException)
        {
            // Told where the lists are read: they meet it too, and show who is lost once they come in again.
            return false;
        }
    }

    private bool IsConnected(StreamSessionArn session) =>
        _fleet.Current.Sessions.GetValueOrDefault(session)?.Status == StreamSessionStatus.Connected;

    private bool IsHeard(string source)
    {
        lock (_lock)
        {
            var now = _clock.Now;
            while (_heard.TryPeek(out var oldest) && (now - oldest.At >= OneFromASourceEach || _heard.Count >= MostSources))
            {
                _heard.Dequeue();
                _heardAt.Remove(oldest.Source);
            }

            if (!_heardAt.TryAdd(source, now))
            {
                return false;
            }

            _heard.Enqueue((source, now));
            return true;
        }
    }

    /// <summary>A look at one session goes on once at a time, whoever hints.</summary>
    private sealed record LookAt(StreamSessionArn Session);
}
