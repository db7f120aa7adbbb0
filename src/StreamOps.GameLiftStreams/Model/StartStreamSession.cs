namespace Amazon.GameLiftStreams.Model;

/// <summary>Asks for a new stream session.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StartStreamSession.html</remarks>
public partial class StartStreamSessionRequest : AmazonGameLiftStreamsRequest
{
    /// <summary>Environment variables for the application, 0 to 50. May hold secrets.</summary>
    [AWSProperty(Max = 50)]
    public Dictionary<string, string> AdditionalEnvironmentVariables { get; set; } = Unset.Dictionary<string, string>();

    /// <summary>Arguments for the application, 0 to 100. May hold secrets.</summary>
    [AWSProperty(Max = 100)]
    public List<string> AdditionalLaunchArgs { get; set; } = Unset.List<string>();

    /// <summary>Application to run, by ID or ARN. Required.</summary>
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string ApplicationIdentifier { get; set; }

    /// <summary>Makes repeats harmless: the same token has one effect. A UUID if not set.</summary>
    [IdempotencyToken]
    [AWSProperty(Min = 32, Max = 128)]
    public string ClientToken { get; set; }

    /// <summary>Time a client has to connect, or to connect again, 1 to 3600 s; 120 if not set.</summary>
    [AWSProperty(Min = 1, Max = 3600)]
    public int? ConnectionTimeoutSeconds { get; set; }

    /// <summary>Text for people, 1 to 80 characters.</summary>
    [AWSProperty(Min = 1, Max = 80)]
    public string Description { get; set; }

    /// <summary>Display of the application; 1920 x 1080 if not set.</summary>
    public DisplayConfiguration DisplayConfiguration { get; set; }

    /// <summary>Stream group, by ID or ARN. Required.</summary>
    [JsonIgnore]
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string Identifier { get; set; }

    /// <summary>Codes of the locations to try, in order; the primary one if not set.</summary>
    [AWSProperty(Min = 1)]
    public List<string> Locations { get; set; } = Unset.List<string>();

    /// <summary>Whether the client gets performance figures.</summary>
    public PerformanceStatsConfiguration PerformanceStatsConfiguration { get; set; }

    /// <summary>How the stream travels. Required.</summary>
    [AWSProperty(Required = true)]
    public Protocol Protocol { get; set; }

    /// <summary>Role the application runs with.</summary>
    [AWSProperty(Sensitive = true, Min = 20, Max = 2048)]
    public string RoleArn { get; set; }

    /// <summary>Longest life of the session, 1 to 86400 s; 43200 if not set.</summary>
    [AWSProperty(Min = 1, Max = 86400)]
    public int? SessionLengthSeconds { get; set; }

    /// <summary>Offer of the client, or NO_CLIENT_CONNECTION to let one come later. Required.</summary>
    [AWSProperty(Required = true, Sensitive = true, Min = 1)]
    public string SignalRequest { get; set; }

    /// <summary>Player, as named by the developer, 0 to 1024 characters.</summary>
    [AWSProperty(Min = 0, Max = 1024)]
    public string UserId { get; set; }
}

/// <summary>The session as it begins: status ACTIVATING, no location and no signal response yet.</summary>
/// <remarks>The members are those of <see cref="GetStreamSessionResponse"/>.</remarks>
public partial class StartStreamSessionResponse : AmazonWebServiceResponse
{
    public Dictionary<string, string> AdditionalEnvironmentVariables { get; set; } = Unset.Dictionary<string, string>();
    public List<string> AdditionalLaunchArgs { get; set; } = Unset.List<string>();
    public string ApplicationArn { get; set; }
    public string Arn { get; set; }
    public int? ConnectionTimeoutSeconds { get; set; }
    public DateTime? CreatedAt { get; set; }
    public string Description { get; set; }
    public DisplayConfiguration DisplayConfiguration { get; set; }
    public ExportFilesMetadata ExportFilesMetadata { get; set; }
    public DateTime? LastUpdatedAt { get; set; }
    public string Location { get; set; }
    public string LogFileLocationUri { get; set; }
    public PerformanceStatsConfiguration PerformanceStatsConfiguration { get; set; }
    public Protocol Protocol { get; set; }

    [AWSProperty(Sensitive = true)]
    public string RoleArn { get; set; }

    public int? SessionLengthSeconds { get; set; }

    [AWSProperty(Sensitive = true)]
    public string SignalRequest { get; set; }

    [AWSProperty(Sensitive = true)]
    public string SignalResponse { get; set; }
    public StreamSessionStatus Status { get; set; }
    public StreamSessionStatusReason StatusReason { get; set; }
    public string StreamGroupId { get; set; }
    public string UserId { get; set; }
    public string WebSdkProtocolUrl { get; set; }
}
