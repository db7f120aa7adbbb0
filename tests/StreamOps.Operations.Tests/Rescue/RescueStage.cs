using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Background;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Rescue;
using StreamOps.Operations.Secrets;
using StreamOps.Operations.Settings;
using StreamOps.Operations.Store;
using StreamOps.Operations.Takeover;
using StreamOps.Operations.Tests.Store;
using StreamOps.Operations.Time;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>A process with a desk: a real SQLite file, a scripted service, time that moves when told. <see cref="RestartAsync"/> is a kill and a new start.</summary>
internal sealed class RescueStage : IAsyncDisposable
{
    public const string Operator = "Mara";

    /// <summary>How many steps without a timer set or put away are quiet.</summary>
    private const int StepsOfQuiet = 3;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Between two reads of a session that is followed.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly TemporaryStore _file;
    private readonly IDataProtectionProvider _keys;
    private readonly ILoggerFactory _loggers;
    private readonly CancellationTokenSource _process = new();
    private readonly LiveFleet _live;
    private readonly AttemptRuns _runs;
    private readonly IDbContextFactory<OperationsDb>? _contexts;
    private bool _isBudgetStopped;

    private RescueStage(
        TemporaryStore file,
        ScriptedGameLiftStreams service,
        AlarmTime time,
        IDataProtectionProvider keys,
        ILoggerFactory loggers,
        IDbContextFactory<OperationsDb>? contexts,
        TaskScheduler? elsewhere
    )
    {
        (_file, Service, Time, _keys, _loggers, _contexts) = (file, service, time, keys, loggers, contexts);
        Work = new BackgroundWork(_loggers.CreateLogger<BackgroundWork>(), elsewhere);
        Clock = new FleetClock(time);
        _live = new LiveFleet(time, new ServiceClock(), Options.Create(new LiveOptions()));
        Fleet = new StagedFleet(this);
        Store = new OperationsStore(contexts ?? file.Contexts);
        Audit = new AuditLog(Store, _loggers.CreateLogger<AuditLog>());
        Vault = new OfferVault(keys);
        Steps = new RescueSteps(new RescueLedger(Store, [new LinkGate(Links), new ClaimGate(ClaimBoard)]), Board, Fleet, time);
        var call = new RescueCall(Service, Fleet, Steps, Vault, Scripts, time, _loggers.CreateLogger<RescueCall>());
        Checks = new RescueChecks(Fleet, Options.Create(Settings));
        var lost = new LostAnswers(Steps, Checks);
        var follower = new RescueFollower(Fleet, Steps, lost, time, _loggers.CreateLogger<RescueFollower>());
        _runs = new AttemptRuns(Steps, call, follower, Vault, Work);
        Pace = new ActorPace(time);
        Desk = new RescueDesk(Checks, Steps, call, _runs, new AttemptOpenings(Steps, Vault, Work), Vault, Audit, Pace);
        Answers = new AnswerDesk(Steps, new AnswerNotes(Steps, Audit, Work), Vault, Audit);
        Claims = NewClaimDesk(ClaimBoard);
        ClaimedOffers = new ClaimedOffers(new ClaimLedger(Store), ClaimBoard, Desk, Fleet, Vault, Work, time);
        Takeovers = new TakeoverDesk(Desk, Steps, Audit, Work, Options.Create(RescueSettings), _loggers.CreateLogger<TakeoverDesk>());
        var recovery = new RescueRecovery(_runs, Steps, Fleet, lost, Checks, time, _loggers.CreateLogger<RescueRecovery>());
        Recovery = recovery;
        Keeper = new RescueKeeper(recovery, Steps, time, _loggers.CreateLogger<RescueKeeper>());
    }

    public AlarmTime Time { get; }
    public FleetClock Clock { get; }
    public ScriptedGameLiftStreams Service { get; }
    public FleetSnapshot Snapshot
    {
        get => _live.Current;
        set => _live.Publish(value);
    }

    public LiveFleet Live => _live;
    public FleetAccess Fleet { get; }
    public OperationsOptions Settings { get; } = new();
    public RescueOptions RescueSettings { get; } = new();

    /// <summary>What pages of ours may load; the demo's hosts stand for a deployer's.</summary>
    public static ProtocolScripts Scripts { get; } = new("StreamOps:Player:WebSdkProtocolHosts", ["https://*.cloudfront.net"]);

    public RescueChecks Checks { get; }
    public IDataProtectionProvider Keys => _keys;
    public OperationsStore Store { get; }
    public AuditLog Audit { get; }
    public OfferVault Vault { get; }
    public RescueBoard Board { get; } = new();
    public RescueSteps Steps { get; }
    public BackgroundWork Work { get; }

    /// <summary>The pace that each person has to keep.</summary>
    public ActorPace Pace { get; }
    public RescueDesk Desk { get; }
    public AnswerDesk Answers { get; }
    public LinkBoard Links { get; } = new();
    public ClaimBoard ClaimBoard { get; } = new();
    public ClaimDesk Claims { get; }
    public ClaimedOffers ClaimedOffers { get; }
    public TakeoverDesk Takeovers { get; }
    public RescueRecovery Recovery { get; }
    public RescueKeeper Keeper { get; }
    public TemporaryStore File => _file;

    public StreamSessionArn Session { get; } = A.Arn();

    /// <summary>Whether so many calls wait that the next one's turn would come too late.</summary>
    public bool IsRushed { get; set; }

    /// <summary>The calls to CreateStreamSessionConnection so far.</summary>
    public IReadOnlyList<ScriptedCall> Connections
    {
        get
        {
            lock (Service.Calls)
            {
                return [.. Service.Calls.Where(call => call.Operation == "CreateStreamSessionConnection")];
            }
        }
    }

    public RescueAttempt Attempt => Board.Current[Session];

    /// <summary>The command of <see cref="CommitWithoutCallAsync"/>. Once it has ended the attempt's next call may start.</summary>
    public Task<CommandResult>? Sending { get; private set; }

    /// <summary>A stage with one session that waits for its client.</summary>
    public static async Task<RescueStage> OpenAsync(
        ILoggerFactory? loggers = null,
        Func<TemporaryStore, IDbContextFactory<OperationsDb>>? contexts = null
    ) => Open(await TemporaryStore.CreateAsync(), loggers, contexts, elsewhere: null);

    /// <summary>A stage whose desk works where it is told, on a store of its own.</summary>
    public static RescueStage Open(
        TemporaryStore file,
        ILoggerFactory? loggers,
        Func<TemporaryStore, IDbContextFactory<OperationsDb>>? contexts,
        TaskScheduler? elsewhere
    )
    {
        var time = new AlarmTime(new DateTimeOffset(2026, 5, 4, 14, 0, 0, TimeSpan.Zero));
        var service = new ScriptedGameLiftStreams(new FleetClock(time));
        var stage = new RescueStage(
            file,
            service,
            time,
            new EphemeralDataProtectionProvider(),
            loggers ?? NullLoggerFactory.Instance,
            contexts?.Invoke(file),
            elsewhere
        );
        service.Groups[A.Group] = A.StreamGroup();
        stage.Put(StreamSessionStatus.PendingClientReconnection);
        return stage;
    }

    /// <summary>Puts the session into a status, as the service would.</summary>
    public void Put(StreamSessionStatus status, string reason = "", string? storedOffer = null) =>
        Service.Sessions[Session] = (A.StreamSession().In(status) with { StatusReason = reason, LastUpdatedAt = Clock.Now }).Details() with
        {
            StoredOffer = storedOffer is null ? null : new Offer(storedOffer),
        };

    /// <summary>The desk of a process on the same store, which knows what its own board shows.</summary>
    public ClaimDesk NewClaimDesk(ClaimBoard board) => new(new ClaimLedger(Store), board, Fleet, Audit, Pace, Options.Create(Settings));

    public Task<CommandResult> SendAsync(string? offer = null, string by = Operator) =>
        Desk.SendAsync(Session, new Offer(offer ?? OfferText.Healthy().ToString()), Actor.Unproven(by), CancellationToken.None);

    /// <summary>A rescue whose process dies between the commit and the call: the budget's turn never comes.</summary>
    public async Task<RescueAttempt> CommitWithoutCallAsync(string? offer = null)
    {
        _isBudgetStopped = true;
        Sending = SendAsync(offer);
        await WaitForAsync(() => Board.Current.ContainsKey(Session), "the row is committed");
        Assert.Equal(RescueState.Requested, Attempt.State);
        return Attempt;
    }

    /// <summary>Gives the budget's turn to calls that begin from now on.</summary>
    public void LetCallsPass() => _isBudgetStopped = false;

    /// <summary>Kills this process where it stands and starts another one on the same file, service and clock.</summary>
    public async Task<RescueStage> RestartAsync(TimeSpan downtime = default, IDataProtectionProvider? keys = null)
    {
        await StopAsync();
        Time.Advance(downtime);
        var next = new RescueStage(_file, Service, Time, keys ?? _keys, _loggers, null, elsewhere: null);
        Service.OnCall = (_, _) => Task.CompletedTask;
        await next.Recovery.StartAsync(next._process.Token);
        return next;
    }

    /// <summary>The process that comes after this one was killed in the middle of whatever it did: nothing of it is told to end. Takes up nothing yet.</summary>
    public RescueStage AfterKill(TaskScheduler elsewhere, Func<TemporaryStore, IDbContextFactory<OperationsDb>>? contexts = null) =>
        new(_file, Service, Time, _keys, _loggers, contexts?.Invoke(_file) ?? _contexts, elsewhere);

    /// <summary>Lets time run until something is so: in small steps while somebody works, and on to the next timer once all is quiet.</summary>
    public async Task RunUntilAsync(Func<bool> condition, string what)
    {
        var (seen, quiet) = (Time.Changes, 0);
        for (var step = 0; step < 4_000; step++)
        {
            if (condition())
            {
                return;
            }

            for (var wait = 0; wait < 30_000 && _file.IsAtWork; wait++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }

            quiet = Time.Changes == seen ? quiet + 1 : 0;
            seen = Time.Changes;
            // A timer further away is the limit of a call, which may be under way: it is not hurried.
            var jump = quiet >= StepsOfQuiet && Time.UntilNext is { } next && next > Step && next <= LongestPause ? next : Step;
            Time.Advance(jump);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        Assert.Fail($"Never came true: {what}");
    }

    /// <summary>Waits, without moving time, until something is so.</summary>
    public static async Task WaitForAsync(Func<bool> condition, string what)
    {
        for (var step = 0; step < 10_000 && !condition(); step++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        Assert.True(condition(), $"Never came true: {what}");
    }

    /// <summary>Lets time run until an outcome is there.</summary>
    public async Task<T> RunToEndAsync<T>(Task<T> work)
    {
        await RunUntilAsync(() => work.IsCompleted, "the command ends");
        return await work;
    }

    public async Task<IReadOnlyList<string>> AuditStepsAsync() =>
        [.. (await Audit.ForSessionAsync(Session, CancellationToken.None)).Select(entry => entry.Step)];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _file.Dispose();
    }

    private async Task StopAsync()
    {
        await _process.CancelAsync();
        await Work.DisposeAsync();
        Keeper.Dispose();
    }

    private sealed class StagedFleet(RescueStage stage) : DirectFleet(stage.Clock, stage._live, stage.Service, stage.Time)
    {
        public override async ValueTask<bool> TakeCallInTimeAsync(string operation, TimeSpan within, CancellationToken cancellationToken)
        {
            if (stage._isBudgetStopped)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stage.Time, cancellationToken);
            }

            return !stage.IsRushed;
        }
    }
}
