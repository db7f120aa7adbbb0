using Microsoft.Data.Sqlite;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Operations.Pages;
using StreamOps.Operations.Players;
using StreamOps.Operations.Store;
using StreamOps.Operations.Tests.Players;
using StreamOps.Operations.Tests.Store;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue.Faults;

/// <summary>
/// The desks as they are, on a store in memory and a service that does what the steps say: two operators, two pages, one session. Everything that
/// an attempt is put through is looked at as it is committed; <see cref="Wrong"/> says which invariant was broken first.
/// </summary>
internal sealed class FaultyWorld : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly TemporaryStore _folder = TemporaryStore.Empty();
    private readonly MemoryStore _store = MemoryStore.Create();
    private readonly AttemptWatch _watch;
    private readonly HashSet<(string Offer, string By)> _brought = [];
    private readonly List<Task> _commands = [];
    private readonly List<Offer> _offers = [];
    private OneThread _process = new();
    private bool _isAnswering;

    public FaultyWorld(FaultCoverage coverage)
    {
        _watch = new AttemptWatch(coverage);
        Stage = PlayerStage.Over(RescueStage.Open(_folder, loggers: null, _ => _store, _process));
        Rescue.RescueSettings.AllowTakeover = false;
        Service = new FaultyService(Rescue.Service, Rescue.Clock, Rescue.Time, Rescue.Session)
        {
            Struck = _watch.Strike,
            Calling = call => _watch.Called(_store, call),
            Read = See,
        };
        Rescue.Live.Update(snapshot => snapshot with { Groups = snapshot.Groups.SetItem(A.Group, new LiveStreamGroup(A.StreamGroup())) });
        _store.Stepped = _watch.Stepped;
        _store.WriteRefused = () => _watch.Strike(_isAnswering ? Fault.StoreRefusedAnswer : Fault.StoreRefused);
        _store.ReadRefused = () => _watch.Strike(Fault.StoreNotRead);
        Poll();
    }

    public PlayerStage Stage { get; private set; }

    public RescueStage Rescue => Stage.Rescue;

    public FaultyService Service { get; }

    public IReadOnlyList<FaultyPage> Pages { get; } = [new(0), new(1)];

    public List<LinkMaking.Made> Links { get; } = [];

    /// <summary>Which invariant was broken first; empty while none was.</summary>
    public string Wrong => _watch.Wrong;

    public void Strike(Fault fault) => _watch.Strike(fault);

    /// <summary>Somebody does something: it runs as far as it can at once.</summary>
    public void Do(Func<Task> command)
    {
        _commands.Add(
            _process.Begin(async () =>
            {
                await command();
                return true;
            })
        );
        Run();
    }

    /// <summary>A new offer, or now and then one that was made before, by whomever.</summary>
    public Offer Offer(string by, int choice)
    {
        if (choice != 0 || _offers.Count == 0)
        {
            _offers.Add(new Offer(OfferText.Healthy().ToString()));
        }

        _brought.Add((_offers[^1].Text, by));
        return _offers[^1];
    }

    /// <summary>An answer was handed over.</summary>
    public void Handed(Answer? answer, string to)
    {
        if (answer is null)
        {
            return;
        }

        var call = Service.CallsByAnswer.GetValueOrDefault(answer.Text);
        _watch.Check(
            call is not null && _brought.Contains((call.Offer!.Text, to)),
            "an answer was given to somebody who never brought its offer"
        );
        _watch.Handed(_store, call?.ClientToken ?? "");
    }

    /// <summary>The newest state of the session is read.</summary>
    public void Poll() => See(Rescue.Service.Sessions[Rescue.Session]);

    /// <summary>The call that waits ends with its answer.</summary>
    public void Answer()
    {
        _isAnswering = Service.HasWaiting;
        Service.End(hasEffect: true, failure: null);
        Run();
        _isAnswering = false;
    }

    public void Run()
    {
        _process.Run();
        foreach (var command in _commands.Where(command => command.IsFaulted))
        {
            // That nothing can be read or written now is an answer too.
            _watch.Check(
                command.Exception!.InnerException is StoreUnavailableException,
                $"a command threw {command.Exception.InnerException}"
            );
        }

        _commands.RemoveAll(command => command.IsCompleted);
        _watch.Look(Rescue.Live.Current.Sessions.GetValueOrDefault(Rescue.Session), Service);
    }

    /// <summary>Whether the database takes writes.</summary>
    public void LetWrite(bool may) => _store.RefusesWrites = !may;

    /// <summary>Whether the database is read.</summary>
    public void LetRead(bool may) => _store.RefusesReads = !may;

    /// <summary>Lets one read of the database fail, after so many that go well.</summary>
    public void FailRead(int after) => _store.ReadsBeforeOneFails = after;

    /// <summary>Lets time go, from one timer to the next.</summary>
    public void Pass(TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; )
        {
            var step = Rescue.Time.UntilNext is { } next && next > TimeSpan.Zero && next < left ? next : left;
            Rescue.Time.Advance(step);
            left -= step;
            Service.Look();
            Run();
        }
    }

    /// <summary>Lets time go until the next timer rings.</summary>
    public void PassUntilNext() =>
        Pass(Rescue.Time.UntilNext is { } next && next > TimeSpan.Zero && next < LongestPause ? next : TimeSpan.FromSeconds(1));

    /// <summary>Kills the process where it stands and starts another one.</summary>
    public void Restart(TimeSpan downtime)
    {
        Strike(Fault.Restarted);
        _process.Kill();
        _commands.Clear();
        Service.Forget();
        Pass(downtime);
        var seen = Rescue.Live.Current;
        _process = new OneThread();
        Stage = PlayerStage.Over(Rescue.AfterKill(_process));
        Rescue.Live.Update(snapshot => snapshot with { Groups = seen.Groups });
        Do(() => Rescue.Recovery.StartAsync(CancellationToken.None));
        Do(() => Stage.Keeper.LoadAsync(CancellationToken.None));
        Poll();
        Run();
    }

    /// <summary>All is well from now on: every attempt comes to its end, and whoever brought an offer can read its answer.</summary>
    /// <param name="inTime">Whether the session is over soon; else it goes on as long as its window.</param>
    public void Settle(bool inTime)
    {
        (Service.Reads, Service.IsWell) = (null, true);
        LetWrite(true);
        LetRead(true);
        _store.ReadsBeforeOneFails = null;
        while (Service.HasWaiting)
        {
            Answer();
        }

        for (var round = 0; round < 400 && _watch.HasOpen; round++)
        {
            PassUntilNext();
            if (Service.Status == StreamSessionStatus.Reconnecting)
            {
                Service.Put(StreamSessionStatus.Active);
            }

            if (inTime && round == 20 && Service.WindowEnds is not null)
            {
                Service.Put(StreamSessionStatus.Terminated, "reconnectionTimeout");
            }

            if (round % 8 == 0)
            {
                Poll();
            }
        }

        _watch.Settled(_store);
    }

    public void Dispose()
    {
        _process.Kill();
        _store.Dispose();
        _folder.Dispose();
    }

    private void See(StreamSessionDetails details) => Rescue.Live.Apply(details, Rescue.Clock.Now, Rescue.Clock.Now);
}

/// <summary>A browser with a rescue page, which may be closed and opened again as another one.</summary>
internal sealed class FaultyPage(int number)
{
    private int _openings;

    public string Name => $"page{number}-{_openings}";

    public PageKey Key => PlayerStage.Page(Name);

    /// <summary>What let it in; null before.</summary>
    public PlayerPass? Pass { get; set; }

    public void Close()
    {
        _openings++;
        Pass = null;
    }
}
