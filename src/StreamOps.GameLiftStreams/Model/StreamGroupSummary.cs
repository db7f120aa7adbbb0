namespace Amazon.GameLiftStreams.Model;

/// <summary>A stream group as lists show it: without reason, locations and associations.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StreamGroupSummary.html</remarks>
public partial class StreamGroupSummary
{
    /// <summary>ARN of the stream group.</summary>
    public string Arn { get; set; }

    /// <summary>When the stream group was created, UTC.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>Application that a session runs when it names none.</summary>
    public DefaultApplication DefaultApplication { get; set; }

    /// <summary>Text given to the stream group.</summary>
    public string Description { get; set; }

    /// <summary>When the stream group expires, UTC; then it takes no more sessions.</summary>
    public DateTime? ExpiresAt { get; set; }

    /// <summary>ID of the stream group, the last part of its ARN.</summary>
    public string Id { get; set; }

    /// <summary>When the stream group last changed, UTC.</summary>
    public DateTime? LastUpdatedAt { get; set; }

    /// <summary>Status; sessions start in ACTIVE only.</summary>
    public StreamGroupStatus Status { get; set; }

    /// <summary>Compute of one session; cannot change.</summary>
    public StreamClass StreamClass { get; set; }
}
