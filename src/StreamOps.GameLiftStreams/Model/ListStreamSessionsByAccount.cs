namespace Amazon.GameLiftStreams.Model;

/// <summary>Asks for a page of all sessions of the account in this Region.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamSessionsByAccount.html</remarks>
public partial class ListStreamSessionsByAccountRequest : AmazonGameLiftStreamsRequest, IPageRequest
{
    /// <summary>Only sessions whose file export has this status.</summary>
    [JsonIgnore]
    public ExportFilesStatus ExportFilesStatus { get; set; }

    /// <summary>Most items on the page, 1 to 100; 25 if not set.</summary>
    [JsonIgnore]
    [AWSProperty(Min = 1, Max = 100)]
    public int? MaxResults { get; set; }

    /// <summary>Token of the page before; not set for the first page.</summary>
    [JsonIgnore]
    public string NextToken { get; set; }

    /// <summary>Only sessions in this status; one value per request.</summary>
    [JsonIgnore]
    public StreamSessionStatus Status { get; set; }
}

/// <summary>A page of sessions, in no order; of an export they tell the status alone.</summary>
public partial class ListStreamSessionsByAccountResponse : AmazonWebServiceResponse, IPage<StreamSessionSummary>
{
    /// <summary>Sessions on this page.</summary>
    public List<StreamSessionSummary> Items { get; set; } = Unset.List<StreamSessionSummary>();

    /// <summary>Token of the next page; null or empty on the last.</summary>
    public string NextToken { get; set; }
}
