namespace StreamOps.Emulator.World;

/// <summary>An application, READY unless its scenario says otherwise.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetApplication.html</summary>
public sealed record EmulatedApplication
{
    public required string Id { get; init; }
    public required string Description { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string Arn => field ??= WorldIds.ApplicationArn(Id);
    public string Status { get; init; } = Ready;
    public string RuntimeType { get; init; } = "WINDOWS";
    public string RuntimeVersion { get; init; } = "2022";
    public string ExecutablePath { get; init; } = "game.exe";
    public string SourceUri { get; init; } = "s3://example-applications/game/";
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public const string Ready = "READY";

    /// <summary>Decides how long an on-demand start may wait.</summary>
    public bool RunsOnWindows => RuntimeType == "WINDOWS";
}
