namespace StreamOps.Operations.GameLift;

/// <summary>A stream session as a list shows it. The service guarantees no member but the ARN; times are service time.</summary>
public sealed record StreamSession
{
    /// <summary>A session lives no longer.</summary>
    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StartStreamSession.html (SessionLengthSeconds)</remarks>
    internal static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);

    /// <summary>What is older says nothing of a session that lives, nor of what was made for it: an hour more than the longest life, whatever the clocks.</summary>
    internal static readonly TimeSpan SurelyOverAfter = LongestLife + TimeSpan.FromHours(1);

    /// <summary>The service's default, for a session that does not tell its own.</summary>
    internal static readonly TimeSpan DefaultConnectionTimeout = TimeSpan.FromSeconds(120);

    /// <summary>No session waits longer for a client.</summary>
    /// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StartStreamSession.html (ConnectionTimeoutSeconds)</remarks>
    internal static readonly TimeSpan LongestConnectionTimeout = TimeSpan.FromHours(1);

    public required StreamSessionArn Arn { get; init; }

    public required StreamSessionStatus Status { get; init; }

    /// <summary>Why it ended, as <c>reconnectionTimeout</c>; empty when the service gave none.</summary>
    public string StatusReason { get; init; } = "";

    /// <summary>The player, in the game developer's own words; may be empty. Foreign text.</summary>
    public string UserId { get; init; } = "";

    public string ApplicationArn { get; init; } = "";

    /// <summary>The streaming location, as <c>eu-central-1</c>; empty until the session is placed.</summary>
    public string Location { get; init; } = "";

    /// <summary>When the session was started, in service time; null when the service did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The service's last update of the session: the best stand-in for the moment of a status change (inferred, not documented).</summary>
    public DateTimeOffset? LastUpdatedAt { get; init; }

    /// <summary><c>PENDING</c>, <c>SUCCEEDED</c>, <c>FAILED</c>; empty when no export was asked for.</summary>
    public string ExportFilesStatus { get; init; } = "";

    /// <summary>Where the files go, as <c>s3://bucket/prefix/</c>; empty when no export was asked for.</summary>
    public string ExportFilesOutputUri { get; init; } = "";
}
