using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Scenarios;

/// <summary>Lets happen what a scenario says goes on: players come, leave, are lost, and some come back by themselves.</summary>
/// <remarks>All is drawn from the seed. Identifiers, users and times are the same in every run of a seed; who is struck also depends
/// on who is connected, hence on the calls made meanwhile.</remarks>
public sealed class Evening(EmulatedWorld world, Casting casting, Random random)
{
    // How the evening's sessions end by themselves, out of a hundred.
    private static readonly (int UpTo, SessionTrigger Trigger)[] Ends =
    [
        (70, SessionTrigger.ApplicationExited),
        (82, SessionTrigger.TerminateRequested),
        (92, SessionTrigger.IdleTooLong),
        (97, SessionTrigger.SessionLengthReached),
        (100, SessionTrigger.InternalFault),
    ];

    // Lost, and not noticed yet: nobody is lost twice.
    private readonly HashSet<EmulatedStreamSession> _losing = [];

    public void Begin(Scenario scenario)
    {
        if (scenario.Rhythm is { } rhythm)
        {
            var usual = Live();
            Every(rhythm.StartEvery, () => StartOne(mayStart: Live() < usual * 1.05));
            Every(rhythm.EndEvery, () => EndOne(mayEnd: Live() > usual * 0.95));
            Every(rhythm.DropEvery, () => LoseOne(location: null, rhythm));
        }

        if (scenario.Outage is { } outage)
        {
            for (var i = 0; i < outage.Players; i++)
            {
                var after = outage.AfterSeconds + (random.NextDouble() * outage.WithinSeconds);
                world.After(TimeSpan.FromSeconds(after), () => LoseOne(outage.Location, scenario.Rhythm));
            }
        }
    }

    private int Live() => world.Groups.Sum(group => group.Locations.Sum(pool => pool.InUse));

    private void Every(Span span, Action act) =>
        world.After(
            Draw(span),
            () =>
            {
                act();
                Every(span, act);
            }
        );

    private void StartOne(bool mayStart)
    {
        var group = Pick([.. world.Groups]);
        var pool = Pick(group.Locations);
        var plan = casting.DrawPlan(group, pool.Location);
        if (mayStart && pool.HasRoom)
        {
            world.Lifecycle.Start(group, plan, world.Ids, signals: null);
        }
    }

    private void EndOne(bool mayEnd)
    {
        var chance = random.Next(100);
        var trigger = Ends.First(end => chance < end.UpTo).Trigger;
        if (Connected(location: null) is { Count: > 0 } connected && Pick(connected) is var session && mayEnd)
        {
            world.Lifecycle.Apply(session, trigger);
        }
    }

    private void LoseOne(string? location, CastRhythm? rhythm)
    {
        var comesBack = random.NextDouble() < (rhythm?.ComesBackShare ?? 0);
        var comesBackAfter = rhythm is null ? TimeSpan.Zero : Draw(rhythm.ComesBackAfter);
        if (Connected(location) is not { Count: > 0 } connected)
        {
            return;
        }

        var session = Pick(connected);
        _losing.Add(session);
        world.After(
            TimeSpan.FromSeconds(world.Switches.Current.LostClientNoticeSeconds),
            () =>
            {
                _losing.Remove(session);
                if (world.Lifecycle.Apply(session, SessionTrigger.ClientLost) && comesBack)
                {
                    ComeBack(session, comesBackAfter);
                }
            }
        );
    }

    private void ComeBack(EmulatedStreamSession session, TimeSpan after)
    {
        var moves = session.Moves;
        world.After(
            after,
            () =>
            {
                if (session.Moves == moves && session.Status is StreamSessionStatus.PendingClientReconnection && session.Hosted is null)
                {
                    world.Lifecycle.Reconnect(session, signals: null);
                }
            }
        );
    }

    private List<EmulatedStreamSession> Connected(string? location) =>
        [
            .. world
                .Groups.SelectMany(group => group.SessionsIn(StreamSessionStatus.Connected))
                // Players in a game host are real: the script neither loses nor ends them.
                .Where(session => session.Hosted is null && (location is null || session.Slot == location) && !_losing.Contains(session))
                .OrderBy(session => session.Id, StringComparer.Ordinal),
        ];

    private TimeSpan Draw(Span span) => TimeSpan.FromSeconds(span.From + (random.NextDouble() * (span.To - span.From)));

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
