namespace Amazon.GameLiftStreams.Model;

/// <summary>How far an application has been copied to a location.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ReplicationStatus.html</remarks>
public partial class ReplicationStatus
{
    /// <summary>Code of the location.</summary>
    public string Location { get; set; }

    /// <summary>Status of the copy.</summary>
    public ReplicationStatusType Status { get; set; }
}
