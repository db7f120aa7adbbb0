namespace Amazon.GameLiftStreams.Model;

/// <summary>Asks for the files of a session; they are written when it ends.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ExportStreamSessionFiles.html</remarks>
public partial class ExportStreamSessionFilesRequest : AmazonGameLiftStreamsRequest
{
    /// <summary>Stream group, by ID or ARN. Required.</summary>
    [JsonIgnore]
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string Identifier { get; set; }

    /// <summary>Target in Amazon S3, ending in / or .zip. Required.</summary>
    [AWSProperty(Required = true, Min = 0, Max = 1024)]
    public string OutputUri { get; set; }

    /// <summary>Stream session, by ID or ARN. Required.</summary>
    [JsonIgnore]
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string StreamSessionIdentifier { get; set; }
}

/// <summary>The export is on record.</summary>
public partial class ExportStreamSessionFilesResponse : AmazonWebServiceResponse { }
