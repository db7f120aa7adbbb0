namespace StreamOps.Operations.Fleet;

/// <summary>What the order of a queue of sessions goes by.</summary>
internal enum QueueOrder
{
    /// <summary>When a read last showed it: the arrival.</summary>
    Arrival,

    /// <summary>When the last read that showed it was sent.</summary>
    Sending,

    /// <summary>When it came in here.</summary>
    Entry,
}

/// <summary>Sessions in the order of a moment that is remembered of each, the longest ago first. A session is in one queue of an order at most.</summary>
/// <remarks>
/// Whom a read shows moves to the end, or past the few that were read at the same time: nobody is looked for, and nothing is sorted, however many there are. A chain through
/// the memories themselves: a list of its own would take as much again.
/// </remarks>
internal sealed class SessionQueue(QueueOrder order)
{
    public SessionMemory? First { get; private set; }

    public SessionMemory? Last { get; private set; }

    /// <summary>Takes a session in, or moves it to where it is now in order; out of the queue of this order that it was in.</summary>
    public void Put(SessionMemory memory)
    {
        ref var place = ref memory.PlaceIn(order);
        if (place.Queue == this && IsInOrder(place.Before, memory) && IsInOrder(memory, place.After))
        {
            return;
        }

        place.Queue?.Remove(memory);
        Insert(memory, WhoStandsBefore(memory));
    }

    /// <summary>Takes a session out, if it is in.</summary>
    public void Remove(SessionMemory memory)
    {
        ref var place = ref memory.PlaceIn(order);
        if (place.Queue != this)
        {
            return;
        }

        if (place.Before is { } before)
        {
            before.PlaceIn(order).After = place.After;
        }
        else
        {
            First = place.After;
        }

        if (place.After is { } after)
        {
            after.PlaceIn(order).Before = place.Before;
        }
        else
        {
            Last = place.Before;
        }

        place = default;
    }

    /// <summary>All, the longest ago first. The one that is named may be taken out meanwhile.</summary>
    public IEnumerable<SessionMemory> FromFirst()
    {
        var next = First;
        while (next is { } memory)
        {
            next = memory.PlaceIn(order).After;
            yield return memory;
        }
    }

    /// <summary>All, the latest first.</summary>
    public IEnumerable<SessionMemory> FromLast()
    {
        var next = Last;
        while (next is { } memory)
        {
            next = memory.PlaceIn(order).Before;
            yield return memory;
        }
    }

    private SessionMemory? WhoStandsBefore(SessionMemory memory)
    {
        var before = Last;
        if (!IsInOrder(before, memory) && IsInOrder(memory, First))
        {
            // Known from before, and older than all that were read since.
            return null;
        }

        while (!IsInOrder(before, memory))
        {
            before = before!.PlaceIn(order).Before;
        }

        return before;
    }

    private void Insert(SessionMemory memory, SessionMemory? before)
    {
        ref var place = ref memory.PlaceIn(order);
        place.Queue = this;
        place.Before = before;
        if (before is null)
        {
            place.After = First;
            First = memory;
        }
        else
        {
            ref var there = ref before.PlaceIn(order);
            place.After = there.After;
            there.After = memory;
        }

        if (place.After is { } after)
        {
            after.PlaceIn(order).Before = memory;
        }
        else
        {
            Last = memory;
        }
    }

    private bool IsInOrder(SessionMemory? one, SessionMemory? other) =>
        one is null
        || other is null
        || order switch
        {
            QueueOrder.Arrival => one.LastArrivedAt <= other.LastArrivedAt,
            QueueOrder.Sending => one.LastSentAt <= other.LastSentAt,
            _ => true,
        };
}

/// <summary>Where a session is in the queue of one order.</summary>
internal struct QueuePlace
{
    public SessionQueue? Queue { get; set; }

    public SessionMemory? Before { get; set; }

    public SessionMemory? After { get; set; }
}
