namespace StreamOps.Operations.Fleet;

/// <summary>A window that an earlier process saw and kept: after a restart its epoch and bounds are taken up again. Times are service time.</summary>
public sealed record KnownWindow(
    StreamSessionArn Session,
    WindowKind Kind,
    long Epoch,
    DateTimeOffset EnteredEarliest,
    DateTimeOffset EnteredExpected,
    DateTimeOffset EnteredLatest,
    TimeSpan? ConnectionTimeout
)
{
    /// <summary>What is worth keeping of a window.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="window">The window.</param>
    /// <param name="offset">Service time minus <see cref="Time.FleetClock"/> time.</param>
    internal static KnownWindow Of(StreamSessionArn session, ReconnectionWindow window, TimeSpan offset) =>
        new(
            session,
            window.Kind,
            window.Epoch,
            window.EnteredEarliest + offset,
            window.EnteredExpected + offset,
            window.EnteredLatest + offset,
            window.ConnectionTimeout
        );

    /// <summary>The window on the fleet's line, rather early than late.</summary>
    /// <param name="toFleet">Service time on the fleet's line.</param>
    internal ReconnectionWindow OnFleet(Func<DateTimeOffset, DateTimeOffset> toFleet) =>
        new()
        {
            Kind = Kind,
            Epoch = Epoch,
            EnteredEarliest = toFleet(EnteredEarliest),
            EnteredExpected = toFleet(EnteredExpected),
            EnteredLatest = toFleet(EnteredLatest),
        };
}
