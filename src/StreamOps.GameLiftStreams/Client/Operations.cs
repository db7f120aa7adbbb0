using System.Globalization;
using Amazon.GameLiftStreams.Model;
using static Amazon.GameLiftStreams.Internal.ServiceErrors;

namespace Amazon.GameLiftStreams.Internal;

/// <summary>The operations on the wire, one entry each.</summary>
/// <remarks>
/// <see cref="Operation{TRequest,TResponse}.Errors"/> names what an operation models besides the four that all of them model.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_Operations.html
/// </remarks>
internal static class Operations
{
    private const string StreamGroups = "/streamgroups";
    private const string StreamGroup = "/streamgroups/{Identifier}";
    private const string StreamSessions = "/streamgroups/{Identifier}/streamsessions";
    private const string StreamSession = "/streamgroups/{Identifier}/streamsessions/{StreamSessionIdentifier}";

    public static readonly Operation<
        CreateStreamSessionConnectionRequest,
        CreateStreamSessionConnectionResponse
    > CreateStreamSessionConnection = new()
    {
        Method = "POST",
        Path = StreamSession + "/connections",
        Labels = [("Identifier", r => r.Identifier), ("StreamSessionIdentifier", r => r.StreamSessionIdentifier)],
        HasBody = true,
        Errors = [ResourceNotFound, Conflict],
    };

    public static readonly Operation<ExportStreamSessionFilesRequest, ExportStreamSessionFilesResponse> ExportStreamSessionFiles = new()
    {
        Method = "PUT",
        Path = StreamSession + "/exportfiles",
        Labels = [("Identifier", r => r.Identifier), ("StreamSessionIdentifier", r => r.StreamSessionIdentifier)],
        HasBody = true,
        HasAnswer = false,
        Errors = [ResourceNotFound],
    };

    public static readonly Operation<GetApplicationRequest, GetApplicationResponse> GetApplication = new()
    {
        Path = "/applications/{Identifier}",
        Labels = [("Identifier", r => r.Identifier)],
        Errors = [ResourceNotFound],
    };

    public static readonly Operation<GetStreamGroupRequest, GetStreamGroupResponse> GetStreamGroup = new()
    {
        Path = StreamGroup,
        Labels = [("Identifier", r => r.Identifier)],
        Errors = [ResourceNotFound],
    };

    public static readonly Operation<GetStreamSessionRequest, GetStreamSessionResponse> GetStreamSession = new()
    {
        Path = StreamSession,
        Labels = [("Identifier", r => r.Identifier), ("StreamSessionIdentifier", r => r.StreamSessionIdentifier)],
        Errors = [ResourceNotFound],
    };

    public static readonly Operation<ListApplicationsRequest, ListApplicationsResponse> ListApplications = new()
    {
        Path = "/applications",
        Query = [("MaxResults", r => Text(r.MaxResults)), ("NextToken", r => r.NextToken)],
    };

    public static readonly Operation<ListStreamGroupsRequest, ListStreamGroupsResponse> ListStreamGroups = new()
    {
        Path = StreamGroups,
        Query = [("MaxResults", r => Text(r.MaxResults)), ("NextToken", r => r.NextToken)],
    };

    public static readonly Operation<ListStreamSessionsRequest, ListStreamSessionsResponse> ListStreamSessions = new()
    {
        Path = StreamSessions,
        Labels = [("Identifier", r => r.Identifier)],
        Query =
        [
            ("ExportFilesStatus", r => r.ExportFilesStatus?.Value),
            ("MaxResults", r => Text(r.MaxResults)),
            ("NextToken", r => r.NextToken),
            ("Status", r => r.Status?.Value),
        ],
        Errors = [ResourceNotFound],
    };

    public static readonly Operation<ListStreamSessionsByAccountRequest, ListStreamSessionsByAccountResponse> ListStreamSessionsByAccount =
        new()
        {
            Path = "/streamsessions",
            Query =
            [
                ("ExportFilesStatus", r => r.ExportFilesStatus?.Value),
                ("MaxResults", r => Text(r.MaxResults)),
                ("NextToken", r => r.NextToken),
                ("Status", r => r.Status?.Value),
            ],
        };

    public static readonly Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> ListTagsForResource = new()
    {
        Path = "/tags/{ResourceArn}",
        Labels = [("ResourceArn", r => r.ResourceArn)],
    };

    public static readonly Operation<StartStreamSessionRequest, StartStreamSessionResponse> StartStreamSession = new()
    {
        Method = "POST",
        Path = StreamSessions,
        Labels = [("Identifier", r => r.Identifier)],
        HasBody = true,
        Errors = [ResourceNotFound, Conflict],
    };

    public static readonly Operation<TerminateStreamSessionRequest, TerminateStreamSessionResponse> TerminateStreamSession = new()
    {
        Method = "DELETE",
        Path = StreamSession,
        Labels = [("Identifier", r => r.Identifier), ("StreamSessionIdentifier", r => r.StreamSessionIdentifier)],
        HasAnswer = false,
        Errors = [ResourceNotFound],
    };

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
