using StreamOps.Operations.Fleet;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Live;

/// <summary>The one argument of <c>Snapshot</c> (all sessions) and of <c>Changed</c> (only what changed).</summary>
/// <param name="Version">Grows with every snapshot of the fleet; gaps are normal.</param>
/// <param name="Sessions">New or different ones.</param>
/// <param name="Removed">ARNs of those that left the fleet; empty in a <c>Snapshot</c>.</param>
public sealed record HubSnapshot(long Version, IReadOnlyList<HubSession> Sessions, IReadOnlyList<string> Removed)
{
    public static HubSnapshot Of(FleetPicture picture) =>
        new(
            picture.Snapshot.Version,
            [
                .. picture
                    .Snapshot.Sessions.Values.Where(session => !session.IsFromBefore)
                    .Select(session => HubSession.Of(session, picture)),
            ],
            []
        );

    /// <summary>What is told of these sessions in the later of two pictures, and was not told in the earlier one.</summary>
    public static HubSnapshot Of(FleetPicture before, FleetPicture after, IEnumerable<StreamSessionArn> touched)
    {
        List<HubSession> sessions = [];
        List<string> removed = [];
        foreach (var arn in touched)
        {
            var earlier = ReadIn(before, arn);
            if (ReadIn(after, arn) is not { } session)
            {
                removed.AddRange(earlier is null ? [] : [arn.Value]);
            }
            else if (HubSession.Of(session, after) is var told && (earlier is null || told != HubSession.Of(earlier, before)))
            {
                sessions.Add(told);
            }
        }

        return new HubSnapshot(after.Snapshot.Version, sessions, removed);
    }

    // Who is known from before the start alone is not told: a script could not tell that from the truth.
    private static LiveStreamSession? ReadIn(FleetPicture picture, StreamSessionArn session) =>
        picture.Snapshot.Sessions.GetValueOrDefault(session) is { IsFromBefore: false } read ? read : null;
}

/// <summary>One session as the hub tells it. Statuses are the API's words; times are service time.</summary>
public sealed record HubSession
{
    /// <summary>The last part of the ARN.</summary>
    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required string Status { get; init; }

    public required string StatusReason { get; init; }

    /// <summary>The stream group's id.</summary>
    public required string StreamGroupId { get; init; }

    public required string Location { get; init; }

    public required string ApplicationArn { get; init; }

    /// <summary>The name people know.</summary>
    public required string ApplicationName { get; init; }

    public required string UserId { get; init; }

    /// <summary>Null outside a window.</summary>
    public HubWindow? Window { get; init; }

    /// <summary>Whether its player waits in the queue.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>The moment that decides the place in the queue; null for who does not wait.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Who has the player in hand, by name; null when nobody has.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>When that lease is over, unless it is renewed; null when nobody has the player in hand.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    public static HubSession Of(LiveStreamSession session, FleetPicture picture)
    {
        var row = picture.IsWaiting(session.Arn) ? picture.RowOf(session.Arn) : null;
        var claim = EpisodeClaim.Of(picture, session.Arn, session.Window?.Epoch);
        return new HubSession
        {
            Id = session.Arn.Id,
            Arn = session.Arn.Value,
            Status = session.Status.Value,
            StatusReason = session.Session.StatusReason,
            StreamGroupId = session.Arn.StreamGroupId,
            Location = session.Session.Location,
            ApplicationArn = session.Session.ApplicationArn,
            ApplicationName = picture.Snapshot.ApplicationName(session.Session.ApplicationArn),
            UserId = session.Session.UserId,
            Window = session.Window is { } window ? HubWindow.Of(window, picture.Snapshot.ServiceOffset) : null,
            IsWaiting = row is not null,
            ClaimedBy = claim?.Operator,
            ClaimedUntil = claim?.Until + picture.Snapshot.ServiceOffset,
            Deadline = row?.Deadline + picture.Snapshot.ServiceOffset,
        };
    }
}

/// <summary>The running window. Ends are null while the connection timeout is unknown.</summary>
/// <param name="Kind"><c>reach</c>: the player must reach us; <c>connect</c>: the client must connect.</param>
/// <param name="Since">When it began, as expected.</param>
/// <param name="EarliestEnd">It cannot end before.</param>
/// <param name="ExpectedEnd">The figure on the screen.</param>
/// <param name="LatestEnd">It cannot end after.</param>
/// <param name="FrozenAt">Set while <c>RECONNECTING</c>: the figure stops there.</param>
public sealed record HubWindow(
    string Kind,
    DateTimeOffset Since,
    DateTimeOffset? EarliestEnd,
    DateTimeOffset? ExpectedEnd,
    DateTimeOffset? LatestEnd,
    DateTimeOffset? FrozenAt
)
{
    public static HubWindow Of(ReconnectionWindow window, TimeSpan serviceOffset) =>
        new(
            window.Kind == WindowKind.Reach ? "reach" : "connect",
            window.EnteredExpected + serviceOffset,
            window.EarliestEnd + serviceOffset,
            window.ExpectedEnd + serviceOffset,
            window.LatestEnd + serviceOffset,
            window.FrozenAt + serviceOffset
        );
}
