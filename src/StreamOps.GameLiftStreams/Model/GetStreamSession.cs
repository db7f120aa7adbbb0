namespace Amazon.GameLiftStreams.Model;

/// <summary>Asks for one stream session.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamSession.html</remarks>
public partial class GetStreamSessionRequest : AmazonGameLiftStreamsRequest
{
    /// <summary>Stream group, by ID or ARN. Required.</summary>
    [JsonIgnore]
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string Identifier { get; set; }

    /// <summary>Stream session, by ID or ARN. Required.</summary>
    [JsonIgnore]
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string StreamSessionIdentifier { get; set; }
}

/// <summary>One stream session in full; no member is certain to be there.</summary>
public partial class GetStreamSessionResponse : AmazonWebServiceResponse
{
    /// <summary>Environment variables for the application, 0 to 50. May hold secrets.</summary>
    public Dictionary<string, string> AdditionalEnvironmentVariables { get; set; } = Unset.Dictionary<string, string>();

    /// <summary>Arguments for the application, 0 to 100. May hold secrets.</summary>
    public List<string> AdditionalLaunchArgs { get; set; } = Unset.List<string>();

    /// <summary>ARN of the application it runs.</summary>
    public string ApplicationArn { get; set; }

    /// <summary>ARN of the session.</summary>
    public string Arn { get; set; }

    /// <summary>Time a client has to connect, or to connect again, 1 to 3600 s.</summary>
    public int? ConnectionTimeoutSeconds { get; set; }

    /// <summary>When the session was created, UTC.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>Text given to the session.</summary>
    public string Description { get; set; }

    /// <summary>Display of the application; 1920 x 1080 if not set.</summary>
    public DisplayConfiguration DisplayConfiguration { get; set; }

    /// <summary>State of the file export, if one was asked for.</summary>
    public ExportFilesMetadata ExportFilesMetadata { get; set; }

    /// <summary>When the session last changed, UTC.</summary>
    public DateTime? LastUpdatedAt { get; set; }

    /// <summary>Code of the location where it runs; null before it is placed.</summary>
    public string Location { get; set; }

    /// <summary>Where its log files are, in Amazon S3.</summary>
    public string LogFileLocationUri { get; set; }

    /// <summary>Whether the client gets performance figures.</summary>
    public PerformanceStatsConfiguration PerformanceStatsConfiguration { get; set; }

    /// <summary>How the stream travels.</summary>
    public Protocol Protocol { get; set; }

    /// <summary>Role the application runs with.</summary>
    [AWSProperty(Sensitive = true)]
    public string RoleArn { get; set; }

    /// <summary>Longest life of the session, 1 to 86400 s.</summary>
    public int? SessionLengthSeconds { get; set; }

    /// <summary>Offer with which the session was started.</summary>
    [AWSProperty(Sensitive = true)]
    public string SignalRequest { get; set; }

    /// <summary>Answer for the client; set from ACTIVE on.</summary>
    [AWSProperty(Sensitive = true)]
    public string SignalResponse { get; set; }

    /// <summary>Status of the session.</summary>
    public StreamSessionStatus Status { get; set; }

    /// <summary>Why the session ended.</summary>
    public StreamSessionStatusReason StatusReason { get; set; }

    /// <summary>ID of its stream group.</summary>
    public string StreamGroupId { get; set; }

    /// <summary>Player, as named by the developer.</summary>
    public string UserId { get; set; }

    /// <summary>Script which the Web SDK loads to speak to the session.</summary>
    public string WebSdkProtocolUrl { get; set; }
}
