namespace Amazon.GameLiftStreams.Model;

/// <summary>Asks for one stream group.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamGroup.html</remarks>
public partial class GetStreamGroupRequest : AmazonGameLiftStreamsRequest
{
    /// <summary>Stream group, by ID or ARN. Required.</summary>
    [JsonIgnore]
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string Identifier { get; set; }
}

/// <summary>One stream group in full.</summary>
public partial class GetStreamGroupResponse : AmazonWebServiceResponse
{
    /// <summary>ARN of the stream group.</summary>
    public string Arn { get; set; }

    /// <summary>ARNs of the applications that its sessions may run.</summary>
    public List<string> AssociatedApplications { get; set; } = Unset.List<string>();

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

    /// <summary>Status and capacity of each location.</summary>
    public List<LocationState> LocationStates { get; set; } = Unset.List<LocationState>();

    /// <summary>Status; sessions start in ACTIVE only.</summary>
    public StreamGroupStatus Status { get; set; }

    /// <summary>Why the status is an error.</summary>
    public StreamGroupStatusReason StatusReason { get; set; }

    /// <summary>Compute of one session; cannot change.</summary>
    public StreamClass StreamClass { get; set; }
}
