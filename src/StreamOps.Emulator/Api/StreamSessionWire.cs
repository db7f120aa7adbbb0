using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StreamSessionSummary.html</summary>
public class StreamSessionSummaryWire(EmulatedStreamSession session, bool withExportUri = true)
{
    public string? ApplicationArn { get; } = session.Plan.Application.Arn;
    public string Arn { get; } = session.Arn;
    public DateTimeOffset CreatedAt { get; } = session.CreatedAt;
    public ExportFilesMetadataWire? ExportFilesMetadata { get; } =
        session.Export is { } export ? new(export.Status, withExportUri ? export.OutputUri : null) : null;
    public DateTimeOffset LastUpdatedAt { get; } = session.LastUpdatedAt;
    public string? Location { get; } = session.HasBeenActive ? session.Slot : null;
    public string Protocol { get; } = "WebRTC";
    public string? RoleArn { get; } = session.Plan.RoleArn;
    public string Status { get; } = session.Status.Word();
    public string? StatusReason { get; } = session.StatusReason;
    public string? UserId { get; } = session.Plan.UserId;
}

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamSession.html</summary>
public sealed class StreamSessionWire(EmulatedStreamSession session) : StreamSessionSummaryWire(session)
{
    public IReadOnlyDictionary<string, string>? AdditionalEnvironmentVariables { get; } = session.Plan.EnvironmentVariables;
    public IReadOnlyList<string>? AdditionalLaunchArgs { get; } = session.Plan.LaunchArguments;
    public int ConnectionTimeoutSeconds { get; } = session.Plan.ConnectionTimeoutSeconds;
    public string? Description { get; } = session.Plan.Description;
    public DisplayConfigurationWire? DisplayConfiguration { get; } = session.Plan.Resolution is { } size ? new(size) : null;
    public PerformanceStatsConfigurationWire? PerformanceStatsConfiguration { get; } =
        session.Plan.SharesPerformanceStats is { } shares ? new(shares) : null;
    public int SessionLengthSeconds { get; } = session.Plan.SessionLengthSeconds;
    public string? SignalRequest { get; } = session.Signals?.Offer;
    public string? SignalResponse { get; } = AnsweredOf(session)?.Answer;
    public string StreamGroupId { get; } = session.Group.Id;
    public string? WebSdkProtocolUrl { get; } = AnsweredOf(session)?.WebSdkProtocolUrl;

    // The answer is issued when the server is ready, at ACTIVE; until then nobody sees one.
    private static SignalPair? AnsweredOf(EmulatedStreamSession session) =>
        session is { HasBeenActive: true, Status: not StreamSessionStatus.Reconnecting, Signals: { IsAnswered: true } signals }
            ? signals
            : null;
}

public sealed record ExportFilesMetadataWire(string Status, string? OutputUri);

public sealed record PerformanceStatsConfigurationWire(bool SharedWithClient);

public sealed record DisplayConfigurationWire(DisplayResolution Resolution);

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html</summary>
public sealed record SignalResponseWire(string SignalResponse)
{
    public override string ToString() => nameof(SignalResponseWire);
}
