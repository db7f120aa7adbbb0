namespace Amazon.GameLiftStreams.Model;

/// <summary>Asks for the tags of an application or a stream group.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListTagsForResource.html</remarks>
public partial class ListTagsForResourceRequest : AmazonGameLiftStreamsRequest
{
    /// <summary>ARN of the application or stream group. Required.</summary>
    [JsonIgnore]
    [AWSProperty(Required = true, Min = 1, Max = 128)]
    public string ResourceArn { get; set; }
}

/// <summary>The tags of one resource.</summary>
public partial class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>Values by key.</summary>
    public Dictionary<string, string> Tags { get; set; } = Unset.Dictionary<string, string>();
}
