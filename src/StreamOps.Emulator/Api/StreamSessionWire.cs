using StreamOps.Emulator.Status;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StreamSessionSummary.html</summary>
public sealed record StreamSessionSummaryWire(
    string? ApplicationArn,
    string Arn,
    DateTimeOffset CreatedAt,
    ExportFilesMetadataWire? ExportFilesMetadata,
    DateTimeOffset LastUpdatedAt,
    string? Location,
    string Protocol,
    string? RoleArn,
    string Status,
    string? StatusReason,
    string? UserId
)
{
    public static StreamSessionSummaryWire Of(EmulatedStreamSession session, bool withExportUri = true) =>
        new(
            session.Plan.Application.Arn,
            session.Arn,
            session.CreatedAt,
            ExportFilesMetadataWire.Of(session.Export, withExportUri),
            session.LastUpdatedAt,
            session.HasBeenActive ? session.Slot : null,
            "WebRTC",
            session.Plan.RoleArn,
            session.Status.Word(),
            session.StatusReason,
            session.Plan.UserId
        );
}

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamSession.html</summary>
public sealed record StreamSessionWire(
    IReadOnlyDictionary<string, string>? AdditionalEnvironmentVariables,
    IReadOnlyList<string>? AdditionalLaunchArgs,
    string? ApplicationArn,
    string Arn,
    int ConnectionTimeoutSeconds,
    DateTimeOffset CreatedAt,
    string? Description,
    DisplayConfigurationWire? DisplayConfiguration,
    ExportFilesMetadataWire? ExportFilesMetadata,
    DateTimeOffset LastUpdatedAt,
    string? Location,
    string? LogFileLocationUri,
    PerformanceStatsConfigurationWire? PerformanceStatsConfiguration,
    string Protocol,
    string? RoleArn,
    int SessionLengthSeconds,
    string? SignalRequest,
    string? SignalResponse,
    string Status,
    string? StatusReason,
    string StreamGroupId,
    string? UserId,
    string? WebSdkProtocolUrl
)
{
    public static StreamSessionWire Of(EmulatedStreamSession session)
    {
        // The answer is issued when the server is ready, at ACTIVE; until then nobody sees one.
        var isAnswered =
            session.HasBeenActive && session.Status is not StreamSessionStatus.Reconnecting && session.Signals is { IsAnswered: true };
        return new(
            session.Plan.EnvironmentVariables,
            session.Plan.LaunchArguments,
            session.Plan.Application.Arn,
            session.Arn,
            session.Plan.ConnectionTimeoutSeconds,
            session.CreatedAt,
            session.Plan.Description,
            session.Plan.Resolution is { } size ? new(size) : null,
            ExportFilesMetadataWire.Of(session.Export, withUri: true),
            session.LastUpdatedAt,
            session.HasBeenActive ? session.Slot : null,
            LogFileLocationUri: null,
            session.Plan.SharesPerformanceStats is { } shares ? new(shares) : null,
            "WebRTC",
            session.Plan.RoleArn,
            session.Plan.SessionLengthSeconds,
            session.Signals?.Offer,
            isAnswered ? session.Signals!.Answer : null,
            session.Status.Word(),
            session.StatusReason,
            session.Group.Id,
            session.Plan.UserId,
            isAnswered ? session.Signals!.WebSdkProtocolUrl : null
        );
    }

    public override string ToString() => Arn;
}

public sealed record ExportFilesMetadataWire(string Status, string? OutputUri)
{
    public static ExportFilesMetadataWire? Of(ExportState? export, bool withUri) =>
        export is null ? null : new(export.Status, withUri ? export.OutputUri : null);
}

public sealed record PerformanceStatsConfigurationWire(bool SharedWithClient);

public sealed record DisplayConfigurationWire(DisplayResolution Resolution);

/// <summary>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html</summary>
public sealed record SignalResponseWire(string SignalResponse)
{
    public override string ToString() => nameof(SignalResponseWire);
}
