namespace Amazon.GameLiftStreams.Model;

/// <summary>A session as lists show it: without time-outs, description and signals.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StreamSessionSummary.html</remarks>
public partial class StreamSessionSummary
{
    /// <summary>ARN of the application it runs.</summary>
    public string ApplicationArn { get; set; }

    /// <summary>ARN of the session.</summary>
    public string Arn { get; set; }

    /// <summary>When the session was created, UTC.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>State of the file export, if one was asked for.</summary>
    public ExportFilesMetadata ExportFilesMetadata { get; set; }

    /// <summary>When the session last changed, UTC.</summary>
    public DateTime? LastUpdatedAt { get; set; }

    /// <summary>Code of the location where it runs.</summary>
    public string Location { get; set; }

    /// <summary>How the stream travels.</summary>
    public Protocol Protocol { get; set; }

    /// <summary>Role the application runs with.</summary>
    [AWSProperty(Sensitive = true)]
    public string RoleArn { get; set; }

    /// <summary>Status of the session.</summary>
    public StreamSessionStatus Status { get; set; }

    /// <summary>Why the session ended.</summary>
    public StreamSessionStatusReason StatusReason { get; set; }

    /// <summary>Player, as named by the developer.</summary>
    public string UserId { get; set; }
}
