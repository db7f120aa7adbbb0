namespace StreamOps.Operations.Fleet;

/// <summary>One session as one read showed it, true at some moment between sending and arrival (<see cref="FleetClock"/>).</summary>
internal readonly record struct SessionRead(StreamSession Session, DateTimeOffset SentAt, DateTimeOffset ArrivedAt)
{
    /// <summary>When the last whole list of the read's status that did not show the session was asked for; null when there was none.</summary>
    public DateTimeOffset? AbsentAt { get; init; }
}
