using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ApplicationSummary.html</summary>
public sealed record ApplicationSummaryWire(
    string Arn,
    DateTimeOffset CreatedAt,
    string Description,
    string Id,
    DateTimeOffset LastUpdatedAt,
    RuntimeEnvironmentWire RuntimeEnvironment,
    string Status
)
{
    public static ApplicationSummaryWire Of(EmulatedApplication application) =>
        new(
            application.Arn,
            application.CreatedAt,
            application.Description,
            application.Id,
            application.CreatedAt,
            RuntimeEnvironmentWire.Of(application),
            application.Status
        );
}

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetApplication.html</summary>
public sealed record ApplicationWire(
    string ApplicationSourceUri,
    string Arn,
    IReadOnlyList<string> AssociatedStreamGroups,
    DateTimeOffset CreatedAt,
    string Description,
    string ExecutablePath,
    string Id,
    DateTimeOffset LastUpdatedAt,
    IReadOnlyList<ReplicationStatusWire> ReplicationStatuses,
    RuntimeEnvironmentWire RuntimeEnvironment,
    string Status
)
{
    public static ApplicationWire Of(EmulatedApplication application, EmulatedWorld world)
    {
        var groups = world.Groups.Where(group => group.Applications.Contains(application)).ToList();
        return new(
            application.SourceUri,
            application.Arn,
            [.. groups.Select(group => group.Arn)],
            application.CreatedAt,
            application.Description,
            application.ExecutablePath,
            application.Id,
            application.CreatedAt,
            [
                .. groups
                    .SelectMany(group => group.Locations)
                    .Select(pool => pool.Location)
                    .Distinct(StringComparer.Ordinal)
                    .Select(location => new ReplicationStatusWire(location, "COMPLETED")),
            ],
            RuntimeEnvironmentWire.Of(application),
            application.Status
        );
    }
}

public sealed record RuntimeEnvironmentWire(string Type, string Version)
{
    public static RuntimeEnvironmentWire Of(EmulatedApplication application) => new(application.RuntimeType, application.RuntimeVersion);
}

public sealed record ReplicationStatusWire(string Location, string Status);

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListTagsForResource.html</summary>
public sealed record TagsWire(IReadOnlyDictionary<string, string> Tags);
