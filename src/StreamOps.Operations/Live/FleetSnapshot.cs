using System.Collections.Immutable;
using StreamOps.Operations.GameLift;

namespace StreamOps.Operations.Live;

/// <summary>The whole fleet at one moment. Immutable; the next one shares every object that did not change.</summary>
public sealed record FleetSnapshot
{
    /// <summary>Nothing read yet.</summary>
    public static readonly FleetSnapshot Empty = new();

    /// <summary>Grows by one with every snapshot.</summary>
    public long Version { get; init; }

    public ImmutableDictionary<StreamSessionArn, LiveStreamSession> Sessions { get; init; } =
        ImmutableDictionary<StreamSessionArn, LiveStreamSession>.Empty;

    /// <summary>By stream group id.</summary>
    public ImmutableDictionary<string, LiveStreamGroup> Groups { get; init; } =
        ImmutableDictionary.Create<string, LiveStreamGroup>(StringComparer.Ordinal);

    /// <summary>By application ARN.</summary>
    public ImmutableDictionary<string, Application> Applications { get; init; } =
        ImmutableDictionary.Create<string, Application>(StringComparer.Ordinal);

    public PollHealth Health { get; init; } = new() { State = PollState.Starting };

    /// <summary>Whether every live status of every stream group has been read to its end at least once.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Service time minus <see cref="FleetClock"/> time, on the cautious side (never too small).</summary>
    public TimeSpan ServiceOffset { get; init; }

    /// <summary>The name people know an application by: its description, else its id, else the ARN's last part.</summary>
    public string ApplicationName(string applicationArn) =>
        Applications.TryGetValue(applicationArn, out var application)
            ? application.Description is { Length: > 0 } name
                ? name
                : application.Id
            : applicationArn[(applicationArn.LastIndexOf('/') + 1)..];
}
