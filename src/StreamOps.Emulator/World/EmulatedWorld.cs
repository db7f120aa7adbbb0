using StreamOps.Emulator.Settings;

namespace StreamOps.Emulator.World;

/// <summary>Stream groups, applications and sessions, and what is to happen to them. One thread at a time: <see cref="EmulatedFleet"/>
/// sees to it. Its clock stands at the act in hand, so that an act that was due earlier happens at its own time.</summary>
public sealed class EmulatedWorld(string name, int seed, DateTimeOffset now, SwitchBoard switches, Ledger ledger, IWorldListener listener)
{
    private readonly Agenda _agenda = new();
    private readonly Dictionary<string, EmulatedStreamGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EmulatedApplication> _applications = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EmulatedStreamSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>The scenario's name, or "populated".</summary>
    public string Name => name;

    public int Seed { get; } = seed;

    /// <summary>Service time.</summary>
    public DateTimeOffset Now { get; private set; } = now;

    public SwitchBoard Switches => switches;

    public Ledger Ledger => ledger;

    public SessionLifecycle Lifecycle => field ??= new(this);

    /// <summary>Identifiers of what the scenario makes.</summary>
    public WorldIds Ids { get; } = new(new Random(seed));

    /// <summary>Identifiers of what calls make: a source of its own, so that they do not shift what the scenario draws.</summary>
    public WorldIds CallIds { get; } = new(new Random(~seed));

    /// <summary>Chooses whom a control call strikes.</summary>
    public Random Choice { get; } = new(seed ^ 0x5EED);

    public IReadOnlyCollection<EmulatedStreamGroup> Groups => _groups.Values;

    public IReadOnlyCollection<EmulatedApplication> Applications => _applications.Values;

    public IReadOnlyCollection<EmulatedStreamSession> Sessions => _sessions.Values;

    /// <summary>Told of every change of a status.</summary>
    public IWorldListener Listener => listener;

    public DateTimeOffset? NextDue => _agenda.NextDue;

    public EmulatedStreamGroup? Group(string id) => _groups.GetValueOrDefault(id);

    public EmulatedApplication? Application(string id) => _applications.GetValueOrDefault(id);

    public EmulatedStreamSession? Session(string id) => _sessions.GetValueOrDefault(id);

    public void Add(EmulatedApplication application) => _applications.Add(application.Id, application);

    public void Add(EmulatedStreamGroup group) => _groups.Add(group.Id, group);

    internal void Add(EmulatedStreamSession session)
    {
        _sessions.Add(session.Id, session);
        session.Group.Add(session);
    }

    internal void Forget(EmulatedStreamSession session)
    {
        _sessions.Remove(session.Id);
        session.Group.Remove(session);
    }

    /// <summary>Notes an act for <paramref name="delay"/> from now.</summary>
    public void After(TimeSpan delay, Action act) => At(Now + delay, act);

    public void At(DateTimeOffset due, Action act) => _agenda.Note(due, act);

    /// <summary>Lets happen what is due by <paramref name="now"/>, each act at its own time, then stands at <paramref name="now"/>.</summary>
    public void CatchUp(DateTimeOffset now)
    {
        while (_agenda.TryTake(now, out var due, out var act))
        {
            Now = due > Now ? due : Now;
            act();
        }

        Now = now > Now ? now : Now;
    }
}
