namespace Amazon.GameLiftStreams.Model;

/// <summary>Asks for a page of applications.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListApplications.html</remarks>
public partial class ListApplicationsRequest : AmazonGameLiftStreamsRequest, IPageRequest
{
    /// <summary>Most items on the page, 1 to 100; 25 if not set.</summary>
    [JsonIgnore]
    [AWSProperty(Min = 1, Max = 100)]
    public int? MaxResults { get; set; }

    /// <summary>Token of the page before; not set for the first page.</summary>
    [JsonIgnore]
    public string NextToken { get; set; }
}

/// <summary>A page of applications, in no order.</summary>
public partial class ListApplicationsResponse : AmazonWebServiceResponse, IPage<ApplicationSummary>
{
    /// <summary>Applications on this page.</summary>
    public List<ApplicationSummary> Items { get; set; } = Unset.List<ApplicationSummary>();

    /// <summary>Token of the next page; null or empty on the last.</summary>
    public string NextToken { get; set; }
}
