namespace Amazon.GameLiftStreams.Model;

/// <summary>Asks for the end of a session.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_TerminateStreamSession.html</remarks>
public partial class TerminateStreamSessionRequest : AmazonGameLiftStreamsRequest
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

/// <summary>The session is ending.</summary>
public partial class TerminateStreamSessionResponse : AmazonWebServiceResponse { }
