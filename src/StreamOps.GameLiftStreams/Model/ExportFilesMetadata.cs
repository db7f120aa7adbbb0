namespace Amazon.GameLiftStreams.Model;

/// <summary>State of a file export.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ExportFilesMetadata.html</remarks>
public partial class ExportFilesMetadata
{
    /// <summary>Target in Amazon S3.</summary>
    public string OutputUri { get; set; }

    /// <summary>PENDING until the session ends.</summary>
    public ExportFilesStatus Status { get; set; }

    /// <summary>Why the export failed.</summary>
    public string StatusReason { get; set; }
}
