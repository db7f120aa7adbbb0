using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ApplicationSummary.html</summary>
public class ApplicationSummaryWire(EmulatedApplication application)
{
    public string Arn { get; } = application.Arn;
    public DateTimeOffset CreatedAt { get; } = application.CreatedAt;
    public string Description { get; } = application.Description;
    public string Id { get; } = application.Id;
    public DateTimeOffset LastUpdatedAt { get; } = application.CreatedAt;
    public RuntimeEnvironmentWire RuntimeEnvironment { get; } = new(application.RuntimeType, application.RuntimeVersion);
    public string Status { get; } = application.Status;
}

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetApplication.html</summary>
/// <param name="application">The application.</param>
/// <param name="groups">The stream groups that it is associated with.</param>
public sealed class ApplicationWire(EmulatedApplication application, IReadOnlyList<EmulatedStreamGroup> groups)
    : ApplicationSummaryWire(application)
{
    public string ApplicationSourceUri { get; } = application.SourceUri;
    public IReadOnlyList<string> AssociatedStreamGroups { get; } = [.. groups.Select(group => group.Arn)];
    public string ExecutablePath { get; } = application.ExecutablePath;
    public IReadOnlyList<ReplicationStatusWire> ReplicationStatuses { get; } =
    [
        .. groups
            .SelectMany(group => group.Locations)
            .Select(pool => pool.Location)
            .Distinct(StringComparer.Ordinal)
            .Select(location => new ReplicationStatusWire(location, "COMPLETED")),
    ];
}

public sealed record RuntimeEnvironmentWire(string Type, string Version);

public sealed record ReplicationStatusWire(string Location, string Status);

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListTagsForResource.html</summary>
public sealed record TagsWire(IReadOnlyDictionary<string, string> Tags);
