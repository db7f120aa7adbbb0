using StreamOps.Emulator.Status;

namespace StreamOps.Emulator.World;

/// <summary>A stream group with the slots of its locations, its applications, and its sessions by status.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamGroup.html</remarks>
public sealed class EmulatedStreamGroup
{
    private readonly Dictionary<StreamSessionStatus, HashSet<EmulatedStreamSession>> _sessionsByStatus =
        Enum.GetValues<StreamSessionStatus>().ToDictionary(status => status, _ => new HashSet<EmulatedStreamSession>());

    public required string Id { get; init; }
    public required string Description { get; init; }
    public required string StreamClass { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string Arn => field ??= WorldIds.StreamGroupArn(Id);
    public required IReadOnlyList<CapacityPool> Locations { get; init; }

    /// <summary>The associated applications; the first is the default one.</summary>
    public required IReadOnlyList<EmulatedApplication> Applications { get; init; }

    public string Status { get; init; } = Active;
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public const string Active = "ACTIVE";

    /// <summary>A group expires 365 days after its creation.</summary>
    public DateTimeOffset ExpiresAt => CreatedAt.AddDays(365);

    /// <summary>Starts that wait for a slot, the longest waiting first.</summary>
    public LinkedList<EmulatedStreamSession> Waiting { get; } = [];

    public CapacityPool? PoolOf(string? location) => Locations.FirstOrDefault(pool => pool.Location == location);

    public IReadOnlyCollection<EmulatedStreamSession> SessionsIn(StreamSessionStatus status) => _sessionsByStatus[status];

    public IEnumerable<EmulatedStreamSession> Sessions => _sessionsByStatus.Values.SelectMany(sessions => sessions);

    internal void Add(EmulatedStreamSession session) => _sessionsByStatus[session.Status].Add(session);

    internal void Remove(EmulatedStreamSession session) => _sessionsByStatus[session.Status].Remove(session);
}
