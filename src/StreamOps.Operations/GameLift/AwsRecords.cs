using Amazon.GameLiftStreams.Model;

namespace StreamOps.Operations.GameLift;

/// <summary>From the service's shapes, where nothing is guaranteed, to ours, where nothing is null by surprise.</summary>
internal static class AwsRecords
{
    public static Page<TRecord> Page<TShape, TRecord>(List<TShape>? items, Func<TShape, TRecord?> read, string? nextToken)
        where TRecord : class =>
        // A list that is not there is not an empty list: read as one, everybody would be gone.
        items is null
        || items.Any(item => item is null)
            ? throw new MissingMemberException("Items")
            : new([.. items.Select(read).OfType<TRecord>()], string.IsNullOrEmpty(nextToken) ? null : nextToken);

    public static StreamGroup? StreamGroup(StreamGroupSummary shape) =>
        string.IsNullOrEmpty(shape.Arn)
            ? null
            : new()
            {
                // Its sessions name it by this.
                Id = SharedTexts.All.Of(shape.Id ?? LastPart(shape.Arn)),
                Arn = shape.Arn,
                Status = new(shape.Status?.Value ?? ""),
                Description = shape.Description ?? "",
                StreamClass = shape.StreamClass?.Value ?? "",
                DefaultApplicationArn = shape.DefaultApplication?.Arn ?? "",
                CreatedAt = Moment(shape.CreatedAt),
                ExpiresAt = Moment(shape.ExpiresAt),
            };

    public static StreamGroup StreamGroup(GetStreamGroupResponse shape) =>
        new()
        {
            Id = shape.Id ?? LastPart(Needed(shape.Arn, "Arn")),
            Arn = Needed(shape.Arn, "Arn"),
            Status = new(shape.Status?.Value ?? ""),
            StatusReason = shape.StatusReason?.Value ?? "",
            Description = shape.Description ?? "",
            StreamClass = shape.StreamClass?.Value ?? "",
            DefaultApplicationArn = shape.DefaultApplication?.Arn ?? "",
            CreatedAt = Moment(shape.CreatedAt),
            ExpiresAt = Moment(shape.ExpiresAt),
            Locations = [.. (shape.LocationStates ?? []).Select(Location)],
        };

    /// <summary>A session of a list. One without an ARN makes its page unreadable: half a page would look like absence.</summary>
    /// <param name="shape">As the service sent it.</param>
    /// <param name="asked">The status that the list is of: that of a session which does not say its own.</param>
    public static StreamSession StreamSession(StreamSessionSummary shape, StreamSessionStatus asked) =>
        StreamSessionArn.TryParse(shape.Arn, out var arn)
            ? new()
            {
                Arn = arn,
                Status = string.IsNullOrEmpty(shape.Status?.Value) ? asked : new(SharedTexts.All.Of(shape.Status.Value)),
                StatusReason = SharedTexts.All.Of(shape.StatusReason?.Value),
                UserId = shape.UserId ?? "",
                ApplicationArn = SharedTexts.All.Of(shape.ApplicationArn),
                Location = SharedTexts.All.Of(shape.Location),
                CreatedAt = Moment(shape.CreatedAt),
                LastUpdatedAt = Moment(shape.LastUpdatedAt),
                ExportFilesStatus = SharedTexts.All.Of(shape.ExportFilesMetadata?.Status?.Value),
                ExportFilesOutputUri = shape.ExportFilesMetadata?.OutputUri ?? "",
            }
            : throw new MissingMemberException("Arn");

    public static StreamSessionDetails Details(GetStreamSessionResponse shape, StreamSessionArn asked) =>
        new()
        {
            Session = new()
            {
                Arn = StreamSessionArn.TryParse(shape.Arn, out var arn) ? arn : asked,
                Status = new(SharedTexts.All.Of(Needed(shape.Status?.Value, "Status"))),
                StatusReason = SharedTexts.All.Of(shape.StatusReason?.Value),
                UserId = shape.UserId ?? "",
                ApplicationArn = SharedTexts.All.Of(shape.ApplicationArn),
                Location = SharedTexts.All.Of(shape.Location),
                CreatedAt = Moment(shape.CreatedAt),
                LastUpdatedAt = Moment(shape.LastUpdatedAt),
                ExportFilesStatus = SharedTexts.All.Of(shape.ExportFilesMetadata?.Status?.Value),
                ExportFilesOutputUri = shape.ExportFilesMetadata?.OutputUri ?? "",
            },
            ConnectionTimeout = Seconds(shape.ConnectionTimeoutSeconds),
            SessionLength = Seconds(shape.SessionLengthSeconds),
            Description = shape.Description ?? "",
            LogFileLocationUri = shape.LogFileLocationUri ?? "",
            Resolution = shape.DisplayConfiguration?.Resolution is { } resolution ? $"{resolution.Width} × {resolution.Height}" : "",
            StoredOffer = string.IsNullOrEmpty(shape.SignalRequest) ? null : new Offer(shape.SignalRequest),
            LaunchArguments = new(shape.AdditionalLaunchArgs ?? []),
            EnvironmentVariables = new(shape.AdditionalEnvironmentVariables ?? new Dictionary<string, string>(StringComparer.Ordinal)),
            RoleArn = new(shape.RoleArn ?? ""),
        };

    public static Application? Application(ApplicationSummary shape) =>
        string.IsNullOrEmpty(shape.Arn) ? null : new(shape.Arn, shape.Id ?? LastPart(shape.Arn), shape.Description ?? "");

    private static LocationState Location(Amazon.GameLiftStreams.Model.LocationState shape) =>
        new(shape.LocationName ?? "", shape.Status?.Value ?? "")
        {
            AlwaysOnCapacity = shape.AlwaysOnCapacity,
            OnDemandCapacity = shape.OnDemandCapacity,
            TargetIdleCapacity = shape.TargetIdleCapacity,
            MaximumCapacity = shape.MaximumCapacity,
            RequestedCapacity = shape.RequestedCapacity,
            AllocatedCapacity = shape.AllocatedCapacity,
            IdleCapacity = shape.IdleCapacity,
        };

    private static DateTimeOffset? Moment(DateTime? utc) =>
        utc is { } value ? new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)) : null;

    private static TimeSpan? Seconds(int? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    /// <summary>What every whole answer has: without it the answer is not one.</summary>
    private static string Needed(string? value, string name) =>
        string.IsNullOrEmpty(value) ? throw new MissingMemberException(name) : value;

    private static string LastPart(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
