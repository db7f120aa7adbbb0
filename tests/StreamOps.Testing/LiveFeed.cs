using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Background;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Meter;
using StreamOps.Operations.Polling;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Time;

namespace StreamOps.Testing;

/// <summary>The whole live feed over a scripted service, on one stepped thread: nothing runs and no time passes unless the test says so.</summary>
public sealed class LiveFeed : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StreamPoller _poller;
    private bool _isStarted;

    public LiveFeed(LiveOptions? settings = null, ILoggerFactory? logs = null)
    {
        logs ??= NullLoggerFactory.Instance;
        var options = Options.Create(settings ?? new LiveOptions());
        Clock = new FleetClock(Time);
        Service = new ScriptedGameLiftStreams(Clock);
        var work = new BackgroundWork(NullLogger<BackgroundWork>.Instance);
        Budget = new CallBudget(Time, options);
        Fleet = new LiveFleet(Time, ServiceClock, options);
        var calls = new ServiceCalls(Service, Budget, ServiceClock, Clock, Time, options);
        Reader = new SessionReader(calls, Budget, Fleet, Clock, work);
        Hints = new SessionHints(Reader, Fleet, Clock, Time, options, work);
        var lookups = new SessionLookups(Reader, calls, Budget, Fleet, Clock, work, NullLogger<SessionLookups>.Instance);
        var freshness = new Freshness(Fleet, Clock);
        var groups = new GroupPoller(calls, Budget, Fleet, freshness, Clock, Time, options, work, logs.CreateLogger<GroupPoller>());
        var tags = new TagPoller(calls, Budget, Fleet, Clock, Time, options, work, logs.CreateLogger<TagPoller>());
        var turns = new PollTurns(
            new PollScheduler(options),
            Budget,
            Fleet,
            Reader,
            groups,
            freshness,
            Clock,
            options,
            NullLogger<PollTurns>.Instance
        );
        Meter = new PollMeter(turns, Budget, Fleet, Clock, options);
        var pages = new SessionPages(calls, turns, Fleet, lookups, groups, freshness, Clock, logs.CreateLogger<SessionPages>());
        _poller = new StreamPoller(
            calls,
            Budget,
            turns,
            pages,
            Fleet,
            lookups,
            groups,
            tags,
            new AccountPoller(calls, Budget, Fleet, lookups, Clock, Time, options, logs.CreateLogger<AccountPoller>()),
            new PollLag(Fleet, Clock, Time, NullLogger<PollLag>.Instance),
            Clock,
            Time,
            options,
            NullLogger<StreamPoller>.Instance
        );
    }

    public SteppedTime Stepped { get; } = new();

    public TimeProvider Time => Stepped.Time;

    public FleetClock Clock { get; }

    public ServiceClock ServiceClock { get; } = new();

    public ScriptedGameLiftStreams Service { get; }

    public CallBudget Budget { get; }

    public LiveFleet Fleet { get; }

    public SessionReader Reader { get; }

    public SessionHints Hints { get; }

    public PollMeter Meter { get; }

    public FleetSnapshot Now => Fleet.Current;

    /// <summary>Everything that a watcher got.</summary>
    public List<FleetUpdate> Updates { get; } = [];

    /// <summary>Starts polling; somebody watches, unless the test says otherwise.</summary>
    public LiveFeed Start(int watchers = 1)
    {
        for (var i = 0; i < watchers; i++)
        {
            var updates = i == 0 ? Updates : [];
            _ = Stepped.Start(() => CollectAsync(updates));
        }

        _ = Stepped.Start(() => _poller.RunAsync(_stop.Token));
        _isStarted = true;
        return this;
    }

    /// <summary>Starts, and runs until the first complete walk and the names are through.</summary>
    public LiveFeed Settled(int watchers = 1)
    {
        if (!_isStarted)
        {
            Start(watchers);
        }

        Advance(15);
        return this;
    }

    public void Advance(double seconds) => Stepped.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>A group and its sessions, all changed just now.</summary>
    public LiveFeed With(params StreamSession[] sessions)
    {
        foreach (var session in sessions)
        {
            Service.Groups.TryAdd(session.Arn.StreamGroupId, A.StreamGroup(session.Arn.StreamGroupId));
            Set(session);
        }

        return this;
    }

    /// <summary>The service's truth about a session, changed just now.</summary>
    public void Set(StreamSession session, StreamSessionStatus? status = null, string reason = "")
    {
        var known = Service.Sessions.GetValueOrDefault(session.Arn)?.Session ?? session;
        var changed = known with
        {
            Status = status ?? session.Status,
            StatusReason = reason,
            CreatedAt = known.CreatedAt ?? Clock.Now.AddMinutes(-10),
            LastUpdatedAt = Clock.Now,
        };
        Service.Sessions[session.Arn] = changed.Details();
    }

    public LiveStreamSession? Session(string id = "s1", string group = A.Group) => Now.Sessions.GetValueOrDefault(A.Arn(id, group));

    /// <summary>Calls of one operation since a moment.</summary>
    public IReadOnlyList<ScriptedCall> Calls(string operation, DateTimeOffset? since = null) =>
        [
            .. Service.Calls.Where(call =>
                string.Equals(call.Operation, operation, StringComparison.Ordinal) && (since is null || call.At >= since)
            ),
        ];

    public void Dispose()
    {
        _stop.Cancel();
        Stepped.Settle();
        Hints.Dispose();
        Budget.Dispose();
        _stop.Dispose();
    }

    private async Task CollectAsync(List<FleetUpdate> updates)
    {
        using var watching = Fleet.Attend();
        try
        {
            await foreach (var update in Fleet.FollowAsync(_stop.Token))
            {
                updates.Add(update);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }
}
