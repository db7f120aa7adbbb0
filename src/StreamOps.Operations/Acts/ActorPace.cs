namespace StreamOps.Operations.Acts;

/// <summary>How often one person may do what reaches into players' sessions or into the record: more than hands do in the worst hour, and less than a script does harm with.</summary>
/// <remarks>Counted in this process alone, and begun anew with it. Offers that players' own pages bring are not the operator's acts.</remarks>
public sealed class ActorPace(TimeProvider time)
{
    /// <summary>Rescues sent by hand, takeovers begun, links made, files asked for, looks at what is hidden, audits given out and access tokens made, each, of one person in a minute.</summary>
    public const int MostAMinute = 60;

    /// <summary>Players taken in hand and given back by one person in a minute, together: down a long queue by the keys, as fast as they go.</summary>
    public const int MostClaimsAMinute = 240;

    /// <summary>Open pages asked by one person in a minute: a click each.</summary>
    public const int MostAsksAMinute = 120;

    /// <summary>Sessions terminated by one person in a minute.</summary>
    public const int MostTerminationsAMinute = 20;

    /// <summary>Sessions that one person terminates within <see cref="Lately"/> without being asked to confirm each further one.</summary>
    public const int ConfirmAbove = 10;

    /// <summary>Persons and acts that are told apart; beyond them those that rest are forgotten.</summary>
    private const int MostApart = 1_000;

    /// <summary>Why the eleventh session is not ended like the first.</summary>
    private static readonly string NotConfirmed =
        $"You ended {ConfirmAbove} sessions within ten minutes, and none of it can be undone: confirm each further one by the last four characters of its id. Nothing was done.";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<(DeskAct Act, string Who), Queue<long>> _acts = [];

    /// <summary>How far back terminations count for <see cref="ConfirmAbove"/>.</summary>
    public static TimeSpan Lately { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Counts one more act, where there is room for it.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="who">By whom.</param>
    /// <param name="isConfirmed">Whether it was confirmed by the session's id, as <see cref="MustConfirm"/> asks: decided with the count, so that of many at once none slips through.</param>
    /// <returns>Refused with a sentence: it is not counted, and must not be done.</returns>
    public ActionVerdict Take(DeskAct act, Person who, bool isConfirmed = false)
    {
        ArgumentNullException.ThrowIfNull(who);
        lock (_lock)
        {
            var done = DoneBy(act, who);
            if (Within(done, Minute) >= MostOf(act))
            {
                return ActionVerdict.Refused(WordsOf(act));
            }

            if (act is DeskAct.Terminate && !isConfirmed && Within(done, Lately) >= ConfirmAbove)
            {
                return ActionVerdict.Refused(NotConfirmed);
            }

            done.Enqueue(time.GetTimestamp());
            return ActionVerdict.Allowed;
        }
    }

    /// <summary>Whether somebody has terminated so many sessions of late that each further one is asked for apart.</summary>
    public bool MustConfirm(Person who)
    {
        ArgumentNullException.ThrowIfNull(who);
        lock (_lock)
        {
            return Within(DoneBy(DeskAct.Terminate, who), Lately) >= ConfirmAbove;
        }
    }

    private static int MostOf(DeskAct act) =>
        act switch
        {
            DeskAct.Terminate => MostTerminationsAMinute,
            DeskAct.Claim => MostClaimsAMinute,
            DeskAct.AskOpenPage => MostAsksAMinute,
            _ => MostAMinute,
        };

    private static string WordsOf(DeskAct act) =>
        act is DeskAct.Terminate
            ? $"You ended {MostTerminationsAMinute} sessions within a minute, and none of it can be undone. Wait a minute before the next one. Nothing was done."
            : $"You did this {MostOf(act)} times within a minute: more than one person does by hand. Wait a little. Nothing was done.";

    private int Within(Queue<long> done, TimeSpan span) => done.Count(at => time.GetElapsedTime(at) < span);

    private Queue<long> DoneBy(DeskAct act, Person who)
    {
        var key = (act, who.Subject ?? who.Name);
        if (!_acts.TryGetValue(key, out var done))
        {
            foreach (var (resting, _) in _acts.Where(one => _acts.Count >= MostApart && Within(one.Value, Lately) == 0).ToList())
            {
                _acts.Remove(resting);
            }

            _acts[key] = done = new Queue<long>();
        }

        while (done.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Lately)
        {
            done.Dequeue();
        }

        return done;
    }
}
