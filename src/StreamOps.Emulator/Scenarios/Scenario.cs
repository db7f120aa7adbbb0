namespace StreamOps.Emulator.Scenarios;

/// <summary>A scenario's file: the cast a world begins with, and how often what happens.</summary>
public sealed record Scenario
{
    public required string Name { get; init; }
    public required IReadOnlyList<CastApplication> Applications { get; init; }
    public required IReadOnlyList<CastStreamGroup> StreamGroups { get; init; }

    /// <summary>Sessions waiting for their player as the scenario begins: seconds left of a window of 120 s, for each.</summary>
    public IReadOnlyList<int> WaitingAtStartSeconds { get; init; } = [];

    /// <summary>What goes on happening; null: nothing does.</summary>
    public CastRhythm? Rhythm { get; init; }

    /// <summary>Players of one location lost together; null: none are.</summary>
    public CastOutage? Outage { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>The names of the scenarios that come with the emulator.</summary>
    public static IReadOnlyList<string> Names { get; } = ["quiet", "busy-evening", "region-outage"];

    /// <summary>Reads a scenario by its name; null when there is none of that name.</summary>
    public static Scenario? Find(string name)
    {
        if (!Names.Contains(name, StringComparer.Ordinal))
        {
            return null;
        }

        using var file = typeof(Scenario).Assembly.GetManifestResourceStream($"StreamOps.Emulator.Scenarios.{name}.json")!;
        return JsonSerializer.Deserialize<Scenario>(file, Json);
    }
}

public sealed record CastApplication(string Description, string RuntimeType, string RuntimeVersion, string ExecutablePath);

/// <param name="Applications">Descriptions of the applications it streams, the default one first.</param>
public sealed record CastStreamGroup(
    string Description,
    string StreamClass,
    IReadOnlyList<string> Applications,
    IReadOnlyList<CastLocation> Locations
);

/// <param name="Sessions">How many are connected as the scenario begins.</param>
public sealed record CastLocation(string Name, int AlwaysOn, int Maximum, int TargetIdle, int Sessions);

/// <summary>Spans are drawn evenly between their two ends, in seconds.</summary>
/// <param name="ComesBackShare">Share of the lost players whose game reconnects them by itself, 0 to 1.</param>
public sealed record CastRhythm(Span StartEvery, Span EndEvery, Span DropEvery, double ComesBackShare, Span ComesBackAfter);

/// <param name="AfterSeconds">From the scenario's begin to the first lost player.</param>
public sealed record CastOutage(string Location, int Players, double AfterSeconds, double WithinSeconds);

/// <summary>A span of seconds to draw from.</summary>
public sealed record Span(double From, double To);
