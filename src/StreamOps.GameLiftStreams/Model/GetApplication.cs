namespace Amazon.GameLiftStreams.Model;

/// <summary>Asks for one application.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetApplication.html</remarks>
public partial class GetApplicationRequest : AmazonGameLiftStreamsRequest
{
    /// <summary>Application, by ID or ARN. Required.</summary>
    [JsonIgnore]
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string Identifier { get; set; }
}

/// <summary>One application in full.</summary>
public partial class GetApplicationResponse : AmazonWebServiceResponse
{
    /// <summary>Where its logs go, in Amazon S3.</summary>
    public string ApplicationLogOutputUri { get; set; }

    /// <summary>Files and folders that are logs.</summary>
    public List<string> ApplicationLogPaths { get; set; } = Unset.List<string>();

    /// <summary>Where it was taken from, in Amazon S3.</summary>
    public string ApplicationSourceUri { get; set; }

    /// <summary>ARN of the application.</summary>
    public string Arn { get; set; }

    /// <summary>ARNs of the stream groups that may run it.</summary>
    public List<string> AssociatedStreamGroups { get; set; } = Unset.List<string>();

    /// <summary>When the application was created, UTC.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>Text given to the application.</summary>
    public string Description { get; set; }

    /// <summary>File that is started.</summary>
    public string ExecutablePath { get; set; }

    /// <summary>ID of the application, the last part of its ARN.</summary>
    public string Id { get; set; }

    /// <summary>When the application last changed, UTC.</summary>
    public DateTime? LastUpdatedAt { get; set; }

    /// <summary>How far it has been copied to each location.</summary>
    public List<ReplicationStatus> ReplicationStatuses { get; set; } = Unset.List<ReplicationStatus>();

    /// <summary>System the application runs on.</summary>
    public RuntimeEnvironment RuntimeEnvironment { get; set; }

    /// <summary>Status; it can run when READY.</summary>
    public ApplicationStatus Status { get; set; }

    /// <summary>Why the status is an error.</summary>
    public ApplicationStatusReason StatusReason { get; set; }
}
