namespace StreamOps.Operations.Fleet;

/// <summary>The whole fleet at one moment. Immutable; the next one shares every object that did not change.</summary>
public sealed record FleetSnapshot
{
    /// <summary>Nothing read yet.</summary>
    public static readonly FleetSnapshot Empty = new();

    private readonly Dictionary<string, string> _applicationNames = [];

    /// <summary>Grows by one with every snapshot.</summary>
    public long Version { get; init; }

    public ImmutableDictionary<StreamSessionArn, LiveStreamSession> Sessions { get; init; } =
        ImmutableDictionary<StreamSessionArn, LiveStreamSession>.Empty;

    /// <summary>By stream group id.</summary>
    public ImmutableDictionary<string, LiveStreamGroup> Groups { get; init; } =
        ImmutableDictionary.Create<string, LiveStreamGroup>(StringComparer.Ordinal);

    /// <summary>By application ARN.</summary>
    public ImmutableDictionary<string, Application> Applications
    {
        get;
        init
        {
            field = value;
            _applicationNames = NamesOf(value);
        }
    } = ImmutableDictionary.Create<string, Application>(StringComparer.Ordinal);

    public PollHealth Health { get; init; } = new() { State = PollState.Starting };

    /// <summary>Whether every live status of every stream group has been read to its end at least once.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Why a session is not in it, as a sentence.</summary>
    public string WhyAbsent =>
        IsComplete
            ? "The session is not in the list any more."
            : "The sessions are being read, and this one was not among them yet. Try again in a moment.";

    /// <summary>Whose part of the fleet it is; null for the whole.</summary>
    public GroupCut? Cut { get; init; }

    /// <summary>Service time minus <see cref="FleetClock"/> time, on the cautious side (never too small).</summary>
    public TimeSpan ServiceOffset { get; init; }

    /// <summary>The name people know an application by: its description, with its id where two share one; else its id, else the ARN's last part.</summary>
    public string ApplicationName(string applicationArn) =>
        _applicationNames.GetValueOrDefault(applicationArn, applicationArn[(applicationArn.LastIndexOf('/') + 1)..]);

    private static Dictionary<string, string> NamesOf(ImmutableDictionary<string, Application> applications) =>
        DistinctNames
            .Of(applications, pair => pair.Value.Description, pair => pair.Value.Id)
            .ToDictionary(named => named.Thing.Key, named => named.Name, StringComparer.Ordinal);
}
