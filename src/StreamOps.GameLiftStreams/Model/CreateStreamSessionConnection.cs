namespace Amazon.GameLiftStreams.Model;

/// <summary>Asks for a new connection to a running session.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_CreateStreamSessionConnection.html</remarks>
public partial class CreateStreamSessionConnectionRequest : AmazonGameLiftStreamsRequest
{
    /// <summary>Makes repeats harmless: the same token has one effect. A UUID if not set.</summary>
    [IdempotencyToken]
    [AWSProperty(Min = 32, Max = 128)]
    public string ClientToken { get; set; }

    /// <summary>Stream group, by ID or ARN. Required.</summary>
    [JsonIgnore]
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string Identifier { get; set; }

    /// <summary>Newly made offer of the client. Required.</summary>
    [AWSProperty(Required = true, Sensitive = true, Min = 1)]
    public string SignalRequest { get; set; }

    /// <summary>Stream session, by ID or ARN. Required.</summary>
    [JsonIgnore]
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string StreamSessionIdentifier { get; set; }
}

/// <summary>The answer for the client that made the offer.</summary>
public partial class CreateStreamSessionConnectionResponse : AmazonWebServiceResponse
{
    /// <summary>Answer to the offer.</summary>
    [AWSProperty(Sensitive = true)]
    public string SignalResponse { get; set; }
}
