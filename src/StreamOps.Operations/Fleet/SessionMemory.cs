namespace StreamOps.Operations.Fleet;

/// <summary>What the fleet must remember of a session and nobody watches: when it was read, missed and seen to end.</summary>
internal sealed class SessionMemory
{
    // In ticks of UTC, zero for never: half of what moments with an offset take, and there are very many of these.
    private long _sentAt;
    private long _arrivedAt;
    private long _notFoundAt;
    private long _endedAt;
    private QueuePlace _byArrival;
    private QueuePlace _bySending;
    private QueuePlace _byEntry;

    /// <summary>The session as it is known now.</summary>
    public required LiveStreamSession Session { get; set; }

    public StreamSessionArn Arn => Session.Arn;

    public DateTimeOffset LastSentAt
    {
        get => new(_sentAt, TimeSpan.Zero);
        set => _sentAt = value.UtcTicks;
    }

    public DateTimeOffset LastArrivedAt
    {
        get => new(_arrivedAt, TimeSpan.Zero);
        set => _arrivedAt = value.UtcTicks;
    }

    /// <summary>Whether GetStreamSession told its timeouts.</summary>
    public bool HasDetails { get; set; }

    /// <summary>When GetStreamSession first said that there is no such session; null when it did not.</summary>
    public DateTimeOffset? NotFoundAt
    {
        get => Moment(_notFoundAt);
        set => _notFoundAt = value?.UtcTicks ?? 0;
    }

    /// <summary>Whether it is in a window: then somebody waits to hear where it went.</summary>
    public bool IsInWindow { get; set; }

    /// <summary>Whether its player was lost and is waited for: <see cref="LiveStreamSession.IsHeldForItsClient"/>.</summary>
    public bool IsHeld { get; set; }

    /// <summary>The window it was in when the service denied it: it goes on if the session comes back.</summary>
    public ReconnectionWindow? WindowBeforeGone { get; set; }

    /// <summary>When it was first known to be over or gone; from then on it is kept for a while.</summary>
    public DateTimeOffset? EndedAt
    {
        get => Moment(_endedAt);
        set => _endedAt = value?.UtcTicks ?? 0;
    }

    /// <summary>The list that it should be in.</summary>
    public (string StreamGroupId, StreamSessionStatus Status) Class => (Arn.StreamGroupId, Session.Status);

    /// <summary>Its place in the queue of an order.</summary>
    public ref QueuePlace PlaceIn(QueueOrder order)
    {
        switch (order)
        {
            case QueueOrder.Arrival:
                return ref _byArrival;
            case QueueOrder.Sending:
                return ref _bySending;
            default:
                return ref _byEntry;
        }
    }

    private static DateTimeOffset? Moment(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}
