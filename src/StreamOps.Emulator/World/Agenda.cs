namespace StreamOps.Emulator.World;

/// <summary>What is to happen, in order of time; acts of one instant happen in the order they were noted.</summary>
public sealed class Agenda
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> _acts = new();
    private long _order;

    /// <summary>When the next act is due; null when nothing is to happen.</summary>
    public DateTimeOffset? NextDue => _acts.TryPeek(out _, out var key) ? key.Due : null;

    public void Note(DateTimeOffset due, Action act) => _acts.Enqueue(act, (due, _order++));

    /// <summary>Takes the next act that is due by <paramref name="now"/>.</summary>
    public bool TryTake(DateTimeOffset now, out DateTimeOffset due, out Action act)
    {
        if (_acts.TryPeek(out act!, out var key) && key.Due <= now)
        {
            _acts.Dequeue();
            due = key.Due;
            return true;
        }

        due = default;
        return false;
    }
}
